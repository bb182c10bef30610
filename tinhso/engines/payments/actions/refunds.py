"""Giving money back: one asks with a reason, the accountant decides by a decision, the platform pays it back."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Sum

from tinhso.engines.payments import queries
from tinhso.engines.payments.actions.attempts import ask_about
from tinhso.engines.payments.actions.charges import roles_on
from tinhso.engines.payments.actions.mismatches import resolve_mismatch
from tinhso.engines.payments.actions.settling import LEGAL_BASIS, PLATFORM, RECEIVED
from tinhso.engines.payments.events import ChargeRefunded, RefundDecided, RefundEnded, RefundRequested
from tinhso.engines.payments.lifecycle import LIFECYCLE, REFUNDERS, REFUNDS, AttemptState, Provider, RefundState
from tinhso.engines.payments.models import Attempt, Charge, Mismatch, Refund
from tinhso.ground.base.actors import Actor
from tinhso.ground.base.identifiers import uuid7
from tinhso.ground.base.refused import NotAllowed, Refused
from tinhso.ground.base.vietnamese import format_vnd, nfc
from tinhso.ground.gateway.actions import logged
from tinhso.ground.gateway.errors import Rejected, Unavailable
from tinhso.ground.gateway.partners.payment_platform import PaymentPlatform, PaymentStatus, RefundNews
from tinhso.ground.journal.actions import record


@transaction.atomic
def request_refund(
    actor: Actor, attempt: Attempt, *, amount_vnd: int, reason: str, mismatch: Mismatch | None = None, now: datetime
) -> Refund:
    """Ask that money of a received payment go back to its payer.

    Refused: reason-missing, not-received, too-much (more than is left of it). NotAllowed without a role at the agency
    that holds the money. A refused dossier alone is no reason (Luật Phí và lệ phí gives none); the decision says why.
    """
    if not nfc(reason):
        raise Refused("reason-missing", "Hãy ghi rõ lý do hoàn.", field="reason")
    charge = queries.locked(attempt.charge)
    if not roles_on(actor, charge) & (REFUNDERS | {"system"}):
        raise NotAllowed("wrong-role", "Chỉ lãnh đạo của cơ quan thu mới đề nghị hoàn được.")
    attempt = Attempt.objects.get(pk=attempt.pk)
    if attempt.state not in RECEIVED:
        raise Refused("not-received", "Lần nộp này chưa thu được tiền nên không có gì để hoàn.")
    left = left_of(attempt)
    if not 0 < amount_vnd <= left:
        raise Refused("too-much", f"Chỉ còn hoàn được tối đa {format_vnd(left)} của lần nộp này.", field="amount_vnd")
    return open_refund(actor, attempt, amount_vnd=amount_vnd, reason=reason, mismatch=mismatch, now=now)


def give_back_mismatch(actor: Actor, mismatch: Mismatch, *, reason: str, now: datetime) -> Refund:
    """Ask that money which does not fit its charge go back: a surplus, or a wrong sum; all of it.

    The platform is asked first what it really took. A wrong sum is then booked as money without a place, so that its
    charge can be paid anew at once. Refused: not-received when no try of ours brought it or its sum was right after
    all, platform-down; else as request_refund.
    """
    attempt = queries.attempt_by_transaction(mismatch.transaction_id)
    if not mismatch.may_go_back or attempt is None or attempt.charge_id != mismatch.charge_id:
        raise Refused("not-received", "Chưa rõ khoản tiền này của lần nộp nào; hãy ghi cách xử lý.")
    try:
        if attempt.provider == Provider.PORTAL:
            ask_about(attempt, now=now)
    except Unavailable as error:
        raise Refused("platform-down", "Nền tảng thanh toán chưa trả lời; hãy thử lại sau ít phút.") from error
    return _give_back(actor, attempt, mismatch, reason=reason, now=now)


@transaction.atomic
def _give_back(actor: Actor, attempt: Attempt, mismatch: Mismatch, *, reason: str, now: datetime) -> Refund:
    queries.locked(attempt.charge)
    attempt.refresh_from_db()
    if attempt.state == AttemptState.SETTLED:
        raise Refused("not-received", "Lần nộp này đã được ghi nhận đúng số tiền; hãy đối chiếu rồi ghi cách xử lý.")
    if attempt.state not in RECEIVED:
        attempt.state, attempt.amount_vnd = AttemptState.SURPLUS, mismatch.amount_vnd
        attempt.settled_at = mismatch.found_at
        attempt.save(update_fields=["state", "amount_vnd", "settled_at"])
    return request_refund(actor, attempt, amount_vnd=mismatch.amount_vnd, reason=reason, mismatch=mismatch, now=now)


def open_refund(
    actor: Actor,
    attempt: Attempt,
    *,
    amount_vnd: int,
    reason: str,
    mismatch: Mismatch | None = None,
    is_recount: bool = False,
    now: datetime,
) -> Refund:
    """Write a refund down that somebody may ask for; the caller has seen to that, and holds the charge's lock."""
    refund = Refund.objects.create(
        code=f"HT{uuid7().hex}",
        attempt=attempt,
        mismatch=mismatch,
        amount_vnd=amount_vnd,
        reason=nfc(reason)[:500],
        is_recount=is_recount,
        asked_by_ref=actor.ref,
        asked_by_name=actor.name,
        asked_at=now,
    )
    record(actor, RefundRequested(refund.pk, attempt.charge_id, amount_vnd, refund.reason), at=now)
    return refund


