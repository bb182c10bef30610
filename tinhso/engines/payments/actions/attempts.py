"""Setting out to pay through the portal's platform, and asking it how a payment ended."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from tinhso.engines.payments import queries
from tinhso.engines.payments.actions.settling import LEGAL_BASIS, PLATFORM, fail, settle
from tinhso.engines.payments.bill import bill_of
from tinhso.engines.payments.events import PaymentStarted
from tinhso.engines.payments.lifecycle import AttemptState, Provider
from tinhso.engines.payments.models import Attempt, Charge
from tinhso.ground.base.actors import Actor
from tinhso.ground.base.identifiers import uuid7
from tinhso.ground.base.refused import Refused
from tinhso.ground.base.vietnamese import VIETNAM
from tinhso.ground.gateway.actions import logged
from tinhso.ground.gateway.errors import Rejected, Unavailable
from tinhso.ground.gateway.partners.payment_platform import PaymentPlatform, PaymentStatus
from tinhso.ground.journal.actions import record

LIFETIME = timedelta(hours=24)
ASK_AGAIN = timedelta(seconds=3)


def start_attempt(actor: Actor, charge: Charge, *, return_url: str, now: datetime) -> str:
    """Open a transaction at the platform and answer with the address where the payer pays.

    A second click or tab gets the same transaction, so it cannot be paid twice; one that has ended meanwhile is
    booked first. Refused when the charge is no longer payable (`not-payable`) or the platform does not answer
    (`platform-down`); the charge then stays payable.
    """
    attempt = _open_attempt(actor, charge, now=now)
    charge = attempt.charge
    try:
        if attempt.pay_url:
            # It may be over without our knowing: a call-back was lost, the payer turned back.
            if ask_about(attempt, now=now) is AttemptState.OPEN:
                return attempt.pay_url
            attempt = _open_attempt(actor, charge, now=now)
        with logged("payment_platform", purpose="Khởi tạo giao dịch nộp phí, lệ phí", legal_basis=LEGAL_BASIS,
                    subject=f"charge:{charge.pk}", operation="create", now=now):  # fmt: skip
            pay_url = PaymentPlatform().create_transaction(
                transaction_id=attempt.transaction_id,
                amount_vnd=attempt.amount_vnd,
                description=charge.purpose,
                return_url=return_url,
                bill=bill_of(charge, account=queries.account_of(charge.agency_id, on=now.astimezone(VIETNAM).date())),
            )
    except Unavailable as error:
        raise Refused(
            "platform-down",
            "Nền tảng thanh toán đang gián đoạn, bạn chưa bị trừ tiền. "
            "Hãy thử lại sau ít phút, hoặc chuyển khoản, nộp tại quầy.",
        ) from error
    except Rejected as error:
        fail(PLATFORM, attempt, now=now)
        raise Refused(
            "platform-refused",
            "Nền tảng thanh toán không nhận giao dịch này. Hãy chuyển khoản hoặc nộp tại quầy.",
        ) from error
    Attempt.objects.filter(pk=attempt.pk).update(pay_url=pay_url)
    return pay_url


@transaction.atomic
def _open_attempt(actor: Actor, charge: Charge, *, now: datetime) -> Attempt:
    """The one open attempt at the platform, made if there is none."""
    charge = queries.locked(charge)
    if not charge.is_payable:
        raise Refused("not-payable", f"Khoản này không còn phải nộp ({charge.state_label.lower()}).")
    attempt, fresh = Attempt.objects.get_or_create(
        charge=charge,
        provider=Provider.PORTAL,
        state=AttemptState.OPEN,
        defaults={"transaction_id": f"TS{uuid7().hex}", "amount_vnd": charge.amount_vnd, "created_at": now},
    )
    if fresh:
        record(actor, PaymentStarted(charge.pk, Provider.PORTAL, attempt.transaction_id), at=now)
    attempt.charge = charge
    return attempt


def ask_about(attempt: Attempt, *, now: datetime) -> AttemptState:
    """Ask the platform how an open attempt ended, book the answer, and say where the attempt stands.

    A transaction that the platform does not know was never begun: the attempt fails. One that waits for longer
    than LIFETIME is given up; money that comes all the same still settles it. Unavailable passes on.
    """
    if attempt.state != AttemptState.OPEN:
        return AttemptState(attempt.state)
    Attempt.objects.filter(pk=attempt.pk).update(asked_at=now)
    with logged("payment_platform", purpose="Hỏi kết quả giao dịch", legal_basis=LEGAL_BASIS,
                subject=f"charge:{attempt.charge_id}", operation="detail", now=now) as call:  # fmt: skip
        detail = PaymentPlatform().query_detail(attempt.transaction_id)
        call.detail = detail.status.name
    match detail.status:
        case PaymentStatus.PAID:
            return settle(PLATFORM, attempt, amount_vnd=detail.amount_vnd, provider_ref=detail.provider_ref, now=now)
        case PaymentStatus.FAILED | PaymentStatus.UNKNOWN:
            return fail(PLATFORM, attempt, now=now)
    if now - attempt.created_at > LIFETIME:
        return fail(PLATFORM, attempt, now=now, verb="expire")
    return AttemptState.OPEN


def catch_up(charge: Charge, *, now: datetime) -> bool:
    """Ask how the charge's open attempts ended, unless it was just asked; False when the platform is silent."""
    for attempt in queries.waiting_attempts(charge):
        if attempt.asked_at and now - attempt.asked_at < ASK_AGAIN:
            continue
        try:
            ask_about(attempt, now=now)
        except Unavailable:
            return False
    return True
