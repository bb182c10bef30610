"""Comparing the day's books with the platform's, and settling by hand what does not fit."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from tinhso.engines.payments import queries
from tinhso.engines.payments.actions.attempts import ask_about
from tinhso.engines.payments.actions.settling import LEGAL_BASIS, RECEIVED, keep_mismatch
from tinhso.engines.payments.events import MismatchResolved
from tinhso.engines.payments.lifecycle import Provider
from tinhso.engines.payments.models import Mismatch, MismatchKind
from tinhso.engines.payments.rules import Reconciliation, Row, reconcile
from tinhso.ground.base.actors import Actor
from tinhso.ground.base.refused import Refused
from tinhso.ground.base.vietnamese import nfc
from tinhso.ground.gateway.actions import logged
from tinhso.ground.gateway.partners.payment_platform import PaymentPlatform
from tinhso.ground.journal.actions import record


def reconcile_day(day: date, *, now: datetime) -> Reconciliation:
    """Compare one day with the platform's file; what is on one side only waits in the mismatch queue.

    Payments that they have and we still hold open are asked about and settled first. Unavailable passes on.
    """
    with logged("payment_platform", purpose="Đối soát hằng ngày", legal_basis=LEGAL_BASIS,
                subject=f"day:{day}", operation="settlement", now=now) as call:  # fmt: skip
        theirs = [Row(row.transaction_id, row.amount_vnd) for row in PaymentPlatform().settlement_file(day)]
        call.detail = f"{len(theirs)} giao dịch"
    ours = queries.settled_on(day, Provider.PORTAL)
    late = []
    for row in set(theirs) - set(ours):
        attempt = queries.attempt_by_transaction(row.transaction_id)
        if attempt and ask_about(attempt, now=now) in RECEIVED:
            late.append(Row(attempt.transaction_id, attempt.amount_vnd))
    result = reconcile([*ours, *late], theirs)
    for row in result.ours_only:
        keep_mismatch(MismatchKind.OURS_ONLY, Provider.PORTAL, row.transaction_id, row.amount_vnd, now=now)
    for row in result.theirs_only:
        keep_mismatch(MismatchKind.THEIRS_ONLY, Provider.PORTAL, row.transaction_id, row.amount_vnd, now=now)
    return result


@transaction.atomic
def resolve_mismatch(actor: Actor, mismatch: Mismatch, *, note: str, now: datetime) -> Mismatch:
    """Close a mismatch with a sentence that says what was done with the money. Refused without one, or twice."""
    if not nfc(note):
        raise Refused("note-missing", "Hãy ghi rõ đã xử lý khoản tiền này như thế nào.", field="note")
    mismatch = Mismatch.objects.select_for_update(of=("self",)).get(pk=mismatch.pk)
    if mismatch.resolved_at:
        raise Refused("already-resolved", f"Sai lệch này đã được {mismatch.resolved_by_name} xử lý.")
    mismatch.resolved_at, mismatch.note = now, nfc(note)[:500]
    mismatch.resolved_by_ref, mismatch.resolved_by_name = actor.ref, actor.name
    mismatch.save(update_fields=["resolved_at", "note", "resolved_by_ref", "resolved_by_name"])
    record(actor, MismatchResolved(mismatch.pk, mismatch.note), at=now)
    return mismatch