def approve_refund(actor: Actor, refund: Refund, *, decision: str, now: datetime) -> Refund:
    """Decide that the money goes back, and send it through the platform; a failed one is sent anew.

    When the platform is silent the refund stays SENT, and a job asks on until it is known: it is never sent twice.
    Refused: decision-missing, own-request (four eyes), by-hand for money that did not come through the platform.
    """
    if not refund.is_by_platform:
        raise Refused("by-hand", "Khoản này không thu qua nền tảng; hãy trả lại rồi ghi số chứng từ chi.")
    refund = _decided(actor, refund, "approve", decision, now=now)
    return push_refund(refund, now=now)


@transaction.atomic
def hand_back(actor: Actor, refund: Refund, *, decision: str, voucher: str, now: datetime) -> Refund:
    """Write down that the money was paid back by cash or transfer, with the number of the voucher. Refused without.

    Refused by-platform while the platform has not failed: the payer must not get it twice.
    """
    if not nfc(voucher):
        raise Refused("voucher-missing", "Hãy ghi số chứng từ chi.", field="voucher")
    if not queries.refund_again(refund).may_be_handed_back:
        raise Refused("by-platform", "Khoản này thu qua nền tảng; hãy duyệt để nền tảng chuyển trả trước.")
    refund = _decided(actor, refund, "hand_back", decision, now=now)
    refund.voucher = nfc(voucher)[:80]
    refund.save(update_fields=["voucher"])
    return _arrived(actor, refund, detail=f"Chứng từ chi {refund.voucher}", now=now)


@transaction.atomic
def reject_refund(actor: Actor, refund: Refund, *, reason: str, now: datetime) -> Refund:
    """Decide that nothing goes back, and say why; the money can be asked for again."""
    refund = _decided(actor, refund, "reject", reason, now=now)
    refund.ended_at = now
    refund.save(update_fields=["ended_at"])
    return refund


def push_refund(refund: Refund, *, now: datetime) -> Refund:
    """Send an approved refund, or ask how it ended; safe to repeat: the platform knows each try by its own id."""
    try:
        with logged("payment_platform", purpose="Hoàn phí, lệ phí", legal_basis=LEGAL_BASIS,
                    subject=f"refund:{refund.pk}", operation="refund", now=now) as call:  # fmt: skip
            news = _told_by_platform(refund)
            call.detail = news.status.name
    except Unavailable as error:
        Refund.objects.filter(pk=refund.pk).update(last_error=error.detail[:300])
        return queries.refund_again(refund)
    except Rejected as error:
        return _bounced(refund, detail=error.detail, now=now)
    match news.status:
        case PaymentStatus.PAID:
            return _paid_back(refund, news, now=now)
        case PaymentStatus.FAILED:
            return _bounced(refund, detail="Ngân hàng không nhận lại được tiền", now=now)
    return queries.refund_again(refund)


