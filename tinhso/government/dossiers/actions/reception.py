"""At the counter: take a dossier in and promise a day, pass it on, settle it at once, or refuse it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from tinhso.engines.payments.rules import CollectAt
from tinhso.engines.procedures.queries import limit_of
from tinhso.engines.workflow.actions import start_clock
from tinhso.engines.workflow.queries import route_in_use
from tinhso.engines.workflow.rules import Cutoff, transfer_at
from tinhso.government.dossiers import queries, rules
from tinhso.government.dossiers.actions.charging import charge_for
from tinhso.government.dossiers.actions.moving import begin, lay, settle, slip_line, tell, touch
from tinhso.government.dossiers.actions.numbering import number_result
from tinhso.government.dossiers.actions.papers_out import issue_paper
from tinhso.government.dossiers.events import DossierMoved, DossierReceived, DossierRefused, ResultReturned
from tinhso.government.dossiers.lifecycle import FACTS, LIFECYCLE, SYSTEM, Desk, DossierState
from tinhso.government.dossiers.models import Delivery, Dossier, Outcome, Result
from tinhso.government.dossiers.papers.forms import PaperForm
from tinhso.ground.acts import act, add, change
from tinhso.ground.base.actors import Actor
from tinhso.ground.base.refused import Refused
from tinhso.ground.base.vietnamese import nfc
from tinhso.ground.journal.actions import record, record_all
from tinhso.ground.people.persons import Person
from tinhso.ground.reference.queries import calendar_for

PROMISE = ("clock", "due_at", "due_sentence", "original_due_at", "received_at", "route_version")


@act()
def receive(
    actor: Actor,
    dossier: Dossier,
    *,
    variants: Collection[int] = (),
    expected_version: int | None = None,
    now: datetime,
) -> Dossier:
    """Take the dossier in, promise a day with its sentence, and pass it on at once (after 15:00: next morning).

    The limit counts from the moment at which the complete dossier arrived, not from the officer's click.
    variants: ids of the procedure's cases that apply (xác minh, vùng khó khăn).
    """
    dossier = begin(actor, dossier, "receive", expected_version=expected_version)
    version = dossier.procedure_version
    complete_at = queries.complete_at(dossier)
    clock = start_clock(
        queries.SYSTEM,
        dossier.subject,
        received_at=complete_at,
        limit=limit_of(version, variants=variants),
        scope=queries.scope_of(dossier),
        now=now,
    )
    dossier.clock, dossier.received_at = clock, now
    dossier.due_at, dossier.due_sentence = clock.due_at, clock.due_sentence
    dossier.original_due_at = clock.original_due_at
    dossier.route_version_id = route_in_use(version.route_code, now)
    events: list[DossierReceived | DossierMoved] = [DossierReceived(dossier.pk, dossier.due_at, dossier.due_sentence)]
    lay(dossier, Desk.RECEPTION, now=now)
    lines = [slip_line(actor, dossier, now=now, note="Tiếp nhận hồ sơ")]
    if passes_on_at(dossier) <= now:
        dossier.state = str(LIFECYCLE.move(dossier.state, "transfer", {SYSTEM}))
        lay(dossier, FACTS[DossierState(dossier.state)].desk, now=now)
        lines.append(slip_line(actor, dossier, now=now, note="Chuyển hồ sơ điện tử ngay khi tiếp nhận"))
        events.append(DossierMoved(dossier.pk, "transfer", dossier.state))
    touch(actor, dossier, now=now)
    change(dossier, STANDING_AND_PROMISE)
    add(lines)
    charge_for(actor, dossier, CollectAt.ACCEPT, now=now)
    if isinstance(actor, Person) and actor.official_id:  # a program's agency prints the receipt itself
        issue_paper(
            actor, dossier, PaperForm.RECEIPT, agency=dossier.receiving_agency, now=now,
            due_at=dossier.due_at.isoformat(), due_sentence=dossier.due_sentence, round=dossier.supplements,
        )  # fmt: skip
    tell(dossier, "dossier-received", now=now, due_sentence=dossier.due_sentence, reception_officer=actor.name)
    record_all(actor, events, at=now)
    return dossier


STANDING_AND_PROMISE = (
    "state", "desk", "desk_agency", "step_name", "step_due_at", "moved_at", "moved_by_name", "version", *PROMISE,
)  # fmt: skip


def passes_on_at(dossier: Dossier) -> datetime:
    """When the dossier must be with those who decide: at once, or at the next opening after 15:00 (Điều 18).

    Out of hours before 15:00 there is nothing to wait for: the record is electronic.
    """
    received_at = dossier.received_at or dossier.filed_at
    local = transfer_at(received_at, Cutoff.TRANSFER_ONLY, calendar_for(queries.scope_of(dossier)))
    return local if local.date() > received_at.astimezone(local.tzinfo).date() else received_at


@act()
def transfer(actor: Actor, dossier: Dossier, *, expected_version: int | None = None, now: datetime) -> Dossier:
    """Pass an accepted dossier on to those who decide."""
    dossier = begin(actor, dossier, "transfer", expected_version=expected_version)
    settle(actor, dossier, now=now, note="Chuyển hồ sơ")
    record(actor, DossierMoved(dossier.pk, "transfer", dossier.state), at=now)
    return dossier


@act()
def refuse(
    actor: Actor,
    dossier: Dossier,
    *,
    reason: str,
    legal_basis: str,
    expected_version: int | None = None,
    now: datetime,
) -> Dossier:
    """Refuse to take the dossier in, with reason and legal basis (mẫu 03); the applicant is told both."""
    reason = rules.reason_given(reason)
    if not legal_basis.strip():
        raise Refused("basis-missing", "Hãy ghi căn cứ pháp lý của việc từ chối.", field="legal_basis")
    dossier = begin(actor, dossier, "refuse", expected_version=expected_version)
    dossier.finished_at = now
    settle(actor, dossier, now=now, changed=["finished_at"], note=reason)
    issue_paper(
        actor, dossier, PaperForm.REFUSAL, agency=dossier.receiving_agency, now=now,
        reason=reason, legal_basis=nfc(legal_basis),
    )  # fmt: skip
    tell(dossier, "dossier-refused", now=now, reason=reason, legal_basis=legal_basis)
    record(actor, DossierRefused(dossier.pk, reason, nfc(legal_basis)), at=now)
    return dossier


@transaction.atomic
def settle_at_once(
    actor: Actor,
    dossier: Dossier,
    *,
    content: str,
    receiver_name: str = "",
    expected_version: int | None = None,
    now: datetime,
) -> Dossier:
    """Record that the result was given at once at the counter; no receipt is owed (NĐ 61/2018 Điều 17 khoản 4)."""
    dossier = begin(actor, dossier, "settle_at_once", expected_version=expected_version)
    if dossier.owes_fee:
        raise Refused("fee-unpaid", "Hồ sơ còn phí, lệ phí chưa nộp nên chưa thể trả kết quả.")
    receiver = nfc(receiver_name) or dossier.applicant_name
    result = Result(
        dossier=dossier,
        outcome=str(Outcome.GRANTED),
        agency=dossier.resolving_agency,
        title=(dossier.procedure_version.result_name or dossier.title)[:500],
        content=rules.reason_given(content),
        proposed_by_name=actor.name,
        proposed_at=now,
        issued_at=now,
        delivery=str(Delivery.COUNTER),
        receiver_name=receiver,
        returned_at=now,
    )
    result.number = number_result(actor, dossier, result, given_at_once=True, now=now)
    result.save()
    dossier.outcome = str(Outcome.GRANTED)
    dossier.received_at = dossier.finished_at = dossier.returned_at = now
    settle(
        actor, dossier, now=now, changed=["outcome", "received_at", "finished_at", "returned_at"],
        note="Trả kết quả ngay khi tiếp nhận",
    )  # fmt: skip
    record(actor, ResultReturned(dossier.pk, str(Delivery.COUNTER), receiver), at=now)
    return dossier
