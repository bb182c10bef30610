"""Charges for everybody's tests."""

from __future__ import annotations

from datetime import datetime
from itertools import count

from tinhso.engines.payments import actions
from tinhso.engines.payments.models import Charge
from tinhso.engines.payments.rules import CollectAt, FeeKind, FeeLine, fees_due
from tinhso.ground.base.actors import System
from tinhso.ground.people.tests import factories as people

NOON = people.NOON
EXTRACT = FeeLine("TL01", "Lệ phí bản sao trích lục hộ tịch", FeeKind.LEVY, 8_000, legal_basis="TT 281/2016/TT-BTC")
_places = count(1)


def make_charge(amount_vnd: int = 8_000, *, agency: str = "NB.C13669", now: datetime = NOON, **facts: object) -> Charge:
    """What Trần Thị Mơ owes for an extract from the civil register."""
    place = next(_places)
    line = FeeLine(EXTRACT.code, EXTRACT.name, EXTRACT.kind, amount_vnd, legal_basis=EXTRACT.legal_basis)
    return actions.raise_charge(
        System("test"),
        **{
            "subject": f"dossier:{900_000 + place}",
            "reference": f"H42.134-261123-{place:04}",
            "title": "Cấp bản sao trích lục hộ tịch",
            "agency": people.agency(agency),
            "payer_ref": "citizen:1",
            "payer_name": "Trần Thị Mơ",
            "lines": fees_due([line], channel="ONLINE", on=now.date()),
            "collect_at": CollectAt.SUBMIT,
            "return_path": "/cua-toi/",
            "now": now,
        }
        | facts,
    )
