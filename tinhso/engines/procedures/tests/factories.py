"""Named procedures for everybody's tests: the real ones are loaded already; these are for what they lack."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from tinhso.engines.procedures import actions
from tinhso.engines.procedures.models import ProcedureVersion
from tinhso.engines.procedures.rules.facts import ChannelFacts, FeeFacts, PartFacts, VersionFacts
from tinhso.ground.base.actors import System
from tinhso.ground.base.vietnamese import VIETNAM

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=VIETNAM)
LIBRARIAN = System("kiểm thử")
COMPLETE = VersionFacts(
    code="9.000001",
    name="Cấp thẻ đọc thư viện tỉnh",
    field_name="Thư viện",
    level="PROVINCE",
    audience="CITIZEN",
    agency_text="Sở Văn hóa và Thể thao",
    department_slugs="NB.SVH ND.SVHTTDL",
    service_level="FULL",
    limit_value=3,
    limit_unit="WORKING_DAY",
    cutoff="TRANSFER_ONLY",
    fee_basis="LISTED",
    result_name="Thẻ đọc",
    legal_basis="Luật Thư viện 46/2019/QH14",
    form_code="generic-request",
    route_code="standard",
    parts=(PartFacts("TP01", "Đơn đề nghị cấp thẻ", kind="FORM"),),
    fees=(FeeFacts("THE", "Phí cấp thẻ", "FEE", 20000, channel_prices={"ONLINE": 10000}),),
    channels=(ChannelFacts("COUNTER"), ChannelFacts("ONLINE")),
)


def make_draft(*, now: datetime = NOON, **facts: object) -> ProcedureVersion:
    """A draft that says everything, unless told otherwise."""
    return actions.draft_version(LIBRARIAN, replace(COMPLETE, **facts), now=now)


def make_version(*, now: datetime = NOON, **facts: object) -> ProcedureVersion:
    """A public version."""
    return actions.publish(LIBRARIAN, make_draft(now=now, **facts), now=now)
