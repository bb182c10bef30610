"""Pages and copies counted anew: the fee follows the officer's numbers, with a reason, and nobody pays twice."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from tinhso.config.reactions import REACTIONS
from tinhso.engines.eforms.queries import published_form
from tinhso.engines.notifications.queries import messages_about
from tinhso.engines.payments import actions as payments
from tinhso.engines.payments.models import Refund
from tinhso.engines.payments.queries import charges_of
from tinhso.government.dossiers import actions, queries
from tinhso.government.dossiers.models import Dossier
from tinhso.government.dossiers.tests.factories import COPY, HOUR, MONDAY, dossier_in, make_dossier, make_one_stop
from tinhso.ground.base.refused import NotAllowed, Refused
from tinhso.ground.journal.models import Entry
from tinhso.ground.people.models import Account
from tinhso.ground.people.tests.factories import make_official, person_of

STATED = {
    "applicant_name": "Trần Thị Mơ", "applicant_phone": "0912345678", "original_kind": "PAPER", "commitment": True,
    "documents": [{"name": "Bằng tốt nghiệp", "pages": 5, "copies": 3}],
}  # fmt: skip
PAGES, COPIES = "BAN_SAO:0:pages", "BAN_SAO:0:copies"
WHY = "Bản chính có số trang khác tờ khai."
SAID = "Bằng tốt nghiệp: 3 bản × (2 trang × 2.000 đ + 3 trang × 1.000 đ) = 21.000 đ."


def copies(place, **facts):
    """Three copies of a paper of five pages, by its form: 21.000 đ."""
    now = facts.setdefault("now", MONDAY)
    return make_dossier(place, code=COPY, answers=STATED, form_version=published_form("certified-copy", now), **facts)


def counted(place, dossier, *, pages=5, number=3, now=MONDAY + HOUR, reason=WHY):
    return actions.recount(place.reception, dossier, numbers={PAGES: pages, COPIES: number}, reason=reason, now=now)


def pay(place, dossier, *, now=MONDAY):
    """Take all that is owed in cash, and let the dossier hear of it."""
    for charge in charges_of(dossier.subject):
        if charge.is_payable:
            payments.collect_cash(place.reception, charge, now=now)
    for entry in Entry.objects.filter(kind="payments.settled"):
        for handler in REACTIONS[entry.kind]:
            handler(entry)


def standing(dossier):
    return [(one.state, one.amount_vnd) for one in charges_of(dossier.subject)]


def asked_back():
    return list(Refund.objects.order_by("id").values_list("state", "amount_vnd"))


def told(dossier):
    return messages_about(dossier.subject).filter(channel="EMAIL").last()


def test_the_numbers_that_can_be_counted_are_those_of_the_form(place):
    dossier = copies(place)

    found = [(one.key, one.number, one.of) for one in queries.countables_of(dossier)]

    assert sorted(found) == [(COPIES, 3, "Bằng tốt nghiệp"), (PAGES, 5, "Bằng tốt nghiệp")]
    assert queries.countables_of(make_dossier(place)) == []


def test_an_unpaid_charge_gives_way_to_the_new_sum_with_its_sentence(place):
    dossier = copies(place)

    dossier = counted(place, dossier, pages=2)

    assert standing(dossier) == [("REPLACED", 21_000), ("DUE", 12_000)]
    charge = charges_of(dossier.subject).last()
    assert charge.lines[0]["how"] == "Bằng tốt nghiệp: 3 bản × 2 trang × 2.000 đ/trang = 12.000 đ."
    assert (dossier.fee_vnd, dossier.owes_fee) == (12_000, True)
    assert dossier.desk == "RECEPTION"
    assert "cần nộp 12.000 đ" in told(dossier).title
    assert WHY in told(dossier).body and charge.get_absolute_url() in told(dossier).body


def test_the_old_sentence_stays_readable_in_the_journal(place):
    dossier = counted(place, copies(place), pages=2)

    entry = Entry.objects.get(kind="dossiers.fee_recounted", subject=dossier.subject)
    assert SAID in entry.facts["how_before"] and "12.000 đ" in entry.facts["how"]
    assert (entry.facts["old_vnd"], entry.facts["new_vnd"], entry.facts["reason"]) == (21_000, 12_000, WHY)
    old = Entry.objects.get(kind="payments.replaced")
    assert (old.facts["amount_vnd"], SAID in old.facts["how"]) == (21_000, True)


def test_of_a_paid_fee_that_was_too_little_the_difference_is_owed_before_the_result_is_handed_over(place):
    dossier = dossier_in(
        place, "IN_PROCESS", code=COPY, answers=STATED, form_version=published_form("certified-copy", MONDAY)
    )
    pay(place, dossier)

    dossier = actions.recount(place.officer, dossier, numbers={PAGES: 7}, reason=WHY, now=MONDAY + HOUR)

    assert standing(dossier) == [("PAID", 21_000), ("DUE", 6_000)]
    assert charges_of(dossier.subject).last().lines[0]["reason"] == "Đã trừ 21.000 đ đã tính trước đây."
    assert (dossier.fee_vnd, dossier.owes_fee) == (27_000, True)
    dossier = actions.propose(place.officer, dossier, content="Đã chứng thực", now=MONDAY + HOUR)
    dossier = actions.sign(place.leader, dossier, now=MONDAY + HOUR)
    dossier = actions.issue(place.clerk, dossier, now=MONDAY + HOUR)
    with pytest.raises(Refused, match="fee-unpaid"):
        actions.hand_over(place.result_officer, dossier, now=MONDAY + 2 * HOUR)
    pay(place, dossier, now=MONDAY + 2 * HOUR)
    assert actions.hand_over(place.result_officer, dossier, now=MONDAY + 3 * HOUR).state == "RETURNED"


def test_of_a_paid_fee_that_was_too_much_a_refund_of_the_difference_is_asked_for(place):
    dossier = copies(place)
    pay(place, dossier)

    dossier = counted(place, dossier, pages=2)

    assert standing(dossier) == [("PAID", 21_000)]
    assert asked_back() == [("REQUESTED", 9_000)]
    assert Refund.objects.get().asked_by_name == place.reception.name
    assert (dossier.fee_vnd, dossier.owes_fee) == (12_000, False)
    assert "đề nghị hoàn 9.000 đ" in told(dossier).title


def test_a_second_recount_takes_the_refund_back_that_nobody_decided_about(place):
    dossier = copies(place)
    pay(place, dossier)
    dossier = counted(place, dossier, pages=2)

    dossier = counted(place, dossier, pages=3, now=MONDAY + 2 * HOUR)
    assert asked_back() == [("REJECTED", 9_000), ("REQUESTED", 6_000)]
    dossier = counted(place, dossier, pages=6, now=MONDAY + 3 * HOUR)

    assert [state for state, _ in asked_back()] == ["REJECTED", "REJECTED"]
    assert standing(dossier) == [("PAID", 21_000), ("DUE", 3_000)]
    dossier = counted(place, dossier, pages=5, now=MONDAY + 4 * HOUR)
    assert standing(dossier)[1:] == [("REPLACED", 3_000)]
    assert (dossier.fee_vnd, dossier.owes_fee) == (21_000, False)


def test_the_same_numbers_and_a_page_drawn_before_change_nothing(place):
    dossier = copies(place)
    version = dossier.version
    counted(place, dossier, pages=2)

    with pytest.raises(Refused, match="nothing-changed"):
        counted(place, dossier, pages=2)
    with pytest.raises(Refused, match="changed-meanwhile"):
        actions.recount(
            place.reception, dossier, numbers={PAGES: 2}, reason=WHY, expected_version=version, now=MONDAY + HOUR
        )
    assert [state for state, _ in standing(dossier)] == ["REPLACED", "DUE"]


@pytest.mark.parametrize("numbers", [{"BAN_SAO:7:pages": 2}, {PAGES: -1}])
def test_a_number_that_is_not_the_dossiers_is_refused_whole(place, numbers):
    dossier = copies(place)

    with pytest.raises(Refused, match="unknown-number"):
        actions.recount(place.reception, dossier, numbers=numbers, reason=WHY, now=MONDAY)

    assert standing(dossier) == [("DUE", 21_000)]


def test_who_may_recount_and_until_when(place):
    dossier = copies(place)
    with pytest.raises(NotAllowed):
        actions.recount(place.leader, dossier, numbers={PAGES: 2}, reason=WHY, now=MONDAY)
    with pytest.raises(NotAllowed):
        actions.recount(place.applicant, dossier, numbers={PAGES: 2}, reason=WHY, now=MONDAY)
    with pytest.raises(Refused, match="reason-missing"):
        counted(place, dossier, pages=2, reason=" ")
    pay(place, dossier)
    actions.settle_at_once(place.reception, dossier, content="Đã trả bản sao", now=MONDAY + HOUR)

    with pytest.raises(Refused, match="wrong-state"):
        counted(place, dossier, pages=2)


def test_money_that_came_for_the_old_sum_meanwhile_is_booked_first(client, db, payment_double):
    now = timezone.now()
    place = make_one_stop(on=now)
    dossier = copies(place, now=now)
    charge = charges_of(dossier.subject).get()
    pay_url = client.post(reverse("payments:pay_online", args=[charge.code]))["Location"]
    payment_double.faults(callback_lost=1)
    payment_double.pay(client, pay_url)

    dossier = counted(place, dossier, pages=7, now=now + HOUR)

    assert standing(dossier) == [("PAID", 21_000), ("DUE", 6_000)]


def test_the_officer_counts_on_the_page_of_the_dossier(client, db):
    now = timezone.now()
    place = make_one_stop(on=now)
    dossier = copies(place, now=now)
    client.force_login(Account.objects.get(pk=place.reception.account_id))
    page = client.get(reverse("dossiers:show", args=[dossier.code])).text
    act = reverse("dossiers:act", args=[dossier.code, "recount"])
    assert act in page and "Bằng tốt nghiệp: số trang mỗi bản" in page
    fields = {one.key: f"number{place}" for place, one in enumerate(queries.countables_of(dossier))}
    good = {fields[PAGES]: "2", fields[COPIES]: "3", "reason": WHY, "expected_version": dossier.version}

    assert client.post(act, good | {fields[PAGES]: "x"}).status_code == 422
    done = client.post(act, good, follow=True).text

    assert f"Trước: {SAID}" in done
    assert Dossier.objects.get(pk=dossier.pk).fee_vnd == 12_000
    assert act not in client.get(reverse("dossiers:show", args=[make_dossier(place, now=now).code])).text


def test_the_applicant_is_told_once_when_money_went_back_and_when_it_was_refused(place):
    dossier = copies(place)
    pay(place, dossier)
    dossier = counted(place, dossier, pages=2)
    accountant = person_of(make_official(place.agency, "ACCOUNTANT", full_name="Đỗ Thu Hằng"), on=MONDAY.date())
    payments.reject_refund(accountant, Refund.objects.get(), reason="Chưa có bản chính", now=MONDAY + HOUR)
    hear_refunds()
    refused = told(dossier)

    head = payments.request_refund(
        place.head, refund_payment(dossier), amount_vnd=9_000, reason="Đã có bản chính", now=MONDAY + HOUR
    )
    payments.hand_back(accountant, head, decision="Quyết định 12/QĐ-UBND", voucher="PC 01", now=MONDAY + HOUR)
    hear_refunds()

    assert "không hoàn 9.000 đ" in refused.title and "Chưa có bản chính" in refused.body
    assert "đã hoàn 9.000 đ" in told(dossier).title
    assert "Quyết định 12/QĐ-UBND" in told(dossier).body and "PC 01" in told(dossier).body
    emails = messages_about(dossier.subject).filter(template__startswith="refund-", channel="EMAIL")
    assert [one.template for one in emails] == ["refund-refused", "refund-done"]


def refund_payment(dossier):
    return charges_of(dossier.subject).first().attempts.get(state="SETTLED")


def hear_refunds():
    """Every word about refunds, heard twice."""
    for entry in Entry.objects.filter(kind__in=("payments.refund_ended", "payments.refund_decided")):
        for handler in REACTIONS[entry.kind] * 2:
            handler(entry)
