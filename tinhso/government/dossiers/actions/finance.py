"""Financial obligations: the clock waits for the proof of payment, then goes on."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tinhso.engines.payments.lifecycle import RefundState
from tinhso.engines.payments.queries import refund_by_id
from tinhso.engines.workflow.actions import pause_clock
from tinhso.government.dossiers import queries, rules
from tinhso.government.dossiers.actions.charging import note_payment
from tinhso.government.dossiers.actions.handing_back import hand_over
from tinhso.government.dossiers.actions.issuing import delivers_itself
from tinhso.government.dossiers.actions.moving import begin, settle, tell
from tinhso.government.dossiers.actions.stopping import resume
from tinhso.government.dossiers.events import DossierMoved
from tinhso.government.dossiers.lifecycle import DossierState
from tinhso.government.dossiers.models import Dossier
from tinhso.ground.acts import act
from tinhso.ground.base.actors import Actor
from tinhso.ground.base.vietnamese import format_vnd
from tinhso.ground.journal.actions import record


@transaction.atomic
def pause_for_finance(
    actor: Actor, dossier: Dossier, *, reason: str, expected_version: int | None = None, now: datetime
) -> Dossier:
    """Send the dossier's figures to the tax office; the limit waits for the proof of payment (D11)."""
    reason = rules.reason_given(reason)
    dossier = begin(actor, dossier, "pause_for_finance", expected_version=expected_version)
    settle(actor, dossier, now=now, note=f"Chờ nghĩa vụ tài chính: {reason}")
    if dossier.clock:
        pause_clock(queries.SYSTEM, dossier.clock, reason="chờ thực hiện nghĩa vụ tài chính", now=now)
    record(actor, DossierMoved(dossier.pk, "pause_for_finance", dossier.state, reason), at=now)
    return dossier


@transaction.atomic
def resume_after_payment(
    actor: Actor, dossier: Dossier, *, expected_version: int | None = None, now: datetime
) -> Dossier:
    """Go on once the obligation is met; the due moment moves by the working time that was waited."""
    dossier = begin(actor, dossier, "resume_after_payment", expected_version=expected_version)
    changed = resume(dossier, now=now)
    settle(actor, dossier, now=now, changed=changed, note="Đã hoàn thành nghĩa vụ tài chính")
    record(actor, DossierMoved(dossier.pk, "resume_after_payment", dossier.state), at=now)
    return dossier


@transaction.atomic
def tell_refund(refund_id: int, *, now: datetime) -> None:
    """Tell the applicant how a refund of his dossier's money ended. Safe to repeat: the same fact is told once."""
    refund = refund_by_id(refund_id)
    payment = refund.attempt
    about, _, dossier_id = payment.charge.subject.partition(":")
    if about != "dossier":
        return
    receipt = getattr(payment, "receipt", None)
    tell(
        queries.locked(int(dossier_id)),
        "refund-done" if refund.state == RefundState.DONE else "refund-refused",
        now=now,
        amount=format_vnd(refund.amount_vnd),
        payment=receipt.number if receipt else payment.transaction_id,
        decision=refund.decision,
        proof=refund.voucher or refund.provider_ref,
        refund=refund.code,
    )


@act()
def hear_payment(dossier_id: int, *, now: datetime) -> Dossier:
    """A charge of this dossier was settled: note it, and go on if only that was waited for. Safe to repeat.

    An electronic result that waited for its fee is handed over.
    """
    dossier = note_payment(dossier_id, now=now)
    if dossier.state == DossierState.AWAITING_PAYMENT and not dossier.owes_fee:
        return resume_after_payment(queries.SYSTEM, dossier, now=now)
    if dossier.state == DossierState.RESULT_READY and delivers_itself(dossier):
        return hand_over(queries.SYSTEM, dossier, now=now)
    return dossier
