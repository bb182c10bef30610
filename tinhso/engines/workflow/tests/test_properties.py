"""What must hold for every date, limit and calendar, not only for the examples."""

from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tinhso.engines.workflow import rules
from tinhso.engines.workflow.counting import plus_working_time, working_instant, working_time
from tinhso.engines.workflow.limits import Cutoff, Limit, LimitUnit, Reading
from tinhso.ground.base.vietnamese import VIETNAM
from tinhso.ground.reference.kinds import DayKind
from tinhso.ground.reference.rules import SpecialDay, WorkingCalendar

YEAR = [date(2026, 1, 1) + timedelta(n) for n in range(500)]
MINUTE = timedelta(minutes=1)

special_days = st.builds(SpecialDay, st.sampled_from(YEAR), st.sampled_from(DayKind), st.just("Lễ"), st.just("1/QĐ"))
calendars = st.lists(special_days, max_size=60).map(WorkingCalendar.of)
moments = st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31), timezones=st.just(VIETNAM))
limits = st.builds(
    Limit, st.integers(1, 40), st.sampled_from(LimitUnit), st.sampled_from(Cutoff), st.booleans(),
    st.sampled_from(Reading),
)  # fmt: skip


@given(moments, limits, calendars)
def test_a_promise_falls_into_working_hours_after_the_start(received_at, limit, calendar):
    due = rules.due(received_at, limit, calendar)

    assert calendar.is_working(due.at.date())
    assert working_instant(due.at, calendar) == due.at
    assert received_at <= due.starts_at <= due.at
    assert due.sentence.count(".") == 1


@given(moments, st.timedeltas(timedelta(0), timedelta(30)), limits, calendars)
def test_who_comes_later_is_never_promised_an_earlier_date(received_at, later, limit, calendar):
    first, second = rules.due(received_at, limit, calendar), rules.due(received_at + later, limit, calendar)

    assert first.at <= second.at


@given(moments, limits, st.integers(1, 20), calendars)
def test_a_longer_limit_never_ends_earlier(received_at, limit, more, calendar):
    assert rules.due(received_at, limit, calendar).at <= rules.due(received_at, limit.plus(more), calendar).at


def counted_on_fingers(day, count, days_off):
    """The day-by-day counter that anyone would write on paper."""
    while count:
        day += timedelta(1)
        if day not in days_off:
            count -= 1
    return day


@given(moments, st.integers(1, 60), calendars)
def test_working_days_agree_with_counting_on_fingers(received_at, count, calendar):
    off = {day for n in range(900) if not calendar.is_working(day := YEAR[0] + timedelta(n))}
    start = received_at.date()
    if start in off or received_at.timetz() > calendar.closing(start).timetz():
        start = counted_on_fingers(start, 1, off)

    due = rules.due(received_at, Limit(count, LimitUnit.WORKING_DAY), calendar)

    assert due.at.date() == counted_on_fingers(start, count, off)


@given(moments, st.integers(1, 30), calendars)
def test_the_strict_reading_is_never_later(received_at, count, calendar):
    strict, zero = (
        rules.due(received_at, Limit(count, LimitUnit.WORKING_DAY, Cutoff.COUNT_NEXT_DAY, True, reading), calendar)
        for reading in (Reading.STRICT, Reading.DAY_ZERO)
    )

    assert strict.at <= zero.at


@given(moments, limits, calendars, st.lists(st.tuples(moments, st.timedeltas(timedelta(0), timedelta(20))), max_size=3))
def test_pausing_never_brings_a_promise_forward(received_at, limit, calendar, waits):
    promise = rules.due(received_at, limit, calendar)
    for begin, length in waits:
        later = rules.due_after_pauses(promise, [rules.Pause(begin, begin + length, "chờ")], calendar)
        assert later.at >= promise.at
        assert working_time(promise.at, later.at, calendar) == working_time(
            max(begin, promise.starts_at), begin + length, calendar
        )
        promise = later


@given(moments, st.integers(0, 5000), st.integers(0, 5000), calendars)
def test_working_time_adds_up(start, first, second, calendar):
    halfway = plus_working_time(start, first * MINUTE, calendar)
    end = plus_working_time(halfway, second * MINUTE, calendar)

    assert end == plus_working_time(start, (first + second) * MINUTE, calendar)
    assert working_time(start, end, calendar) == (first + second) * MINUTE
