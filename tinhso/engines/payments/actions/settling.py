"""Money has come: settle its charge exactly once, give the receipt, and lose nothing that does not fit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction

from tinhso.engines.payments import queries
from tinhso.engines.payments.events import MismatchFound, PaymentFailed, PaymentSettled
from tinhso.engines.payments.lifecycle import LIFECYCLE, PAYABLE, AttemptState, Provider
from tinhso.engines.payments.models import Attempt, Charge, Mismatch, MismatchKind, Receipt
from tinhso.ground.acts import act, add_now, change
from tinhso.ground.base.actors import Actor, System
from tinhso.ground.base.vietnamese import VIETNAM
from tinhso.ground.gateway.actions import logged
from tinhso.ground.gateway.errors import Rejected
from tinhso.ground.gateway.partners.payment_platform import PaymentPlatform, PaymentStatus
from tinhso.ground.journal.actions import record

PLATFORM = System("payment_platform")
LEGAL_BASIS = "Nghị định 118/2025/NĐ-CP, Điều 24"
BOOKED = ("state", "settled_at", "provider_ref")
RECEIVED = frozenset({AttemptState.SETTLED, AttemptState.SURPLUS})


@dataclass(frozen=True)
class CallbackAnswer:
    """What we tell the platform: error_code 0 = kept, do not send again; -1 = not accepted."""

    error_code: int
    message: str


def settle_callback(payload: Mapping[str, object], *, now: datetime) -> CallbackAnswer:
    """Take in what the platform says about one of our transactions; safe to repeat, in any order, however late.

    A wrong signature changes nothing. A signed payment of a wrong sum or of nothing we know of is answered -1
    and waits in the mismatch queue.
    """
    try:
        with logged("payment_platform", purpose="Nhận kết quả thanh toán", legal_basis=LEGAL_BASIS,
                    subject="payments", operation="callback", now=now) as call:  # fmt: skip
            news = PaymentPlatform().read_callback(payload)
            attempt = queries.attempt_by_transaction(news.transaction_id)
            call.subject = f"charge:{attempt.charge_id}" if attempt else call.subject
    except Rejected as error:
        return CallbackAnswer(-1, error.detail.capitalize())
    if attempt is None:
        keep_mismatch(MismatchKind.UNKNOWN, Provider.PORTAL, news.transaction_id, news.amount_vnd, now=now)
        return CallbackAnswer(-1, "Không tìm thấy giao dịch")
    if news.status is PaymentStatus.PAID:
        state = settle(PLATFORM, attempt, amount_vnd=news.amount_vnd, provider_ref=news.provider_ref, now=now)
        if state not in RECEIVED:
            return CallbackAnswer(-1, "Số tiền không khớp khoản phải nộp")
    elif news.status is PaymentStatus.FAILED:
        fail(PLATFORM, attempt, now=now)
    return CallbackAnswer(0, "Đã ghi nhận")


@act()
def settle(actor: Actor, attempt: Attempt, *, amount_vnd: int, provider_ref: str, now: datetime) -> AttemptState:
    """Book money that came for an attempt, and answer with the attempt's state.

    SETTLED: the charge is paid and has its receipt. SURPLUS: it was paid otherwise before; the money waits in
    the mismatch queue. Unchanged: the sum was wrong; the same queue. Repeating it changes nothing.
    """
    charge = queries.locked(attempt.charge)
    attempt = queries.locked_attempt(attempt)
    if attempt.state in RECEIVED:
        return AttemptState(attempt.state)
    if amount_vnd != attempt.amount_vnd:
        keep_mismatch(MismatchKind.WRONG_AMOUNT, Provider(attempt.provider), attempt.transaction_id, amount_vnd,
                      charge=charge, expected_vnd=attempt.amount_vnd, now=now)  # fmt: skip
        return AttemptState(attempt.state)
    if charge.state not in PAYABLE:
        attempt.state, attempt.settled_at, attempt.provider_ref = AttemptState.SURPLUS, now, provider_ref[:80]
        change(attempt, BOOKED)
        keep_mismatch(MismatchKind.SURPLUS, Provider(attempt.provider), attempt.transaction_id, amount_vnd,
                      charge=charge, expected_vnd=0, now=now)  # fmt: skip
        return AttemptState.SURPLUS
    book(actor, charge, attempt, provider_ref=provider_ref, now=now)
    return AttemptState.SETTLED


def book(actor: Actor, charge: Charge, attempt: Attempt, *, provider_ref: str, now: datetime) -> Receipt:
    """The charge, which is locked and payable, is paid by this try; its receipt. Part of the caller's act."""
    charge.state = LIFECYCLE.move(charge.state, "settle", {"system"})
    charge.paid_at = now
    attempt.state, attempt.settled_at, attempt.provider_ref = AttemptState.SETTLED, now, provider_ref[:80]
    change(attempt, BOOKED)
    change(charge, ["state", "paid_at"])
    receipt = _give_receipt(actor, charge, attempt, now=now)
    told = PaymentSettled(charge.pk, charge.subject, attempt.amount_vnd, attempt.provider, receipt.number)
    record(actor, told, at=now)
    return receipt


