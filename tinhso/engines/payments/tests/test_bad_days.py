"""Bad days of payment, against the running platform: nothing is paid twice, nothing is lost."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tinhso.engines.payments import actions, jobs
from tinhso.engines.payments.lifecycle import AttemptState, ChargeState
from tinhso.engines.payments.models import Attempt, Mismatch, MismatchKind, Receipt
from tinhso.engines.payments.tests.factories import make_charge
from tinhso.ground.gateway.models import MessageLog, Outcome
from tinhso.ground.gateway.partners import wire
from tinhso.ground.gateway.partners.payment_platform import CALLBACK_SIGNED, check_sum
from tinhso.ground.journal.models import Entry
from tinhso.ground.people.tests import factories as people

pytestmark = pytest.mark.django_db


def click_pay(client, charge):
    answer = client.post(reverse("payments:pay_online", args=[charge.code]))
    assert answer.status_code == 302, answer.content.decode()
    return answer["Location"]


def come_back(client, charge):
    return client.get(reverse("payments:return", args=[charge.code])).content.decode()


def settled_entries(charge):
    return Entry.objects.filter(kind="payments.settled", subject=f"charge:{charge.pk}").count()


def test_a_citizen_pays_online_and_gets_a_receipt(client, payment_double):
    charge = make_charge()

    back, answers = payment_double.pay(client, click_pay(client, charge))

    charge.refresh_from_db()
    assert answers == [{"error_code": 0, "message": "Đã ghi nhận"}]
    assert charge.state == ChargeState.PAID
    assert back.startswith(f"http://127.0.0.1:8000/thanh-toan/{charge.code}/ket-qua/?transaction_id=TS")
    assert charge.receipt.number in come_back(client, charge)
    assert MessageLog.objects.filter(subject=f"charge:{charge.pk}", outcome=Outcome.DONE, operation="create").exists()


def test_a_call_back_that_comes_twice_settles_once(client, payment_double):
    charge = make_charge()
    payment_double.faults(callback_twice=1)

    _, answers = payment_double.pay(client, click_pay(client, charge))

    assert [answer["error_code"] for answer in answers] == [0, 0]
    assert settled_entries(charge) == 1
    assert Receipt.objects.filter(charge=charge).count() == 1


def test_a_lost_call_back_is_made_good_when_the_payer_returns(client, payment_double):
    charge = make_charge()
    payment_double.faults(callback_lost=1)

    _, answers = payment_double.pay(client, click_pay(client, charge))
    page = come_back(client, charge)

    charge.refresh_from_db()
    assert answers == []
    assert charge.state == ChargeState.PAID
    assert f"Biên lai số {charge.receipt.number}" in page


def test_a_lost_call_back_is_made_good_by_the_clock_when_the_payer_never_returns(client, payment_double):
    charge = make_charge()
    payment_double.faults(callback_lost=1)
    payment_double.pay(client, click_pay(client, charge))
    Attempt.objects.update(created_at=timezone.now() - timedelta(minutes=10))

    jobs.ask_about_open_attempts(timestamp=0)

    charge.refresh_from_db()
    assert charge.state == ChargeState.PAID


def test_a_call_back_that_comes_after_the_return_changes_nothing_more(client, payment_double):
    charge = make_charge()
    payment_double.faults(callback_late=1)
    payment_double.press(click_pay(client, charge), "confirm")
    come_back(client, charge)

    answer = payment_double.relay.deliver(client)

    assert answer["error_code"] == 0
    assert settled_entries(charge) == 1


def test_a_stale_failure_after_the_payment_is_ignored(client, payment_double):
    charge = make_charge()
    payment_double.faults(callback_out_of_order=1)

    _, answers = payment_double.pay(client, click_pay(client, charge))

    charge.refresh_from_db()
    assert [answer["error_code"] for answer in answers] == [0, 0]
    assert charge.state == ChargeState.PAID


def test_a_wrong_signature_changes_nothing_and_the_next_right_one_settles(client, payment_double):
    charge = make_charge()
    payment_double.faults(wrong_signature=1)

    _, answers = payment_double.pay(client, click_pay(client, charge))

    assert [answer["error_code"] for answer in answers] == [-1, 0]
    assert settled_entries(charge) == 1
    assert MessageLog.objects.filter(operation="callback", outcome=Outcome.REJECTED).count() == 1
    assert not Mismatch.objects.exists()


def test_a_wrong_amount_never_settles_and_waits_for_a_person(client, payment_double):
    charge = make_charge()
    pay_url = click_pay(client, charge)
    payment_double.faults(wrong_amount=6)

    _, answers = payment_double.pay(client, pay_url)

    charge.refresh_from_db()
    mismatch = Mismatch.objects.get(charge=charge)
    assert {answer["error_code"] for answer in answers} == {-1}
    assert (mismatch.kind, mismatch.amount_vnd, mismatch.expected_vnd) == (MismatchKind.WRONG_AMOUNT, 1_000, 8_000)
    assert charge.is_payable


@pytest.mark.parametrize("fault", [{"error_500": 9}, {"garbage": 9}])
def test_when_the_platform_is_down_the_page_says_so_and_the_charge_stays_payable(client, payment_double, fault):
    charge = make_charge()
    payment_double.faults(**fault)

    answer = client.post(reverse("payments:pay_online", args=[charge.code]))

    charge.refresh_from_db()
    assert answer.status_code == 409
    assert "Nền tảng thanh toán đang gián đoạn, bạn chưa bị trừ tiền." in answer.content.decode()
    assert charge.is_payable
    payment_double.clear()
    assert click_pay(client, charge).startswith(payment_double.address)
    assert Attempt.objects.filter(charge=charge).count() == 1


def test_when_the_platform_is_too_slow_the_payer_is_not_kept_waiting(client, payment_double, monkeypatch):
    monkeypatch.setattr(wire, "TIMEOUT", 0.1)
    charge = make_charge()
    payment_double.faults(slow=0.5)

    answer = client.post(reverse("payments:pay_online", args=[charge.code]))

    assert answer.status_code == 409
    assert MessageLog.objects.get(operation="create").outcome == Outcome.UNAVAILABLE


def test_a_platform_that_is_not_there_at_all_is_a_bad_day_too(client, settings):
    settings.PARTNERS = settings.PARTNERS | {"payment_platform": "http://127.0.0.1:9"}
    charge = make_charge()

    answer = client.post(reverse("payments:pay_online", args=[charge.code]))

    assert answer.status_code == 409


def test_a_platform_silent_on_return_is_told_as_waiting_not_as_lost(client, payment_double):
    charge = make_charge()
    payment_double.faults(callback_lost=1)
    payment_double.pay(client, click_pay(client, charge))
    payment_double.faults(error_500=9)  # more than one: a late call-back of another payment may ask, too

    page = come_back(client, charge)

    assert "Nếu bạn đã bị trừ tiền, khoản tiền không mất" in page


def test_a_double_click_gives_the_same_transaction(client, payment_double):
    charge = make_charge()

    assert click_pay(client, charge) == click_pay(client, charge)
    assert Attempt.objects.filter(charge=charge).count() == 1


def test_paying_in_a_second_tab_after_the_first_was_paid_is_refused_with_a_sentence(client, payment_double):
    charge = make_charge()
    first = click_pay(client, charge)
    payment_double.faults(callback_lost=1)
    payment_double.pay(client, first)

    second = client.post(reverse("payments:pay_online", args=[charge.code]))

    assert second.status_code == 409
    assert "Khoản này không còn phải nộp (đã nộp)." in second.content.decode()
    assert settled_entries(charge) == 1


def test_a_cancelled_payment_can_be_begun_again(client, payment_double):
    charge = make_charge()
    payment_double.pay(client, click_pay(client, charge), "cancel")
    charge.refresh_from_db()
    assert charge.state == ChargeState.FAILED
    assert "bạn chưa bị trừ tiền" in come_back(client, charge)

    payment_double.pay(client, click_pay(client, charge))

    charge.refresh_from_db()
    assert charge.state == ChargeState.PAID


def test_money_for_a_charge_that_was_paid_in_cash_meanwhile_waits_in_the_queue(client, payment_double):
    charge = make_charge()
    pay_url = click_pay(client, charge)
    cashier = people.person_of(people.make_official(people.agency(), "RECEPTION"))
    receipt = actions.collect_cash(cashier, charge, now=people.NOON)

    _, answers = payment_double.pay(client, pay_url)

    mismatch = Mismatch.objects.get(charge=charge)
    assert answers[0]["error_code"] == 0
    assert mismatch.kind == MismatchKind.SURPLUS
    assert Receipt.objects.get(charge=charge) == receipt
    assert Attempt.objects.get(provider="PORTAL").state == AttemptState.SURPLUS
    assert settled_entries(charge) == 1


def test_a_payment_that_nobody_confirms_runs_out_and_late_money_still_settles(client, payment_double):
    charge = make_charge()
    pay_url = click_pay(client, charge)
    Attempt.objects.update(created_at=timezone.now() - timedelta(days=2))
    jobs.ask_about_open_attempts(timestamp=0)
    charge.refresh_from_db()
    assert charge.state == ChargeState.EXPIRED

    payment_double.pay(client, pay_url)

    charge.refresh_from_db()
    assert charge.state == ChargeState.PAID


def test_a_signed_payment_of_an_unknown_transaction_is_kept_for_a_person(client, settings):
    keys = settings.PAYMENT_PLATFORM
    news = {"client_id": keys["client_id"], "command": "PAY", "status": "0", "trans_amount": "8000",
            "transaction_id": "TSkhong-co", "version": "3.0"}  # fmt: skip
    news["check_sum"] = check_sum(keys["hash_key_2"], news, CALLBACK_SIGNED)

    for _ in range(2):
        answer = client.post(reverse("payments:callback"), json.dumps(news), content_type="application/json")
        assert answer.json()["error_code"] == -1

    assert Mismatch.objects.get().kind == MismatchKind.UNKNOWN


HALF_A_PAIR = r'{"check_sum": "\ud800", "transaction_id": "\ud800"}'


@pytest.mark.parametrize(
    "body", ["", "[]", "{", "null", '{"check_sum": 5}', '{"transaction_id": {"a": 1}}', HALF_A_PAIR]
)
def test_garbage_on_the_call_back_is_answered_and_changes_nothing(client, body):
    answer = client.post(reverse("payments:callback"), body, content_type="application/json")

    assert answer.json()["error_code"] == -1
    assert not Mismatch.objects.exists()


def test_the_day_reconciles_and_what_is_on_one_side_only_is_named(client, payment_double):
    matched, lost, ours = make_charge(), make_charge(), make_charge()
    payment_double.pay(client, click_pay(client, matched))
    payment_double.faults(callback_lost=1)
    payment_double.pay(client, click_pay(client, lost))
    click_pay(client, ours)
    phantom = Attempt.objects.get(charge=ours)
    actions.settle(
        people.person_of(people.make_citizen()), phantom, amount_vnd=8_000, provider_ref="", now=timezone.now()
    )

    result = actions.reconcile_day(timezone.localdate(), now=timezone.now())

    lost.refresh_from_db()
    ids = {row.transaction_id for row in result.matched}
    assert lost.state == ChargeState.PAID
    assert {matched.attempts.get().transaction_id, lost.attempts.get().transaction_id} <= ids
    assert [row.transaction_id for row in result.ours_only] == [phantom.transaction_id]
    assert Mismatch.objects.filter(kind=MismatchKind.OURS_ONLY, transaction_id=phantom.transaction_id).exists()
