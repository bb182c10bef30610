"""How typed figures are read: what can be read in two ways is asked again, never guessed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinhso.ground.base.refused import Refused
from tinhso.ground.base.vietnamese import format_number
from tinhso.insight.warehouse.rules import Cells, measured, number, place_in


@dataclass(frozen=True)
class Version:
    level: str
    valid_from: date
    valid_to: date | None = None


DISTRICT = Version("DISTRICT", date(2025, 3, 1), date(2025, 6, 30))
COMMUNE = Version("COMMUNE", date(2025, 7, 1))
OCTOBER = date(2026, 10, 31)


@pytest.mark.parametrize(
    ("text", "is_ratio", "meant"),
    [
        ("12,5", True, "12.5"),
        ("1.761", False, "1761"),
        ("1 234 567", False, "1234567"),
        ("1.234.567,25", True, "1234567.25"),
        ("-0,5", True, "-0.5"),
        ("100", True, "100"),
    ],
)
def test_numbers_are_read_as_vietnamese_write_them(text, is_ratio, meant):
    assert number(text, is_ratio=is_ratio) == Decimal(meant)


@pytest.mark.parametrize(
    ("text", "is_ratio", "code"),
    [
        ("1.761", True, "ambiguous-number"),
        ("12.5", True, "decimal-dot"),
        ("12.5", False, "decimal-dot"),
        ("mười", True, "not-a-number"),
        ("", False, "not-a-number"),
        ("1,23456", True, "not-a-number"),
        ("9" * 16, False, "too-large"),
        ("1e9", False, "not-a-number"),
        ("0.123", False, "decimal-dot"),
        ("NaN", True, "not-a-number"),
    ],
)
def test_what_can_be_read_in_two_ways_or_in_none_is_refused(text, is_ratio, code):
    with pytest.raises(Refused) as refused:
        number(text, is_ratio=is_ratio)
    assert refused.value.code == code


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=2))
def test_what_the_house_writes_it_reads_again(value):
    assert number(format_number(value), is_ratio=True) == value


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        (Cells("3", "", ""), "part-missing"),
        (Cells("3", "0", ""), "no-denominator"),
        (Cells("", "", "50"), "ratio-typed"),
        (Cells("", "", "1.761"), "ambiguous-number"),
        (Cells("5", "4", ""), "above-most"),
        (Cells("-1", "4", ""), "below-least"),
    ],
)
def test_a_ratio_is_computed_from_its_parts_and_never_typed(cells, code):
    with pytest.raises(Refused) as refused:
        measured(cells, has_parts=True, is_share=True, least=Decimal(0), most=Decimal(100))
    assert refused.value.code == code


def test_a_share_is_rounded_half_up_at_the_fourth_place():
    meant = measured(Cells("1", "3"), has_parts=True, is_share=True, least=None, most=None)

    assert (meant.numerator, meant.denominator, meant.value) == (1, 3, Decimal("33.3333"))


def test_a_target_may_be_passed_where_nothing_says_that_it_cannot():
    assert measured(Cells("156", "100"), has_parts=True, is_share=True, least=None, most=None).value == 156


@pytest.mark.parametrize(
    ("versions", "last", "code"),
    [
        ([], OCTOBER, "no-such-unit"),
        ([DISTRICT], OCTOBER, "district-abolished"),
        ([COMMUNE], date(2025, 6, 30), "unit-not-standing"),
        ([DISTRICT], date(2025, 4, 30), "wrong-level"),
    ],
)
def test_a_figure_speaks_of_a_unit_that_stood_on_the_last_day_of_its_period(versions, last, code):
    with pytest.raises(Refused) as refused:
        place_in("356", versions, level="COMMUNE", last=last)
    assert refused.value.code == code


def test_a_code_that_was_a_district_and_is_a_commune_now_means_the_commune():
    assert place_in("356", [DISTRICT, COMMUNE], level="COMMUNE", last=OCTOBER) is COMMUNE
