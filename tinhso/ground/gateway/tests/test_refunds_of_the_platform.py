"""The platform gives back what it took, once, and never more."""

from __future__ import annotations

import pytest

from tinhso.ground.base.identifiers import uuid7
from tinhso.ground.gateway.errors import Rejected
from tinhso.ground.gateway.partners.payment_platform import PaymentPlatform, PaymentStatus
from tinhso.ground.gateway.tests.outside import outside


@pytest.fixture
def paid(payment_double) -> str:
    """A transaction of 8.000 đ that was paid."""
    transaction_id = f"TS{uuid7().hex}"
    payment_double.faults(callback_lost=1)
    pay_url = PaymentPlatform().create_transaction(
        transaction_id=transaction_id, amount_vnd=8_000, description="H42", return_url="http://127.0.0.1/", bill={}
    )
    payment_double.press(pay_url, "confirm")
    return transaction_id


def give_back(transaction_id, amount_vnd, *, refund_id=""):
    refund_id = refund_id or f"HT{uuid7().hex}"
    return PaymentPlatform().refund(
        refund_id=refund_id, transaction_id=transaction_id, amount_vnd=amount_vnd, reason="Quyết định 12/QĐ"
    )


def test_a_refund_sent_twice_is_one_refund(paid):
    first = give_back(paid, 8_000, refund_id=f"HT-{paid}")
    second = give_back(paid, 8_000, refund_id=f"HT-{paid}")

    assert (first.status, first.amount_vnd) == (PaymentStatus.PAID, 8_000)
    assert second == first


def test_parts_are_given_back_until_nothing_is_left(paid):
    give_back(paid, 5_000)
    give_back(paid, 3_000)

    with pytest.raises(Rejected):
        give_back(paid, 1)


def test_what_was_never_paid_is_not_given_back(payment_double):
    with pytest.raises(Rejected):
        give_back(f"TS{uuid7().hex}", 8_000)


def test_a_refund_under_way_is_asked_about_until_it_has_arrived(paid, payment_double):
    payment_double.faults(refund_pending=2)
    sent = give_back(paid, 8_000)

    assert sent.status is PaymentStatus.PENDING
    assert PaymentPlatform().query_refund(sent.refund_id).status is PaymentStatus.PENDING
    assert PaymentPlatform().query_refund(sent.refund_id).status is PaymentStatus.PAID


def test_a_failed_refund_leaves_the_money_there_for_another_try(paid, payment_double):
    payment_double.faults(refund_failed=1)
    failed = give_back(paid, 8_000)

    assert failed.status is PaymentStatus.FAILED
    assert give_back(paid, 8_000).status is PaymentStatus.PAID


def test_an_unsigned_refund_is_not_given_and_an_unknown_one_is_said_to_be_unknown(paid, payment_double):
    answer = outside.post(f"{payment_double.address}/payment/refund", json={"transaction_id": paid, "refund_id": "x"})

    assert answer.json()["error_code"] == "97"
    assert PaymentPlatform().query_refund("HT-nobody").status is PaymentStatus.UNKNOWN
