"""The arithmetic of fees, on the amounts that the law names."""

from __future__ import annotations

from datetime import date

import pytest

from tinhso.engines.payments.rules import (
    Calculation,
    Discount,
    Exemption,
    FeeKind,
    FeeLine,
    PageTier,
    fees_due,
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
