"""Money goes back by a reason, a decision and two people; through the platform exactly once, or by hand."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from tinhso.engines.payments import actions, jobs
from tinhso.engines.payments.lifecycle import ChargeState, RefundState
from tinhso.engines.payments.models import Mismatch, Refund
from tinhso.engines.payments.tests.factories import NOON, make_charge
from tinhso.ground.base.actors import System
from tinhso.ground.base.refused import NotAllowed, Refused
from tinhso.ground.gateway.models import MessageLog
from tinhso.ground.gateway.partners.payment_platform import PaymentPlatform
from tinhso.ground.journal.models import Entry
from tinhso.ground.people.tests import factories as people

pytestmark = pytest.mark.django_db
BANK = System("bank")
DECISION = "Quyết định 12/QĐ-UBND ngày 23/11/2026"


class Office:
    """Who keeps the money of the ward of Nam Định: the head who asks, the accountant who decides."""

    def __init__(self):
        self.place = people.agency()
        self.cashier = self.someone("RECEPTION", "Lương Tuyết Mai")
        self.head = self.someone("HEAD_OF_ONE_STOP", "Hồ Duy Thắng")
        self.accountant = self.someone("ACCOUNTANT", "Trần Minh Nguyệt")

    def someone(self, role, name):
        return people.person_of(people.make_official(self.place, role, full_name=name))


@pytest.fixture
def office():
    return Office()


@pytest.fixture
def paid_online(client, payment_double):
    """A charge of 8.000 đ paid at the platform."""
    charge = make_charge()
    pay_url = client.post(reverse("payments:pay_online", args=[charge.code]))["Location"]
    payment_double.pay(client, pay_url)
    charge.refresh_from_db()
    return charge


def asked(office, charge, amount_vnd=8_000):
    payment = charge.attempts.get(state="SETTLED")
    return actions.request_refund(
        office.head, payment, amount_vnd=amount_vnd, reason="Cơ quan tính nhầm phí", now=timezone.now()
    )


def decided(office, refund, decision=DECISION):
    return actions.approve_refund(office.accountant, refund, decision=decision, now=timezone.now())


def test_an_approved_refund_goes_back_through_the_platform_and_is_written_down(office, paid_online):
    refund = decided(office, asked(office, paid_online))

    paid_online.refresh_from_db()
    assert (refund.state, paid_online.state) == (RefundState.DONE, ChargeState.REFUNDED)
    assert refund.provider_ref == PaymentPlatform().query_refund(refund.platform_id).provider_ref
    assert MessageLog.objects.filter(subject=f"refund:{refund.pk}", operation="refund").exists()
    told = Entry.objects.filter(subject=f"refund:{refund.pk}").order_by("id").values_list("kind", "actor_name")
    assert list(told)[:2] == [
        ("payments.refund_requested", "Hồ Duy Thắng"),
        ("payments.refund_decided", "Trần Minh Nguyệt"),
    ]
    assert [kind for kind, _ in told][2:] == ["payments.refund_ended"]
    assert Entry.objects.filter(kind="payments.refunded", subject=f"charge:{paid_online.pk}").count() == 1


def test_a_part_goes_back_and_the_charge_stays_paid(office, paid_online):
    decided(office, asked(office, paid_online, 3_000))

    paid_online.refresh_from_db()
    assert paid_online.state == ChargeState.PAID
    with pytest.raises(Refused, match="too-much"):
        asked(office, paid_online, 5_001)
    decided(office, asked(office, paid_online, 5_000))
    paid_online.refresh_from_db()
    assert paid_online.state == ChargeState.REFUNDED


def test_what_is_asked_for_cannot_be_asked_for_twice(office, paid_online):
    asked(office, paid_online)

    with pytest.raises(Refused, match="too-much"):
        asked(office, paid_online)


def test_nobody_decides_about_his_own_request(office, paid_online):
    both = people.person_of(people.make_official(office.place, "LEADER", "ACCOUNTANT", full_name="Phạm Mai Anh"))
    refund = actions.request_refund(
        both, paid_online.attempts.get(), amount_vnd=8_000, reason="Nộp nhầm", now=timezone.now()
    )

    with pytest.raises(Refused, match="own-request"):
        actions.approve_refund(both, refund, decision=DECISION, now=timezone.now())
    assert decided(office, refund).state == RefundState.DONE


def test_only_heads_ask_only_accountants_of_the_agency_decide_and_only_with_a_reason(office, paid_online):
    payment = paid_online.attempts.get()
    elsewhere = people.person_of(people.make_official(people.agency("NB.SYT"), "ACCOUNTANT"))
    with pytest.raises(NotAllowed):
        actions.request_refund(office.cashier, payment, amount_vnd=1, reason="x", now=NOON)
    with pytest.raises(Refused, match="reason-missing"):
        actions.request_refund(office.head, payment, amount_vnd=1, reason=" ", now=NOON)
    refund = asked(office, paid_online)

    with pytest.raises(NotAllowed):
        actions.approve_refund(elsewhere, refund, decision=DECISION, now=NOON)
    with pytest.raises(NotAllowed):
        actions.approve_refund(office.head, refund, decision=DECISION, now=NOON)
    with pytest.raises(Refused, match="decision-missing"):
        decided(office, refund, " ")
    assert Refund.objects.get().state == RefundState.REQUESTED


def test_a_refund_that_the_bank_bounced_is_shown_as_failed_and_sent_anew(office, paid_online, payment_double):
    payment_double.faults(refund_failed=1)
    refund = decided(office, asked(office, paid_online))
    assert (refund.state, refund.last_error) == (RefundState.FAILED, "Ngân hàng không nhận lại được tiền")
    first = refund.platform_id

    again = decided(office, refund)

    assert again.state == RefundState.DONE
    assert again.platform_id != first


def test_a_silent_platform_is_asked_on_and_the_money_goes_back_once(office, paid_online, payment_double):
    payment_double.faults(error_500=1)
    refund = decided(office, asked(office, paid_online))
    assert refund.state == RefundState.SENT

    for _ in range(2):
        jobs.push_refunds(timestamp=0)

    refund.refresh_from_db()
    assert refund.state == RefundState.DONE
    assert Entry.objects.filter(kind="payments.refund_ended", subject=f"refund:{refund.pk}").count() == 1


def test_a_refund_on_its_way_is_neither_done_nor_failed(office, paid_online, payment_double):
    payment_double.faults(refund_pending=2)
    refund = decided(office, asked(office, paid_online))
    jobs.push_refunds(timestamp=0)
    refund.refresh_from_db()
    assert refund.state == RefundState.SENT

    jobs.push_refunds(timestamp=0)

    refund.refresh_from_db()
    assert refund.state == RefundState.DONE


def test_cash_goes_back_by_hand_with_a_voucher_and_platform_money_does_not(office, paid_online):
    charge = make_charge()
    actions.collect_cash(office.cashier, charge, now=NOON)
    cash, online = asked(office, charge), asked(office, paid_online)
    word = {"decision": DECISION, "now": timezone.now()}

    with pytest.raises(Refused, match="by-hand"):
        actions.approve_refund(office.accountant, cash, **word)
    with pytest.raises(Refused, match="by-platform"):
        actions.hand_back(office.accountant, online, voucher="PC 01", **word)
    with pytest.raises(Refused, match="voucher-missing"):
        actions.hand_back(office.accountant, cash, voucher="", **word)
    done = actions.hand_back(office.accountant, cash, voucher="PC 01", **word)

    charge.refresh_from_db()
    assert (done.state, done.voucher, charge.state) == (RefundState.DONE, "PC 01", ChargeState.REFUNDED)


def test_a_refund_that_was_turned_down_leaves_the_charge_paid_and_can_be_asked_for_again(office, paid_online):
    refund = actions.reject_refund(office.accountant, asked(office, paid_online), reason="Không đủ căn cứ", now=NOON)

    paid_online.refresh_from_db()
    assert (refund.state, paid_online.state) == (RefundState.REJECTED, ChargeState.PAID)
    assert asked(office, paid_online).state == RefundState.REQUESTED


def test_surplus_money_is_given_back_from_the_queue_and_leaves_it(client, office, payment_double):
    charge = make_charge()
    pay_url = client.post(reverse("payments:pay_online", args=[charge.code]))["Location"]
    actions.collect_cash(office.cashier, charge, now=NOON)
    payment_double.pay(client, pay_url)
    mismatch = Mismatch.objects.get()
    client.force_login(people.make_official(office.place, "HEAD_OF_ONE_STOP", full_name="Vũ Hồng Khôi").account)
    ask = reverse("payments:give_back", args=[mismatch.pk])
    assert ask in client.get(reverse("payments:mismatches")).text

    assert client.post(ask, {"reason": ""}).status_code == 422
    client.post(ask, {"reason": "Người dân đã nộp tiền mặt"})
    refund = decided(office, Refund.objects.get())

    charge.refresh_from_db()
    mismatch.refresh_from_db()
    assert (refund.state, charge.state) == (RefundState.DONE, ChargeState.PAID), "the cash stays"
    assert mismatch.note == f"Đã hoàn theo {DECISION}"


def test_a_wrong_sum_is_given_back_whole_and_its_charge_can_be_paid_anew_at_once(client, office, payment_double):
    charge = make_charge()
    where = reverse("payments:pay_online", args=[charge.code])
    pay_url = client.post(where)["Location"]
    actions.settle(BANK, charge.attempts.get(), amount_vnd=1_000, provider_ref="NH1", now=NOON)
    mismatch = Mismatch.objects.get(kind="WRONG_AMOUNT")
    assert client.post(where)["Location"] == pay_url, "until a person looked, the same payment is still open"
    client.force_login(people.make_official(office.place, "HEAD_OF_ONE_STOP", full_name="Vũ Hồng Khôi").account)
    ask = reverse("payments:give_back", args=[mismatch.pk])
    assert ask in client.get(reverse("payments:mismatches")).text

    client.post(ask, {"reason": "Ngân hàng chuyển sai số tiền"})

    refund = Refund.objects.get()
    assert (refund.amount_vnd, refund.attempt.state, refund.attempt.amount_vnd) == (1_000, "SURPLUS", 1_000)
    assert client.post(ask, {"reason": "Lần nữa"}).status_code == 409
    payment_double.pay(client, client.post(where)["Location"])
    charge.refresh_from_db()
    assert charge.state == ChargeState.PAID


def test_a_sum_that_was_told_wrong_but_came_right_is_booked_and_not_given_back(client, office, payment_double):
    charge = make_charge()
    pay_url = client.post(reverse("payments:pay_online", args=[charge.code]))["Location"]
    payment_double.faults(wrong_amount=6)
    payment_double.pay(client, pay_url)
    mismatch = Mismatch.objects.get(kind="WRONG_AMOUNT")

    with pytest.raises(Refused, match="not-received"):
        actions.give_back_mismatch(office.head, mismatch, reason="Sai số tiền", now=timezone.now())

    charge.refresh_from_db()
    assert (charge.state, Refund.objects.count()) == (ChargeState.PAID, 0)


def test_a_transfer_of_a_wrong_sum_is_given_back_by_hand(office):
    charge = make_charge()
    line = actions.StatementLine("FT1", 80_000, charge.purpose)
    actions.settle_transfers(BANK, [line], now=NOON)

    refund = actions.give_back_mismatch(office.head, Mismatch.objects.get(), reason="Chuyển nhầm", now=NOON)
    done = actions.hand_back(office.accountant, refund, decision=DECISION, voucher="UNC 7", now=NOON)

    assert (done.state, done.amount_vnd) == (RefundState.DONE, 80_000)
    actions.settle_transfers(BANK, [line], now=NOON)
    assert Mismatch.objects.get().resolved_at == NOON, "the statement read again opens nothing"


def test_money_that_nobody_knows_has_no_way_back(office):
    actions.settle_transfers(BANK, [actions.StatementLine("FT2", 5_000, "khong ro")], now=NOON)

    with pytest.raises(Refused, match="not-received"):
        actions.give_back_mismatch(office.head, Mismatch.objects.get(), reason="Không rõ", now=NOON)


def test_the_accountant_sees_what_waits_decides_on_its_page_and_reads_its_history(client, office, paid_online):
    refund = asked(office, paid_online)
    client.force_login(people.make_official(office.place, "ACCOUNTANT", full_name="Đỗ Thu Hằng").account)
    where = reverse("payments:refund", args=[refund.pk])
    listed = client.get(reverse("payments:refunds")).text
    assert where in listed and "Cơ quan tính nhầm phí" in listed
    assert 'name="receipt"' not in listed, "an accountant does not ask for what he decides"
    assert "Duyệt và chuyển trả" in client.get(where).text

    empty = client.post(where, {"verb": "approve", "decision": " "})
    done = client.post(where, {"verb": "approve", "decision": DECISION}, follow=True).text
    again = client.post(where, {"verb": "approve", "decision": DECISION})

    assert (empty.status_code, again.status_code) == (422, 409)
    assert "Hãy ghi số, ngày của quyết định hoàn." in empty.text
    assert "Đã hoàn tiền cho người nộp." in done
    for said in ("Đề nghị hoàn: Cơ quan tính nhầm phí", f"Duyệt và chuyển trả: {DECISION}", "Mã giao dịch hoàn"):
        assert said in done


def test_a_head_asks_by_the_number_of_the_receipt_and_is_told_what_is_wrong_beside_it(client, office, paid_online):
    head = people.make_official(office.place, "HEAD_OF_ONE_STOP", full_name="Vũ Hồng Khôi")
    client.force_login(head.account)
    where = reverse("payments:refunds")
    good = {"receipt": paid_online.receipt.number, "amount_vnd": "8000", "reason": "Thu trùng"}

    unknown = client.post(where, good | {"receipt": "H42.999-2026-0000001"})
    too_much = client.post(where, good | {"amount_vnd": "8001"})
    sent = client.post(where, good, follow=True).text

    assert "Không tìm thấy biên lai này" in unknown.text
    assert "Chỉ còn hoàn được tối đa 8.000 đ" in too_much.text
    assert Refund.objects.get().asked_by_name == "Vũ Hồng Khôi"
    assert "Bạn đã đề nghị khoản này; người khác quyết định." in sent


def test_another_agencys_accountant_and_a_citizen_see_nothing(client, office, paid_online):
    refund = asked(office, paid_online)
    where = reverse("payments:refund", args=[refund.pk])
    client.force_login(people.make_official(people.agency("NB.SYT"), "ACCOUNTANT").account)
    assert client.get(where).status_code == 404
    assert where not in client.get(reverse("payments:refunds")).text
    client.force_login(people.make_citizen().account)
    assert client.get(reverse("payments:refunds")).status_code == 403
