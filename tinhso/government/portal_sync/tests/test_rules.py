from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinhso.government.portal_sync.rules import Verdict, makes_late, national_reading
from tinhso.ground.base.vietnamese import VIETNAM

DUE = datetime(2026, 11, 26, 16, 0, tzinfo=VIETNAM)
DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)


def reading(**changed):
    """A dossier that is being processed a day before it is due."""
    return national_reading(
        **({"due_at": DUE, "ends": {}, "asked": [], "is_waiting": False, "now": DUE - DAY} | changed)
    )


@pytest.mark.parametrize("code", [3, 8, 9, 10])
def test_what_ends_on_the_promised_moment_is_on_time_and_a_second_later_is_late(code):
    assert reading(ends={code: DUE}).verdict is Verdict.ON_TIME
    assert reading(ends={code: DUE + SECOND}).verdict is Verdict.LATE


def test_being_processed_counts_before_being_returned():
    assert reading(ends={9: DUE, 10: DUE + 5 * DAY}).ended_at == DUE
    assert reading(ends={9: DUE + DAY, 10: DUE}).verdict is Verdict.LATE


def test_the_first_end_counts():
    assert reading(ends={8: DUE - DAY, 9: DUE + DAY}).verdict is Verdict.ON_TIME


def test_states_that_are_no_end_are_no_end():
    assert reading(ends={4: DUE - DAY, 7: DUE}).verdict is Verdict.RUNNING


def test_a_request_that_waits_ends_the_counting_on_its_day():
    found = reading(asked=[DUE - DAY], is_waiting=True, now=DUE + 9 * DAY)

    assert (found.verdict, found.ended_at) == (Verdict.ON_TIME, DUE - DAY)


def test_a_request_that_was_answered_ends_nothing():
    assert reading(asked=[DUE - DAY], now=DUE + DAY).verdict is Verdict.LATE
    assert reading(asked=[DUE - DAY]).verdict is Verdict.RUNNING


@given(st.booleans(), st.sampled_from([{}, {9: DUE - DAY}, {10: DUE}]))
def test_a_second_request_counts_as_late_whatever_the_dates_say(is_waiting, ends):
    assert reading(asked=[DUE - 2 * DAY, DUE - DAY], is_waiting=is_waiting, ends=ends).verdict is Verdict.LATE


def test_before_acceptance_nothing_is_counted():
    assert reading(due_at=None).verdict is Verdict.NOT_COUNTED
    assert reading(due_at=None, ends={3: DUE}).verdict is Verdict.NOT_COUNTED


def test_to_wait_for_what_was_not_asked_is_a_mistake():
    with pytest.raises(ValueError, match="not asked"):
        reading(is_waiting=True)


def test_a_second_request_is_warned_of_before_it_is_told_and_lateness_only_once():
    before = reading(asked=[DUE - 2 * DAY])
    after = reading(asked=[DUE - 2 * DAY, DUE - DAY], is_waiting=True)

    assert makes_late(before, after)
    assert not makes_late(after, after)
    assert not makes_late(before, reading(ends={9: DUE}))
