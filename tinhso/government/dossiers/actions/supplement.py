"""Ask the applicant once, and completely; take what he brings; close what stays unanswered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction

from tinhso.engines.payments.rules import CollectAt
from tinhso.engines.workflow.actions import pause_clock, restart_clock, resume_clock, stop_clock
from tinhso.government.dossiers import queries, rules
from tinhso.government.dossiers.actions.charging import charge_for
from tinhso.government.dossiers.actions.moving import begin, settle, tell
from tinhso.government.dossiers.actions.papers_in import ON_PAPER, PartIn, by_part, checked_files, stored_papers
from tinhso.government.dossiers.actions.papers_out import issue_paper
from tinhso.government.dossiers.events import DossierMoved, SupplementAnswered, SupplementRequested
from tinhso.government.dossiers.models import Dossier, DossierPart, PartState, Phase, SupplementRequest
from tinhso.government.dossiers.papers.forms import PaperForm
from tinhso.ground.base.actors import Actor
from tinhso.ground.base.refused import Refused
from tinhso.ground.base.vietnamese import format_moment, nfc
from tinhso.ground.journal.actions import record


@dataclass(frozen=True)
class ItemAsked:
    """One thing that is missing or wrong: what is wrong, how to mend it. part_code: '' when it is no listed part."""

    part_code: str
    name: str
    how: str
    wrong: str


@transaction.atomic
def request_supplement(
    actor: Actor,
    dossier: Dossier,
    *,
    items: Sequence[ItemAsked],
    reason: str,
    legal_basis: str,
    expected_version: int | None = None,
    now: datetime,
) -> Dossier:
    """Ask the applicant to complete the dossier: once and completely in each phase (NĐ 61/2018 Điều 15, 17).

    Each item names a paper, what is wrong with it and how to mend it. The clock stops after acceptance; 15 working
    days without answer close the dossier. Refused: items-missing, item-incomplete, asked-before.
    """
    reason = rules.reason_given(reason)
    if not items:
        raise Refused("items-missing", "Hãy nêu đủ từng giấy tờ, nội dung cần bổ sung.", field="items")
    for item in items:
        if not (item.name.strip() and item.wrong.strip() and item.how.strip()):
            raise Refused(
                "item-incomplete",
                f"Hãy ghi rõ “{item.name}” thiếu hoặc chưa đúng ở đâu và cách bổ sung, sửa đổi.",
                field=item.part_code or "items",
            )
    dossier = begin(actor, dossier, "request_supplement", expected_version=expected_version)
    phase = Phase.EXAMINATION if dossier.received_at else Phase.RECEPTION
    if queries.supplement_of(dossier, phase):
        raise Refused(
            "asked-before",
            f"Hồ sơ này đã được yêu cầu bổ sung một lần {phase.label.lower()}; pháp luật chỉ cho yêu cầu một lần, "
            "đầy đủ.",
        )
    limit = queries.working_days_after(now, rules.SUPPLEMENT_WORKING_DAYS, scope=queries.scope_of(dossier))
    dossier.supplements += 1
    SupplementRequest.objects.create(
        dossier=dossier,
        phase=str(phase),
        number=dossier.supplements,
        items=[asdict(item) for item in items],
        reason=reason,
        legal_basis=nfc(legal_basis),
        asked_at=now,
        asked_by_ref=actor.ref,
        asked_by_name=actor.name,
        due_at=limit.at,
    )
    settle(actor, dossier, now=now, changed=["supplements"], note="Yêu cầu bổ sung, hoàn thiện hồ sơ")
    if dossier.clock:
        pause_clock(queries.SYSTEM, dossier.clock, reason="chờ người nộp bổ sung hồ sơ", now=now)
    agency = dossier.resolving_agency if phase is Phase.EXAMINATION else dossier.receiving_agency
    issue_paper(actor, dossier, PaperForm.SUPPLEMENT, agency=agency, number=dossier.supplements, now=now)
    wanted = "\n".join(f"– {item.name}: {rules.ended(item.wrong)} Cách sửa: {rules.ended(item.how)}" for item in items)
    by = f"Hạn bổ sung: {format_moment(limit.at)}."
    tell(dossier, "supplement-requested", now=now, reason=f"{wanted}\n\nLý do: {reason}\n{by}")
    record(actor, SupplementRequested(dossier.pk, str(phase), reason, limit.at), at=now)
    return dossier


@transaction.atomic
def answer_supplement(
    actor: Actor,
    dossier: Dossier,
    *,
    parts: Sequence[PartIn],
    note: str = "",
    expected_version: int | None = None,
    now: datetime,
) -> Dossier:
    """Take what the applicant brings. The limit begins again, or goes on, as the procedure's rule says.

    Before acceptance the reception has its 8 working hours anew. Refused: nothing-added, and what
    `checked_files` and `stored_papers` refuse.
    """
    dossier = begin(actor, dossier, "answer_supplement", expected_version=expected_version)
    actor = queries.speaking(actor, dossier)
    request = queries.open_supplement(dossier)
    if request is None or not (parts or note.strip()):
        raise Refused("nothing-added", "Hãy đính kèm giấy tờ bổ sung hoặc ghi nội dung giải trình.", field="parts")
    files = checked_files(actor, parts)
    owner = queries.owner_of(dossier)
    stored = stored_papers(actor, dossier.procedure_version, parts, owner=owner, now=now)
    names = {rule.code: rule for rule in queries.part_rules(dossier.procedure_version)}
    DossierPart.objects.bulk_create(
        DossierPart(
            dossier=dossier,
            part_code=code,
            name=(names[code].name if code in names else part.note or "Giấy tờ bổ sung")[:500],
            is_required=code in names and names[code].is_required,
            state=str(PartState.REUSED if part.stored else PartState.SUBMITTED),
            file=stored[part.stored].file if part.stored else files[str(part.file_key)] if part.file_key else None,
            stored_paper=stored.get(part.stored),
            note=part.note[:500] or ("" if part.file_key or part.stored else ON_PAPER),
            round=request.number,
            place=place,
        )
        for code, several in by_part(parts).items()
        for place, part in enumerate(several)
    )
    request.answered_at, request.answer_note = now, note.strip()
    request.save(update_fields=["answered_at", "answer_note"])
    changed = ["due_at", "due_sentence"]
    if dossier.clock is None:
        promise = queries.reception_due(now, agency_id=dossier.receiving_agency_id)
        dossier.due_at, dossier.due_sentence = promise.at, promise.sentence
    else:
        if dossier.procedure_version.supplement_rule == "PAUSE":
            clock = resume_clock(queries.SYSTEM, dossier.clock, now=now)
        else:
            clock = restart_clock(
                queries.SYSTEM, dossier.clock, received_at=now, reason="đã nhận đủ hồ sơ bổ sung", now=now
            )
        dossier.due_at, dossier.due_sentence = clock.due_at, clock.due_sentence
    settle(actor, dossier, now=now, changed=changed, note="Đã nộp bổ sung")
    charge_for(actor, dossier, CollectAt.SUPPLEMENT, now=now)
    record(actor, SupplementAnswered(dossier.pk, request.phase, tuple(by_part(parts))), at=now)
    return dossier


@transaction.atomic
def close_unanswered(actor: Actor, dossier: Dossier, *, expected_version: int | None = None, now: datetime) -> Dossier:
    """Close a dossier whose supplement was not answered in 15 working days, and say so. Refused not-yet-due."""
    dossier = begin(actor, dossier, "close_unanswered", expected_version=expected_version)
    request = queries.open_supplement(dossier)
    if request is None or now <= request.due_at:
        raise Refused(
            "not-yet-due",
            f"Chỉ được đóng hồ sơ khi đã quá {rules.SUPPLEMENT_WORKING_DAYS} ngày làm việc mà không bổ sung.",
        )
    request.closed_at = now
    request.save(update_fields=["closed_at"])
    reason = f"Quá {rules.SUPPLEMENT_WORKING_DAYS} ngày làm việc kể từ ngày yêu cầu mà hồ sơ chưa được bổ sung."
    dossier.finished_at = now
    settle(actor, dossier, now=now, changed=["finished_at"], note=reason)
    if dossier.clock:
        stop_clock(queries.SYSTEM, dossier.clock, now=now)
    tell(dossier, "closed", now=now, reason=reason)
    record(actor, DossierMoved(dossier.pk, "close_unanswered", dossier.state, reason), at=now)
    return dossier
