"""The arithmetic of fees, on the amounts that the law names."""

from __future__ import annotations

from datetime import date

import pytest

from tinhso.engines.payments.rules import (
    Calculation,
    CountedItem,
    CountRule,
    Discount,
    Exemption,
    FeeKind,
    FeeLine,
    PageTier,
    fees_due,
    items_in,
    quantities_in,
    total_vnd,
)

DAY = date(2026, 11, 20)
COPY = FeeLine(
    code="CT01",
    name="Chứng thực bản sao từ bản chính",
    kind=FeeKind.FEE,
    calculation=Calculation.PER_PAGE,
    tiers=(PageTier(1, 2_000), PageTier(3, 1_000)),
    cap_vnd=200_000,
    legal_basis="Thông tư 226/2016/TT-BTC",
)
RESIDENCE = FeeLine(
    code="CU01",
    name="Lệ phí đăng ký thường trú",
    kind=FeeKind.LEVY,
    amount_vnd=20_000,
    channel_amounts={"ONLINE": 10_000},
    exemptions=(Exemption("POOR", "hộ nghèo", 100, "Thông tư 75/2022/TT-BTC"), Exemption("HALF", "hộ cận nghèo", 50)),
)
VET = FeeLine(
    code="TY01",
    name="Lệ phí cấp chứng chỉ hành nghề thú y",
    kind=FeeKind.LEVY,
    amount_vnd=50_000,
    discounts=(Discount(50, "Thông tư 64/2025/TT-BTC", valid_from=date(2025, 7, 1), valid_to=date(2026, 12, 31)),),
)


@pytest.mark.parametrize(
    ("pages", "copies", "owed"),
    [
        (1, 1, 2_000),
        (2, 1, 4_000),
        (3, 1, 5_000),
        (5, 3, 21_000),
        (197, 1, 199_000),
        (199, 1, 200_000),
        (500, 2, 400_000),
    ],
)
def test_a_certified_copy_costs_two_thousand_a_page_one_thousand_from_page_three_at_most_200_000(pages, copies, owed):
    (line,) = fees_due([COPY], channel="COUNTER", quantities={"pages": pages, "copies": copies}, on=DAY)

    assert line.amount_vnd == owed


def test_filing_online_has_its_own_price_and_says_so():
    (online,) = fees_due([RESIDENCE], channel="ONLINE", on=DAY)
    (counter,) = fees_due([RESIDENCE], channel="COUNTER", on=DAY)

    assert (online.amount_vnd, online.full_vnd) == (10_000, 20_000)
    assert online.reason == "Mức thu khi nộp trực tuyến."
    assert (counter.amount_vnd, counter.reason) == (20_000, "")


def test_the_poor_owe_nothing_and_the_line_says_why():
    (line,) = fees_due([RESIDENCE], channel="COUNTER", exemptions=["POOR"], on=DAY)

    assert (line.amount_vnd, line.full_vnd) == (0, 20_000)
    assert line.reason == "Miễn cho hộ nghèo theo Thông tư 75/2022/TT-BTC."


def test_of_two_reductions_only_the_larger_counts():
    (line,) = fees_due([RESIDENCE], channel="COUNTER", exemptions=["HALF", "POOR"], on=DAY)

    assert line.amount_vnd == 0


@pytest.mark.parametrize(
    ("on", "owed"),
    [
        (date(2025, 6, 30), 50_000),
        (date(2025, 7, 1), 25_000),
        (date(2026, 12, 31), 25_000),
        (date(2027, 1, 1), 50_000),
    ],
)
def test_a_reduction_holds_from_its_first_day_to_its_last(on, owed):
    assert total_vnd(fees_due([VET], channel="COUNTER", on=on)) == owed


def test_a_fee_that_no_longer_stands_is_not_asked_for():
    old = FeeLine("X", "Lệ phí cũ", FeeKind.LEVY, 5_000, valid_to=date(2025, 12, 31))

    assert fees_due([old], channel="COUNTER", on=DAY) == []


def test_copies_are_counted():
    extract = FeeLine("HT", "Bản sao trích lục", FeeKind.LEVY, 8_000, Calculation.PER_ITEM)

    assert total_vnd(fees_due([extract], channel="ONLINE", quantities={"copies": 3}, on=DAY)) == 24_000


def test_a_negative_number_of_copies_is_a_mistake_not_a_refund():
    with pytest.raises(ValueError, match="-1"):
        fees_due([COPY], channel="COUNTER", quantities={"copies": -1}, on=DAY)