def _told_by_platform(refund: Refund) -> RefundNews:
    platform = PaymentPlatform()
    known = platform.query_refund(refund.platform_id)
    if known.status is not PaymentStatus.UNKNOWN:
        return known
    return platform.refund(
        refund_id=refund.platform_id,
        transaction_id=refund.attempt.transaction_id,
        amount_vnd=refund.amount_vnd,
        reason=f"{refund.decision}: {refund.reason}",
    )


@transaction.atomic
def _decided(actor: Actor, refund: Refund, verb: str, why: str, *, now: datetime) -> Refund:
    """The refund after the accountant's word. Not his own request: money goes back by four eyes."""
    if not nfc(why):
        asked = "lý do không hoàn" if verb == "reject" else "số, ngày của quyết định hoàn"
        raise Refused("decision-missing", f"Hãy ghi rõ {asked}.", field="decision")
    refund = queries.locked_refund(refund)
    target = REFUNDS.move(refund.state, verb, roles_on(actor, refund.attempt.charge))
    if refund.asked_by_ref == actor.ref:
        raise Refused("own-request", "Người đề nghị hoàn không tự duyệt được; hãy để người khác quyết định.")
    refund.state = target
    refund.decision, refund.decided_at = nfc(why)[:300], now
    refund.decided_by_ref, refund.decided_by_name = actor.ref, actor.name
    refund.tries += verb == "approve"
    refund.last_error = ""
    refund.save()
    record(actor, RefundDecided(refund.pk, verb, refund.decision), at=now)
    return refund


@transaction.atomic
def _paid_back(refund: Refund, news: RefundNews, *, now: datetime) -> Refund:
    refund = queries.locked_refund(refund)
    if refund.state != RefundState.SENT:
        return refund
    refund.state = REFUNDS.move(refund.state, "arrive", {"system"})
    refund.provider_ref = news.provider_ref[:80]
    refund.save(update_fields=["state", "provider_ref"])
    return _arrived(PLATFORM, refund, detail=f"Mã giao dịch hoàn {refund.provider_ref}", now=now)


@transaction.atomic
def _bounced(refund: Refund, *, detail: str, now: datetime) -> Refund:
    refund = queries.locked_refund(refund)
    if refund.state != RefundState.SENT:
        return refund
    refund.state = REFUNDS.move(refund.state, "bounce", {"system"})
    refund.last_error = detail[:300]
    refund.save(update_fields=["state", "last_error"])
    record(PLATFORM, RefundEnded(refund.pk, refund.state, refund.last_error), at=now)
    return refund


def _arrived(actor: Actor, refund: Refund, *, detail: str, now: datetime) -> Refund:
    """Book what follows from money that is back: the mismatch is settled, a charge wholly given back is REFUNDED."""
    refund.ended_at, refund.last_error = now, ""
    refund.save(update_fields=["ended_at", "last_error"])
    record(actor, RefundEnded(refund.pk, refund.state, detail), at=now)
    attempt, charge = refund.attempt, refund.attempt.charge
    if refund.mismatch and refund.mismatch.resolved_at is None:
        resolve_mismatch(actor, refund.mismatch, note=f"Đã hoàn theo {refund.decision}", now=now)
    back = Refund.objects.filter(attempt=attempt, state=RefundState.DONE).aggregate(vnd=Sum("amount_vnd"))["vnd"]
    if attempt.state == AttemptState.SETTLED and back == attempt.amount_vnd:
        _mark_refunded(actor, charge, refund, now=now)
    return refund


def _mark_refunded(actor: Actor, charge: Charge, refund: Refund, *, now: datetime) -> None:
    charge.state = LIFECYCLE.move(charge.state, "refund", {"system"})
    charge.note = refund.decision
    charge.save(update_fields=["state", "note"])
    record(actor, ChargeRefunded(charge.pk, charge.subject, charge.note), at=now)


def left_of(attempt: Attempt) -> int:
    """What of a payment neither went back nor is asked for, in đồng."""
    asked = attempt.refunds.exclude(state=RefundState.REJECTED).aggregate(vnd=Sum("amount_vnd"))
    return int(attempt.amount_vnd - (asked["vnd"] or 0))
