"""Counting working days, hours and months on a calendar; nothing here knows a clock or a dossier."""

from __future__ import annotations

import calendar as months
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache

from tinhso.engines.workflow.limits import LimitUnit
from tinhso.ground.base.vietnamese import VIETNAM
from tinhso.ground.reference.rules import DAY, WorkingCalendar, at

NOTHING = timedelta()


def working_instant(moment: datetime, calendar: WorkingCalendar) -> datetime:
    """The moment itself inside working hours, else the next opening (D3); Vietnam time."""
    local = moment.astimezone(VIETNAM)
    day = local.date()
    for opens, closes in calendar.hours(day):
        if local <= at(day, closes):
            return max(local, at(day, opens))
    return calendar.opening(calendar.next_working_day(day))


@lru_cache(maxsize=65536)
def last_day(calendar: WorkingCalendar, day_zero: date, value: int, unit: LimitUnit) -> date:
    """The day on which a limit in days or months ends; `day_zero` is not counted.

    Calendar days and months that end on a day off move to the next working day (Bộ luật Dân sự 2015 Điều 148(5)).
    """
    day = day_zero
    match unit:
        case LimitUnit.WORKING_DAY:
            for _ in range(value):
                day = calendar.next_working_day(day)
            return day
        case LimitUnit.MONTH:
            return calendar.working_day_from(plus_months(day, value))
        case _:
            return calendar.working_day_from(day + value * DAY)


def plus_months(day: date, count: int) -> date:
    """The same day `count` months later; the last day of the month where that day is missing."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return date(year, month + 1, min(day.day, months.monthrange(year, month + 1)[1]))


def plus_working_time(moment: datetime, span: timedelta, calendar: WorkingCalendar) -> datetime:
    """The moment at which `span` of working time has passed since `moment`; itself for no span."""
    if span <= NOTHING:
        return moment
    moment = moment.astimezone(VIETNAM)
    day = calendar.working_day_from(moment.date())
    while True:
        for opens, closes in calendar.hours(day):
            begin, end = max(moment, at(day, opens)), at(day, closes)
            if begin < end:
                if span <= end - begin:
                    return begin + span
                span -= end - begin
        day = calendar.next_working_day(day)


def working_time(start: datetime, end: datetime, calendar: WorkingCalendar) -> timedelta:
    """Working time between two moments; nothing when the end comes first."""
    total, day = NOTHING, start.astimezone(VIETNAM).date()
    last = end.astimezone(VIETNAM).date()
    while day <= last:
        for opens, closes in calendar.hours(day):
            total += max(NOTHING, min(end, at(day, closes)) - max(start, at(day, opens)))
        day += DAY
    return total


def budget_due(started_at: datetime, budget_days: Decimal, calendar: WorkingCalendar) -> datetime:
    """The moment by which a step with a budget in working days is due (D15).

    A day counts as a whole whatever its hours; a budget of 0 is due at once.
    """
    moment, left = working_instant(started_at, calendar), budget_days
    while left > 0:
        day = moment.date()
        whole = sum((at(day, closes) - at(day, opens) for opens, closes in calendar.hours(day)), NOTHING)
        rest = working_time(moment, calendar.closing(day), calendar)
        rest_share = Decimal(rest // timedelta(seconds=1)) / Decimal(whole // timedelta(seconds=1))
        if left <= rest_share:
            return plus_working_time(moment, whole * float(left), calendar)
        left -= rest_share
        moment = calendar.opening(calendar.next_working_day(day))
    return moment
