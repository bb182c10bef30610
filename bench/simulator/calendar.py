"""The days of the year as people live them: worked or not, how busy, and the rush before Tết."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property

from bench.simulator.parameters import ROOT, value
from tinhso.ground.base.vietnamese import VIETNAM

OFF = frozenset({"STATUTORY", "COMPENSATORY", "TET_COMPENSATORY", "SWAP_OFF"})
TET = "Tết Nguyên Đán"
ONE = timedelta(days=1)


@dataclass(frozen=True)
class Calendar:
    """A year's days from the reviewed file of the seed (`seed/reference/calendar_days.csv`)."""

    year: int

    @cached_property
    def _marked(self) -> dict[date, tuple[str, str]]:
        with (ROOT / "seed/reference/calendar_days.csv").open() as lines:
            rows = [(date.fromisoformat(row["date"]), row["kind"], row["name"]) for row in csv.DictReader(lines)]
        return {day: (kind, name) for day, kind, name in rows if abs(day.year - self.year) <= 1}

    def is_worked(self, day: date) -> bool:
        """Whether offices are open."""
        kind = self._marked.get(day, ("", ""))[0]
        return kind == "MAKEUP_WORK" or (kind not in OFF and day.weekday() < 5)

    def is_tet(self, day: date) -> bool:
        """Whether it is a day of Tết, or a week-end that joins it."""
        first, last = self.tet
        while not self.is_worked(first - ONE):
            first -= ONE
        while not self.is_worked(last + ONE):
            last += ONE
        return first <= day <= last

    @cached_property
    def tet(self) -> tuple[date, date]:
        """First and last holiday of Tết."""
        days = [day for day, (_, name) in self._marked.items() if name.startswith(TET) and day.year == self.year]
        return min(days), max(days)

    @cached_property
    def busyness(self) -> dict[date, float]:
        """How many filings a day gets, 1 = an ordinary Wednesday; 0 to about 2."""
        return {day: self._busyness(day) for day in self.days}

    @cached_property
    def days(self) -> list[date]:
        """Every day of the year."""
        first = date(self.year, 1, 1)
        return [first + ONE * place for place in range((date(self.year + 1, 1, 1) - first).days)]

    def share(self, day: date) -> float:
        """The day's share of the year's filings; all shares make 1."""
        return self.busyness[day] / self._whole

    @cached_property
    def _whole(self) -> float:
        return sum(self.busyness.values())

    def _busyness(self, day: date) -> float:
        if self.is_tet(day):
            return float(value("calendar", "silence"))
        if not self.is_worked(day) and day.weekday() < 5:
            return float(value("calendar", "holiday"))
        weekday = 3 if self.is_worked(day) and day.weekday() > 4 else day.weekday()  # a Saturday worked in exchange
        plain = value("calendar", "weekdays")[weekday] * value("calendar", "months")[day.month - 1]
        return float(plain) * self._around_tet(day)

    def _around_tet(self, day: date) -> float:
        """More and more until the last working day before Tết, then few."""
        first, last = self.tet
        if day < first:
            rush, days = value("calendar", "rush"), value("calendar", "rush_days")
            away = self.worked_between(max(day, first - 4 * days * ONE), first)
            return 1 + (rush - 1) * max(0, days - away + 1) / days if away <= days else 1.0
        lull, days = value("calendar", "lull"), value("calendar", "lull_days")
        away = self.worked_between(last + ONE, min(day, last + 4 * days * ONE) + ONE)
        return lull + (1 - lull) * (away - 1) / days if 0 < away <= days else 1.0

    def on_worked_day(self, day: date, *, after: int, clock: str) -> datetime:
        """A time of the n-th working day after a day."""
        while after:
            day += ONE
            after -= self.is_worked(day)
        return moment(day, clock)

    def worked_between(self, first: date, after: date) -> int:
        """Working days from `first` on, before `after`."""
        return sum(self.is_worked(first + ONE * place) for place in range((after - first).days))


def moment(day: date, clock: str) -> datetime:
    """A day and "08:30" as a moment in Viet Nam."""
    return datetime.combine(day, time.fromisoformat(clock), VIETNAM)


def slots(day: date, *, worked: bool) -> list[tuple[datetime, bool]]:
    """The moments at which something happens, in order, and whether offices are open then."""
    counter = set(value("calendar", "counter_hours"))
    clocks = sorted(counter | set(value("calendar", "online_hours")))
    return [(moment(day, clock), worked and clock in counter) for clock in clocks]
