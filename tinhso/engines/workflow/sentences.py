"""The plain Vietnamese words that explain a date: readable aloud to anybody at the counter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from functools import lru_cache

from tinhso.ground.base.vietnamese import VIETNAM, weekday
from tinhso.ground.reference.rules import DAY, SATURDAY, WorkingCalendar


def on_day(day: date) -> str:
    """Thứ Hai 28/04/2025."""
    return f"{weekday(day)} {day:%d/%m/%Y}"


def at_moment(moment: datetime) -> str:
    """17:00, Thứ Hai 28/04/2025, in Vietnam time."""
    local = moment.astimezone(VIETNAM)
    return f"{local:%H:%M}, {on_day(local.date())}"


def joined(reasons: Iterable[str], due_at: datetime) -> str:
    """The whole explanation as one sentence that ends in the promise."""
    return "; ".join((*reasons, f"hẹn trả {at_moment(due_at)}")) + "."


def moved(old: datetime, new: datetime, why: str) -> str:
    """The reason of a changed date in one sentence."""
    return f"Hẹn trả chuyển từ {at_moment(old)} sang {at_moment(new)} vì {why.rstrip('.')}."


@lru_cache(maxsize=65536)
def skipped(calendar: WorkingCalendar, after: date, last: date) -> tuple[str, ...]:
    """Which days between `after` (left out) and `last` do not count and why, and which Saturdays do."""
    worked = [
        f"{on_day(day)} là {why}" for day in _days(after + DAY, last) if (why := calendar.why_worked(day)) is not None
    ]
    named, weekend = [], set()
    for run in _runs_off(calendar, after + DAY, last):
        if any(day in calendar.days for day in run):
            named.append(_named_run(calendar, run))
        else:
            weekend |= {day.weekday() for day in run}
    plain = [word for place, word in ((5, "Thứ Bảy"), (6, "Chủ nhật")) if place in weekend]
    return (*worked, *named, *([f"không tính {' và '.join(plain)}"] if plain else []))


def _named_run(calendar: WorkingCalendar, run: list[date]) -> str:
    """nghỉ 30/04–04/05/2025 (Ngày Chiến thắng, …): a run of days off with at least one name."""
    causes = []
    for day in run:
        if special := calendar.days.get(day):
            why = calendar.why_off(day) or ""
            causes.append(why if special.instrument in why else special.occasion)
    names = ", ".join(dict.fromkeys(causes))
    if len(run) == 1:
        return f"{on_day(run[0])} nghỉ ({names})"
    return f"nghỉ {run[0]:%d/%m}–{run[-1]:%d/%m/%Y} ({names})"


def _runs_off(calendar: WorkingCalendar, first: date, last: date) -> Iterator[list[date]]:
    run: list[date] = []
    for day in _days(first, last):
        if calendar.is_working(day):
            if run:
                yield run
            run = []
        else:
            run.append(day)
    if run:
        yield run


def _days(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += DAY


def why_closed(calendar: WorkingCalendar, moment: datetime) -> str:
    """Why a paper handed in at that moment was not received at once."""
    day = moment.astimezone(VIETNAM).date()
    why = calendar.why_off(day)
    if why is None:
        return "ngoài giờ làm việc"
    return "vào ngày nghỉ" if day.weekday() >= SATURDAY and day not in calendar.days else f"vào ngày nghỉ ({why})"