@transaction.atomic
def fail(actor: Actor, attempt: Attempt, *, now: datetime, verb: str = "fail") -> AttemptState:
    """Close an open attempt that came to nothing; its charge stays payable. A settled one is left alone.

    verb: `fail`, or `expire` when the payer let the time run out.
    """
    charge = queries.locked(attempt.charge)
    attempt = Attempt.objects.select_for_update(of=("self",)).get(pk=attempt.pk)
    if attempt.state != AttemptState.OPEN:
        return AttemptState(attempt.state)
    attempt.state = AttemptState.FAILED
    attempt.save(update_fields=["state"])
    if charge.state in PAYABLE:
        charge.state = LIFECYCLE.move(charge.state, verb, {"system"})
        charge.save(update_fields=["state"])
    record(actor, PaymentFailed(charge.pk, attempt.transaction_id), at=now)
    return AttemptState.FAILED


@transaction.atomic
def keep_mismatch(
    kind: MismatchKind,
    provider: Provider,
    transaction_id: str,
    amount_vnd: int,
    *,
    now: datetime,
    charge: Charge | None = None,
    expected_vnd: int | None = None,
) -> Mismatch:
    """Put what does not fit where a person will see it; the same thing said twice is one row."""
    mismatch, fresh = Mismatch.objects.get_or_create(
        kind=kind,
        provider=provider,
        transaction_id=transaction_id[:80],
        defaults={"amount_vnd": amount_vnd, "expected_vnd": expected_vnd, "charge": charge, "found_at": now},
    )
    if fresh:
        record(PLATFORM, MismatchFound(mismatch.pk, kind, mismatch.transaction_id, amount_vnd), at=now)
    return mismatch


NEXT_PLACE = """
INSERT INTO payments_receiptseries AS s (agency_id, year, last_place) VALUES (%s, %s, 1)
ON CONFLICT (agency_id, year) DO UPDATE SET last_place = s.last_place + 1 RETURNING id, last_place
"""


def _give_receipt(actor: Actor, charge: Charge, attempt: Attempt, *, now: datetime) -> Receipt:
    """The next number of the agency's series of the year: the row is locked, so a number is never skipped."""
    year = now.astimezone(VIETNAM).year
    with connection.cursor() as cursor:
        cursor.execute(NEXT_PLACE, [charge.agency_id, year])
        series_id, place = cursor.fetchone()
    by_hand = attempt.provider == Provider.CASH
    receipt = Receipt(
        charge=charge,
        attempt=attempt,
        series_id=series_id,
        place=place,
        number=f"{charge.agency.code or charge.agency.slug}-{year}-{place:07d}",
        amount_vnd=attempt.amount_vnd,
        collected_by_ref=actor.ref if by_hand else "",
        collected_by_name=actor.name if by_hand else "",
        issued_at=now,
    )
    add_now(receipt)
    return receipt
