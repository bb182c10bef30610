"""Charges, receipts and the counter: once, gapless, and by those who may."""

from __future__ import annotations

import threading

import pytest
from django.db import IntegrityError, connection, transaction

from tinhso.engines.payments import actions, queries
from tinhso.engines.payments.actions import StatementLine
from tinhso.engines.payments.lifecycle import LIFECYCLE, AttemptState, ChargeState
from tinhso.engines.payments.models import Attempt, Mismatch, MismatchKind, Receipt
from tinhso.engines.payments.rules import parse_vietqr
from tinhso.engines.payments.tests.factories import NOON, make_charge
from tinhso.ground.base.actors import System
from tinhso.ground.base.refused import NotAllowed, NotVisible, Refused
from tinhso.ground.journal.models import Entry
from tinhso.ground.people.tests import factories as people

BANK = System("bank_statement")


def cashier(agency: str = "NB.C13669"):
    return people.person_of(people.make_official(people.agency(agency), "RECEPTION", full_name="Lương Tuyết Mai"))


@pytest.mark.django_db
class TestCharges:
    def test_a_sum_of_zero_stands_as_waived_with_its_reason(self):
        charge = make_charge(0)

        assert (charge.state, charge.is_payable) == (ChargeState.WAIVED, False)

    def test_cash_at_the_counter_gives_a_numbered_receipt_in_the_cashiers_name(self):
        charge = make_charge()

        receipt = actions.collect_cash(cashier(), charge, now=NOON)

        assert receipt.number == "H42.134-2026-0000001"
        assert receipt.collected_by_name == "Lương Tuyết Mai"
        assert Entry.objects.get(kind="payments.settled").facts["receipt"] == receipt.number

    def test_cash_is_not_taken_twice(self):
        charge = make_charge()
        actions.collect_cash(cashier(), charge, now=NOON)

        with pytest.raises(Refused, match="wrong-state"):
            actions.collect_cash(cashier(), charge, now=NOON)

    def test_only_a_cashier_of_the_agency_that_is_owed_takes_its_cash(self):
        with pytest.raises(NotAllowed):
            actions.collect_cash(cashier("NB.SYT"), make_charge(), now=NOON)

    def test_a_charge_is_not_waived_without_a_reason(self):
        with pytest.raises(Refused, match="reason-missing"):
            actions.waive(cashier(), make_charge(), reason="  ", now=NOON)

    def test_the_database_itself_refuses_a_second_settled_attempt(self):
        charge = make_charge()
        actions.collect_cash(cashier(), charge, now=NOON)

        with pytest.raises(IntegrityError, match="payments_paid_once"), transaction.atomic():
            Attempt.objects.create(charge=charge, provider="VIETQR", transaction_id="CK1", amount_vnd=8_000,
                                   state=AttemptState.SETTLED, created_at=NOON)  # fmt: skip

    def test_two_charges_of_one_dossier_have_different_transfer_purposes(self):
        first = make_charge(subject="dossier:5", reference="H42.134-261123-0099")
        second = make_charge(subject="dossier:5", reference="H42.134-261123-0099")

        assert (first.purpose, second.purpose) == ("H421342611230099", "H421342611230099L2")

    def test_a_return_path_never_leaves_our_site(self):
        with pytest.raises(ValueError, match="evil"):
            make_charge(return_path="//evil.example/")


