"""Ask other agencies, with content and deadline; several may be asked at once."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from tinhso.government.dossiers import queries, rules
from tinhso.government.dossiers.actions.moving import begin, settle
from tinhso.government.dossiers.events import ConsultationAnswered, ConsultationAsked, DossierMoved
from tinhso.government.dossiers.lifecycle import CONSULTED, DossierState
from tinhso.government.dossiers.models import Consultation, Dossier
from tinhso.ground.base.actors import Actor
from tinhso.ground.base.refused import NotAllowed, Refused
from tinhso.ground.base.vietnamese import nfc
from tinhso.ground.files.queries import file_by_key
from tinhso.ground.journal.actions import record
from tinhso.ground.people.models import Agency
from tinhso.ground.people.persons import Person


@transaction.atomic
def consult(
    actor: Actor,
    dossier: Dossier,
    *,
    agency: Agency,
    question: str,
    working_days: int,
    expected_version: int | None = None,
    now: datetime,
) -> Dossier:
    """Ask an agency for its opinion by a day; the limit runs on (NĐ 61/2018 Điều 19 khoản 5)."""
    question = rules.reason_given(question)
    dossier = begin(actor, dossier, "consult", expected_version=expected_version)
    if agency.pk == dossier.resolving_agency_id:
        raise Refused("asks-itself", "Hãy chọn cơ quan khác với cơ quan đang giải quyết.", field="agency")
    due = queries.working_days_after(now, working_days, scope=f"agency:{agency.pk}")
    Consultation.objects.create(
        dossier=dossier, agency=agency, question=question, asked_at=now, asked_by_name=actor.name, due_at=due.at
    )
    settle(actor, dossier, now=now, note=f"Lấy ý kiến {agency.name}")
    record(actor, ConsultationAsked(dossier.pk, agency.pk, agency.name, question, due.at), at=now)
    return dossier


@transaction.atomic
def answer_consultation(
    actor: Person,
    dossier: Dossier,
    *,
    opinion: str,
    file_key: UUID | str | None = None,
    expected_version: int | None = None,
    now: datetime,
) -> Dossier:
    """Give the opinion of one's agency; after the last answer the dossier goes on."""
    opinion = rules.reason_given(opinion)
    asked = queries.consultation_of(dossier, actor)
    if asked is None:
        raise NotAllowed("not-asked", "Cơ quan của bạn không được lấy ý kiến về hồ sơ này.")
    state = dossier.state
    dossier = begin(
        actor, dossier, "answer_consultation", expected_version=expected_version, also=frozenset({CONSULTED})
    )
    asked.answered_at, asked.answered_by_name, asked.opinion = now, actor.name, opinion
    asked.file = file_by_key(file_key) if file_key else None
    asked.save(update_fields=["answered_at", "answered_by_name", "opinion", "file"])
    if queries.consultations_of(dossier).filter(answered_at=None, cancelled_at=None).exists():
        dossier.state = state
    settle(actor, dossier, now=now, note=f"{asked.agency.name} đã trả lời ý kiến")
    record(actor, ConsultationAnswered(dossier.pk, asked.agency.name, opinion), at=now)
    return dossier


@transaction.atomic
def end_consultation(
    actor: Actor, dossier: Dossier, *, reason: str, expected_version: int | None = None, now: datetime
) -> Dossier:
    """Go on without the answers that are still awaited, with the reason."""
    reason = nfc(rules.reason_given(reason))
    dossier = begin(actor, dossier, "end_consultation", expected_version=expected_version)
    Consultation.objects.filter(dossier=dossier, answered_at=None, cancelled_at=None).update(cancelled_at=now)
    settle(actor, dossier, now=now, note=f"Kết thúc lấy ý kiến: {reason}")
    record(actor, DossierMoved(dossier.pk, "end_consultation", str(DossierState(dossier.state)), reason), at=now)
    return dossier
