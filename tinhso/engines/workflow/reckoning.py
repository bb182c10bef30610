"""From when a limit runs and when it ends: moments only, without words, cheap enough for a whole province."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from tinhso.engines.workflow.counting import last_day, plus_working_time, working_instant, working_time
from tinhso.engines.workflow.limits import CUTOFF_AT, Cutoff, Limit, LimitUnit, Reading
from tinhso.ground.base.states import Labelled
from tinhso.ground.reference.rules import DAY, WorkingCalendar

LAST_HOUR = timedelta(hours=1)


class Late(Labelled):
    """Why a limit counts from the next working day."""

    NO = "NO", ""
    AFTER_THREE = "AFTER_THREE", "nhận sau 15 giờ"
    LAST_HOUR = "LAST_HOUR", "nhận trong giờ làm việc cuối ngày"


@dataclass(frozen=True, slots=True)
class Start:
    """received: the working instant of receipt (D3); at: from when time runs; day_zero: the day not counted (D2)."""

    received: datetime
    at: datetime
    day_zero: date
    late: Late


def start_of(received_at: datetime, limit: Limit, calendar: WorkingCalendar) -> Start:
    """From when time runs (D2, D3, D4, D7). received_at: aware, else ValueError."""
    if received_at.tzinfo is None:
        raise ValueError("received_at must be aware")
    moment = working_instant(received_at, calendar)
    late = _late(moment, limit, calendar)
    if late == Late.NO:
        return Start(moment, moment, moment.date(), late)
    following = calendar.next_working_day(moment.date())
    day_zero = following if limit.reading == Reading.DAY_ZERO else following - DAY
    return Start(moment, calendar.opening(following), day_zero, late)


def _late(moment: datetime, limit: Limit, calendar: WorkingCalendar) -> Late:
    if limit.unit == LimitUnit.SAME_DAY:
        return Late.NO
    if limit.cutoff == Cutoff.COUNT_NEXT_DAY and moment.time() > CUTOFF_AT:
        return Late.AFTER_THREE
    if limit.last_hour_rule and working_time(moment, calendar.closing(moment.date()), calendar) < LAST_HOUR:
        return Late.LAST_HOUR
    return Late.NO


def end_of(start: Start, limit: Limit, calendar: WorkingCalendar) -> datetime:
    """When the limit ends: days and months at the close of work of their last day (D1, D6, D9, D16)."""
    match limit.unit:
        case LimitUnit.SAME_DAY:
            day = start.at.date()
            return calendar.closing(calendar.next_working_day(day) if start.at.time() > CUTOFF_AT else day)
        case LimitUnit.WORKING_HOUR:
            return plus_working_time(start.at, timedelta(hours=limit.value), calendar)
        case _:
            return calendar.closing(last_day(calendar, start.day_zero, limit.value, limit.unit))