@pytest.mark.django_db
class TestTransfers:
    def test_the_vietqr_of_a_charge_asks_for_its_sum_into_the_agencys_account(self):
        charge = make_charge()

        transfer = parse_vietqr(queries.vietqr_of(charge, on=NOON.date()))

        assert (transfer.bank_bin, transfer.account) == ("970405", "9990000013669")
        assert (transfer.amount_vnd, transfer.purpose) == (8_000, charge.purpose)

    def test_a_bank_statement_settles_what_its_purposes_name_however_often_it_is_read(self):
        charge = make_charge()
        line = StatementLine("FT26327001", 8_000, f"TRAN THI MO chuyen tien {charge.purpose} FT26327001")

        first = actions.settle_transfers(BANK, [line], now=NOON)
        second = actions.settle_transfers(BANK, [line], now=NOON)

        assert (first[AttemptState.SETTLED], second[AttemptState.SETTLED]) == (1, 1)
        assert Receipt.objects.filter(charge=charge).count() == 1
        assert not Mismatch.objects.exists()

    def test_a_purpose_that_the_bank_split_still_finds_its_charge(self):
        charge = make_charge()
        split = f"{charge.purpose[:6]} {charge.purpose[6:]}"

        counts = actions.settle_transfers(BANK, [StatementLine("FT1", 8_000, split)], now=NOON)

        assert counts[AttemptState.SETTLED] == 1

    def test_too_little_money_waits_for_a_person_and_the_right_sum_still_settles(self):
        charge = make_charge()
        lines = [StatementLine("FT1", 7_000, charge.purpose), StatementLine("FT2", 8_000, charge.purpose)]

        actions.settle_transfers(BANK, lines, now=NOON)

        charge.refresh_from_db()
        assert charge.state == ChargeState.PAID
        assert Mismatch.objects.get().kind == MismatchKind.WRONG_AMOUNT

    def test_money_without_a_known_purpose_is_not_lost(self):
        actions.settle_transfers(BANK, [StatementLine("FT9", 8_000, "chuyen tien an sang")], now=NOON)

        assert Mismatch.objects.get().transaction_id == "FT9"


@pytest.mark.django_db
class TestMismatches:
    def make(self):
        actions.settle_transfers(BANK, [StatementLine("FT9", 8_000, "nham")], now=NOON)
        return Mismatch.objects.get()

    def test_a_mismatch_is_closed_with_what_was_done_and_by_whom(self):
        head = people.person_of(people.make_official(people.agency(), "HEAD_OF_ONE_STOP", full_name="Hồ Duy Thắng"))

        closed = actions.resolve_mismatch(head, self.make(), note="Đã hoàn theo Quyết định 12/QĐ-UBND", now=NOON)

        assert (closed.resolved_by_name, list(queries.open_mismatches(head))) == ("Hồ Duy Thắng", [])

    def test_a_mismatch_is_not_closed_twice_nor_without_a_note(self):
        head, mismatch = cashier(), self.make()
        with pytest.raises(Refused, match="note-missing"):
            actions.resolve_mismatch(head, mismatch, note="", now=NOON)
        actions.resolve_mismatch(head, mismatch, note="Đã hoàn", now=NOON)

        with pytest.raises(Refused, match="already-resolved"):
            actions.resolve_mismatch(head, mismatch, note="Đã hoàn", now=NOON)


@pytest.mark.django_db
class TestVisibility:
    def test_a_citizen_sees_her_own_charges_an_official_those_of_his_agency(self):
        mo, other = people.make_citizen(), people.make_citizen("Nguyễn Văn Bình")
        mine, theirs = make_charge(payer_ref=mo.ref), make_charge(payer_ref=other.ref, agency="NB.SYT")

        assert list(queries.visible_to(people.person_of(mo))) == [mine]
        assert list(queries.visible_to(cashier("NB.SYT"))) == [theirs]

    def test_a_code_that_nobody_gave_opens_nothing(self):
        with pytest.raises(NotVisible):
            queries.charge_by_code("khong-co")


@pytest.mark.parametrize("state", ChargeState)
@pytest.mark.parametrize("verb", ["settle", "collect", "waive"])
def test_money_is_taken_or_waived_only_while_it_is_awaited(state, verb):
    payable = state in {ChargeState.DUE, ChargeState.FAILED, ChargeState.EXPIRED}
    roles = {"system", "RECEPTION"}

    if payable:
        assert LIFECYCLE.move(state, verb, roles) in {ChargeState.PAID, ChargeState.WAIVED}
    else:
        with pytest.raises(Refused):
            LIFECYCLE.move(state, verb, roles)


@pytest.mark.django_db(transaction=True)
def test_receipts_taken_at_the_same_moment_have_numbers_without_gaps_and_one_charge_one_receipt():
    charges = [make_charge() for _ in range(6)]
    takers = [cashier() for _ in range(4)]
    refusals: list[str] = []

    def take_all(taker) -> None:
        try:
            for charge in charges:
                try:
                    actions.collect_cash(taker, charge, now=NOON)
                except Refused as refused:
                    refusals.append(refused.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=take_all, args=[taker]) for taker in takers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(Receipt.objects.values_list("place", flat=True)) == list(range(1, 7))
    assert set(Receipt.objects.values_list("charge_id", flat=True)) == {charge.pk for charge in charges}
    assert refusals == ["wrong-state"] * 18