@pytest.mark.parametrize("typed", ["", "-1", "²", "1000", "hai", "1.5"])
def test_only_a_whole_number_below_a_thousand_is_a_quantity(typed):
    assert quantities_in({"count-copies": typed, "count-pages": "12", "page": "3"}) == {"pages": 12}


@pytest.mark.parametrize(
    ("pages", "copies", "sentence"),
    [
        (1, 1, "1 bản × 1 trang × 2.000 đ/trang = 2.000 đ."),
        (2, 3, "3 bản × 2 trang × 2.000 đ/trang = 12.000 đ."),
        (5, 3, "3 bản × (2 trang × 2.000 đ + 3 trang × 1.000 đ) = 21.000 đ."),
        (300, 2, "2 bản × 200.000 đ (mức cao nhất của một bản, 300 trang) = 400.000 đ."),
    ],
)
def test_a_price_is_explained_so_that_it_can_be_checked_by_hand(pages, copies, sentence):
    (line,) = fees_due([COPY], channel="COUNTER", quantities={"pages": pages, "copies": copies}, on=DAY)

    assert line.how == sentence


def test_the_explanation_reckons_with_the_price_of_the_channel_and_a_flat_sum_needs_none():
    case = FeeLine("X", "Xác nhận", FeeKind.FEE, 8_000, Calculation.PER_ITEM, counted="cases",
                   channel_amounts={"ONLINE": 4_000})  # fmt: skip

    (online,) = fees_due([case], channel="ONLINE", quantities={"cases": 3}, on=DAY)
    (flat,) = fees_due([RESIDENCE], channel="COUNTER", on=DAY)

    assert (online.how, online.full_vnd) == ("3 trường hợp × 4.000 đ/trường hợp = 12.000 đ.", 24_000)
    assert flat.how == ""


PAPERS = CountRule("CT01", {"copies": "so_ban", "pages": "so_trang"}, group="giay_to", label="ten")


def test_each_row_of_a_form_is_priced_alone_because_the_cap_and_the_tiers_hold_a_copy():
    answers = {
        "giay_to": [{"ten": "Bằng", "so_ban": 3, "so_trang": 2}, {"ten": "Luận án", "so_ban": 1, "so_trang": 500}]
    }

    (line,) = fees_due([COPY], channel="COUNTER", counted={"CT01": items_in(PAPERS, answers)}, on=DAY)

    assert (line.amount_vnd, line.quantity) == (212_000, 4)
    assert line.how == (
        "Bằng: 3 bản × 2 trang × 2.000 đ/trang = 12.000 đ; "
        "Luận án: 1 bản × 200.000 đ (mức cao nhất của một bản, 500 trang) = 200.000 đ."
    )


def test_what_the_form_counts_is_not_changed_by_a_number_typed_beside_it():
    counted = {"CT01": [CountedItem({"copies": 1, "pages": 1})]}

    assert total_vnd(fees_due([COPY], channel="COUNTER", quantities={"copies": 9}, counted=counted, on=DAY)) == 2_000


@pytest.mark.parametrize(
    "row",
    [
        None,
        {},
        {"so_ban": 2},
        {"so_ban": True, "so_trang": 1},
        {"so_ban": "2", "so_trang": 1},
        {"so_ban": 0, "so_trang": 1},
        {"so_ban": -1, "so_trang": 1},
        {"so_ban": 1.5, "so_trang": 1},
    ],
)
def test_a_row_without_whole_numbers_asks_for_nothing_yet(row):
    assert items_in(PAPERS, {"giay_to": [row]}) == []
    (line,) = fees_due([COPY], channel="COUNTER", counted={"CT01": []}, on=DAY)
    assert (line.amount_vnd, line.how) == (0, "Chưa có số lượng nào được khai.")


def test_a_rule_fits_only_a_form_that_asks_for_all_its_numbers():
    columns = {"so_ban": {"type": "integer"}, "so_trang": {"type": "integer"}}
    form = {"giay_to": {"type": "array", "items": {"properties": columns}}}

    assert PAPERS.fits(form)
    assert not PAPERS.fits({})
    assert not PAPERS.fits({"giay_to": {"type": "array", "items": {"properties": {"so_ban": {"type": "integer"}}}}})
    assert not PAPERS.fits({"giay_to": {"type": "string"}, **columns})
    assert CountRule("X", {"extracts": "so_ban"}).fits(columns)
