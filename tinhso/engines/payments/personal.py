"""What payments keep about people: what was charged, paid and given back."""

from __future__ import annotations

from django.db.models import Q

from tinhso.engines.payments.models import (
    Attempt,
    Bank,
    Charge,
    CollectionAccount,
    Mismatch,
    Receipt,
    ReceiptSeries,
    Refund,
)
from tinhso.ground.base.personal import Kept, Subject


def _is_payer(who: Subject, charge: str = "") -> Q:
    return Q(**{f"{charge}payer_ref": who.ref}) | Q(**{f"{charge}subject__in": who.subjects})


KEPT = (
    Kept(
        Charge,
        "Khoản phí, lệ phí",
        "thu-phi",
        "ke-toan",
        lambda who: Charge.objects.filter(_is_payer(who)).order_by("pk"),
        masked=("payer_name",),
    ),
    Kept(
        Attempt,
        "Lần nộp tiền",
        "thu-phi",
        "ke-toan",
        lambda who: Attempt.objects.filter(_is_payer(who, "charge__")).order_by("pk"),
        without=("pay_url",),
    ),
    Kept(
        Receipt,
        "Biên lai",
        "thu-phi",
        "ke-toan",
        lambda who: Receipt.objects.filter(_is_payer(who, "charge__")).order_by("pk"),
    ),
    Kept(
        Refund,
        "Đề nghị hoàn phí",
        "thu-phi",
        "ke-toan",
        lambda who: Refund.objects.filter(_is_payer(who, "attempt__charge__")).order_by("pk"),
    ),
    Kept(
        Mismatch,
        "Chênh lệch khi đối soát",
        "thu-phi",
        "ke-toan",
        lambda who: Mismatch.objects.filter(_is_payer(who, "charge__")).order_by("pk"),
        only=("kind", "amount_vnd", "expected_vnd", "found_at", "resolved_at"),
    ),
)
OF_DUTY = ()
IMPERSONAL = (Bank, CollectionAccount, ReceiptSeries)
