"""How values are judged, without a database."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from tinhso.ground.base.refused import Refused
from tinhso.ground.people.tests.factories import NOON
from tinhso.insight.ioc.forms import Plan, day_of
from tinhso.insight.ioc.rules import Bounds, Light, age_words, check_bounds, is_stale

UP = Bounds(up=True, green=Decimal(95), red=Decimal(90), margin=Decimal(2), least=5)
DOWN = Bounds(up=False, green=Decimal(5), red=Decimal(10), margin=Decimal(1))


@pytest.mark.parametrize(
    ("bounds", "value", "of", "light"),
    [
        (UP, "95", 10, Light.GREEN), (UP, "94.99", 10, Light.AMBER), (UP, "90", 10, Light.AMBER),
        (UP, "89.99", 10, Light.RED), (UP, "0", 4, Light.NONE), (UP, None, 10, Light.NONE),
        (DOWN, "5", None, Light.GREEN), (DOWN, "10", None, Light.AMBER), (DOWN, "10.01", None, Light.RED),
    ],
)  # fmt: skip
def test_a_value_is_judged_by_its_bounds_and_never_where_it_is_a_share_of_too_little(bounds, value, of, light):
    assert bounds.light(None if value is None else Decimal(value), of) is light


@pytest.mark.parametrize(
    ("bounds", "value", "over"),
    [(UP, "91.9", False), (UP, "92", True), (DOWN, "9.1", False), (DOWN, "9", True), (UP, None, False)],
)
def test_an_alert_is_over_only_beyond_the_margin(bounds, value, over):
    assert bounds.has_recovered(None if value is None else Decimal(value)) is over


@pytest.mark.parametrize(
    ("bounds", "field"),
    [
        (Bounds(up=True, green=Decimal(80), red=Decimal(90)), "green"),
        (Bounds(up=False, green=Decimal(20), red=Decimal(10)), "green"),
        (Bounds(up=True, green=Decimal(101), red=Decimal(90)), "green"),
        (Bounds(up=True, green=Decimal(90), red=Decimal(-1)), "red"),
        (Bounds(up=True, green=Decimal(95), red=Decimal(90), margin=Decimal(6)), "margin"),
    ],
)
def test_what_could_not_have_been_meant_is_refused_beside_its_field(bounds, field):
    with pytest.raises(Refused) as no:
        check_bounds(bounds, is_share=True)
    assert no.value.field == field


def test_a_figure_is_old_after_twice_its_class_and_says_how_old():
    half = timedelta(minutes=30)
    assert [is_stale(NOON, NOON + half, half), is_stale(NOON, NOON + half * 1.1, half), is_stale(None, NOON, half)] == [
        False, True, True,
    ]  # fmt: skip
    ages = [timedelta(seconds=9), timedelta(minutes=59), timedelta(hours=47), timedelta(days=3)]
    assert [age_words(NOON, NOON + age) for age in ages] == ["vừa xong", "59 phút", "47 giờ", "3 ngày"]


def test_days_and_moments_are_written_day_first():
    plan = Plan({"staff_number": "CB0049", "begins_at": "01/12/2026 07:30", "ends_at": "12/13/2026 07:30"})

    assert (day_of("01/12/2026"), day_of("2026-12-01")) == (date(2026, 12, 1), date(2026, 12, 1))
    with pytest.raises(Refused) as refused:
        day_of("12/31/2026")
    assert refused.value.code == "bad-day"
    assert list(plan.errors) == ["ends_at"]
    assert plan.cleaned_data["begins_at"] == datetime(2026, 12, 1, 7, 30, tzinfo=NOON.tzinfo)
    assert not {"date", "datetime-local"} & {plan[name].field.widget.input_type for name in ("begins_at", "ends_at")}
