"""A life event that a reception officer enters for a citizen: the same bundle, one code, one promise."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from tinhso.engines.eforms.rules import problems
from tinhso.engines.procedures.queries import FeeChoices
from tinhso.government.dossiers import actions as dossiers
from tinhso.government.dossiers import queries as entries
from tinhso.government.life_events import queries
from tinhso.government.life_events.actions.filing import file_case
from tinhso.government.life_events.models import Case
from tinhso.ground.base.refused import NotAllowed, Refused
from tinhso.ground.people.actions import look_at
from tinhso.ground.people.counter import citizen_at_counter
from tinhso.ground.people.persons import Person

LOOK = "Nhập hồ sơ liên thông tại quầy"
NO_BUNDLE = "Thủ tục này chưa có nhóm liên thông nào đang áp dụng; hãy nhập từng thủ tục thành phần."


@transaction.atomic
def file_case_at_counter(officer: Person, key: UUID, *, now: datetime) -> Case:
    """File what the officer entered under an interlinked procedure; the visitor is the applicant. Twice is once.

    Refused: no-bundle, answers-wrong, and all that `file_case` refuses. The look at the visitor's data is recorded.
    """
    entry = entries.counter_entry_for(officer, key, lock=True)
    known = queries.case_of(entry.dossier) if entry.dossier else None
    if known is not None:
        return known
    if "RECEPTION" not in officer.roles_at(entry.agency_id):
        raise NotAllowed("wrong-role", "Bạn không phải cán bộ tiếp nhận của đơn vị này.")
    today = timezone.localdate(now)
    bundle = queries.bundle_for(entry.version.procedure.code, on=today)
    if bundle is None or entry.draft is None:
        raise Refused("no-bundle", NO_BUNDLE)
    if wrong := problems(entry.draft.form_version.schema, entry.draft.answers, today=today):
        path, sentence = next(iter(wrong.items()))
        raise Refused("answers-wrong", sentence, field=path)
    visitor = entry.visitor
    citizen = citizen_at_counter(
        officer, personal_number=visitor["number"], full_name=visitor["full_name"], phone=visitor["phone"], email="",
        address=visitor["address"], commune_code=entry.agency.unit_code, now=now,
    )  # fmt: skip
    case = file_case(
        officer, bundle=bundle, applicant=citizen, answers=entries.answers_of(entry),
        papers=dossiers.entered_parts(officer, entry, now=now), agency=entry.agency,
        commune_code=entry.agency.unit_code, idempotency_key=str(entry.key),
        fee_choices=FeeChoices.of_json(entry.fee_choices), delivery=entry.delivery, channel=entry.channel, now=now,
    )  # fmt: skip
    look_at(officer, citizen_id=citizen.pk, purpose=LOOK, subject=case.subject, now=now)
    dossiers.close_counter_entry(officer, entry, queries.root_dossier(case), now=now)
    return case
