"""What a recount leaves owed, line by line."""

from __future__ import annotations

from tinhso.engines.payments.rules import CollectAt, DueLine, FeeKind, how_in, lines_after


def line(vnd, code="BAN_SAO", how="đếm"):
    return DueLine(code, "Phí chứng thực", FeeKind.FEE, 1, vnd, vnd, "", CollectAt.SUBMIT, "", how)


def owed(old, new, **facts):
    return [(one.code, one.amount_vnd, one.reason) for one in lines_after(old, new, **facts)]


def test_what_is_wholly_unpaid_is_owed_in_its_new_sum_without_a_word_about_before():
    assert owed([line(21)], [line(12)], unpaid={"BAN_SAO": 21}) == [("BAN_SAO", 12, "")]


def test_of_what_is_paid_only_the_difference_is_owed_and_says_what_was_counted_before():
    assert owed([line(21)], [line(27)], unpaid={}) == [("BAN_SAO", 6, "Đã trừ 21 đ đã tính trước đây.")]


def test_an_unpaid_difference_grows_and_shrinks_with_the_next_recount():
    assert owed([line(27)], [line(30)], unpaid={"BAN_SAO": 6})[0][:2] == ("BAN_SAO", 9)
    assert owed([line(27)], [line(12)], unpaid={"BAN_SAO": 6})[0][:2] == ("BAN_SAO", -9)


def test_money_that_was_to_go_back_is_set_off():
    assert owed([line(12)], [line(30)], unpaid={}, credit_vnd=9)[0][:2] == ("BAN_SAO", 9)


def test_prices_that_did_not_change_and_were_paid_are_not_named_again():
    old, new = [line(21), line(50, "HO_SO")], [line(27), line(50, "HO_SO")]

    assert [code for code, *_ in owed(old, new, unpaid={})] == ["BAN_SAO"]
    assert [code for code, *_ in owed(old, new, unpaid={"BAN_SAO": 21, "HO_SO": 50})] == ["BAN_SAO", "HO_SO"]


def test_a_price_that_is_asked_for_no_more_goes_back():
    assert owed([line(8)], [], unpaid={})[0][:2] == ("BAN_SAO", -8)


def test_the_sentence_names_every_counted_price_and_their_sum():
    lines = [line(6, how="3 bản = 6 đ."), line(4, "B", how="2 bản = 4 đ."), line(5, "C", how="")]

    assert how_in(lines) == "3 bản = 6 đ. 2 bản = 4 đ. Cộng 10 đ."
    assert how_in([line(5, how="")]) == ""
