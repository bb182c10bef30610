"""A year of the working calendar laid out for a page: months, weeks, days, with words for each special day."""

from __future__ import annotations

import calendar as months
from dataclasses import dataclass
from datetime import date, timedelta

from tinhso.ground.reference.kinds import DayKind
from tinhso.ground.reference.rules import WorkingCalendar, sessions_words

WEEK = months.Calendar(firstweekday=0)
MARKS = {
    DayKind.STATUTORY: "★",
    DayKind.COMPENSATORY: "★",
    DayKind.SWAP_OFF: "⇄",
    DayKind.MAKEUP_WORK: "+",
    DayKind.LOCAL_OFF: "●",
}


@dataclass(frozen=True)
class Cell:
    """One day of a month; look: the class of its style, mark: a sign beside the number, why: words for it."""

    day: date
    look: str
    mark: str = ""
    why: str = ""


@dataclass(frozen=True)
class Month:
    """One month: its weeks from Monday, None where another month's days would stand."""

    first: date
    weeks: tuple[tuple[Cell | None, ...], ...]
    working_days: int


def months_of(year: int, calendar: WorkingCalendar, *, today: date) -> list[Month]:
    """The twelve months of a year, with the number of working days of each."""
    return [_month(date(year, number, 1), calendar, today) for number in range(1, 13)]


def week_of(calendar: WorkingCalendar, day: date) -> list[tuple[date, str]]:
    """The days of the week of `day` with their working hours in words; '' for a day off."""
    monday = day - timedelta(days=day.weekday())
    days = [monday + timedelta(days=number) for number in range(7)]
    return [(one, sessions_words(calendar.hours(one))) for one in days]


def _month(first: date, calendar: WorkingCalendar, today: date) -> Month:
    weeks = tuple(
        tuple(_cell(day, calendar, today) if day.month == first.month else None for day in week)
        for week in WEEK.monthdatescalendar(first.year, first.month)
    )
    worked = sum(cell is not None and calendar.is_working(cell.day) for week in weeks for cell in week)
    return Month(first, weeks, worked)


def _cell(day: date, calendar: WorkingCalendar, today: date) -> Cell:
    special = calendar.days.get(day)
    now = " is-today" if day == today else ""
    if special is None:
        return Cell(day, ("is-work" if calendar.is_working(day) else "is-weekend") + now)
    look = f"is-{special.kind.value.lower().replace('_', '-')}{now}"
    return Cell(day, look, MARKS[special.kind], calendar.why_off(day) or calendar.why_worked(day) or "")
