"""The working calendar on plain values: which days count, and why the others do not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from tinhso.ground.base.refused import Refused
from tinhso.ground.base.vietnamese import VIETNAM, weekday
from tinhso.ground.reference.kinds import DayKind

Sessions = tuple[tuple[time, time], ...]

DAY = timedelta(days=1)
SATURDAY, SUNDAY = 5, 6
_KINDS_OF_ACT = {"TB": "Thông báo", "QĐ": "Quyết định", "NQ": "Nghị quyết", "CĐ": "Công điện"}
# Used only where no row of hours holds for a day.
FALLBACK_HOURS: Sessions = ((time(7, 30), time(11, 30)), (time(13, 30), time(17)))


@dataclass(frozen=True)
class SpecialDay:
    """One day that differs from the plain week, and the instrument that says so."""

    date: date
    kind: DayKind
    name: str
    instrument: str

    @property
    def occasion(self) -> str:
        """The name without the detail in brackets: Tết Nguyên Đán."""
        return self.name.partition(" (")[0]

    @property
    def cited(self) -> str:
        """The instrument as it is cited in a sentence."""
        return cited(self.instrument)


@dataclass(frozen=True)
class HoursRow:
    """Sessions of one weekday (0 = thứ Hai) while they hold; last day included, null = still.

    own: said for this very scope, and so stronger than the hours of the nation.
    """

    weekday: int
    sessions: Sessions
    valid_from: date
    valid_to: date | None = None
    own: bool = False


@dataclass(frozen=True, eq=False)
class WorkingCalendar:
    """What is known about working time at one moment, for one scope. Compared and cached by identity.

    days: at most one special day a date; a day without one follows the week (Monday to Friday worked,
    Bộ luật Lao động 2019 Điều 111, 112; QĐ 188/1999/QĐ-TTg).
    """

    days: Mapping[date, SpecialDay] = field(default_factory=dict)
    hours_rows: tuple[HoursRow, ...] = ()
    _hours: dict[date, Sessions] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, days: Iterable[SpecialDay], hours_rows: Iterable[HoursRow] = ()) -> WorkingCalendar:
        """The calendar in which a later decision about a day stands in for an earlier one."""
        return cls({day.date: day for day in days}, tuple(hours_rows))

    def is_working(self, day: date) -> bool:
        """True when state offices work on the day."""
        special = self.days.get(day)
        if special is None:
            return day.weekday() < SATURDAY
        return special.kind == DayKind.MAKEUP_WORK

    def why_off(self, day: date) -> str | None:
        """Why nobody works that day, in words for people; None on a working day."""
        special = self.days.get(day)
        if special is None:
            return {SATURDAY: "nghỉ Thứ Bảy", SUNDAY: "nghỉ Chủ nhật"}.get(day.weekday())
        match special.kind:
            case DayKind.MAKEUP_WORK:
                return None
            case DayKind.STATUTORY:
                return special.name
            case DayKind.COMPENSATORY:
                return special.name if "nghỉ bù" in special.name else f"{special.name}, nghỉ bù"
            case DayKind.SWAP_OFF:
                return f"nghỉ hoán đổi theo {special.cited}"
            case DayKind.LOCAL_OFF:
                return f"{special.name} theo {special.cited}"

    def why_worked(self, day: date) -> str | None:
        """Why a day that looks free is worked: a make-up day with its instrument; None otherwise."""
        special = self.days.get(day)
        if special is None or special.kind != DayKind.MAKEUP_WORK:
            return None
        return f"ngày làm việc bù theo {special.cited}"

    def hours(self, day: date) -> Sessions:
        """The working sessions of a day, local time; empty on a day off.

        A make-up Saturday has the hours of Friday unless Saturday has hours of its own.
        """
        if not self.is_working(day):
            return ()
        found = self._hours.get(day)
        if found is None:
            found = self._hours[day] = self._sessions(day, day.weekday()) or self._sessions(day, 4) or FALLBACK_HOURS
        return found

    def _sessions(self, day: date, weekday: int) -> Sessions:
        fitting = [
            row
            for row in self.hours_rows
            if row.weekday == weekday and row.valid_from <= day and (row.valid_to is None or day <= row.valid_to)
        ]
        return max(fitting, key=lambda row: (row.own, row.valid_from)).sessions if fitting else ()

    def next_working_day(self, day: date) -> date:
        """The first working day after `day`."""
        day += DAY
        while not self.is_working(day):
            day += DAY
        return day

    def working_day_from(self, day: date) -> date:
        """`day` itself when it is worked, else the next working day."""
        return day if self.is_working(day) else self.next_working_day(day)

    def opening(self, day: date) -> datetime:
        """The moment at which work begins on a working day."""
        return at(day, self.hours(day)[0][0])

    def closing(self, day: date) -> datetime:
        """The moment at which work ends on a working day."""
        return at(day, self.hours(day)[-1][1])


def at(day: date, clock: time) -> datetime:
    """The moment in Vietnam time."""
    return datetime.combine(day, clock, VIETNAM)


def cited(code: str) -> str:
    """An instrument as it is cited in a sentence: Thông báo 6150/TB-BLĐTBXH, văn bản 12729/VPCP-KGVX."""
    if not code[:1].isdecimal():
        return code
    marks = re.split(r"[/-]", code)
    return f"{next((_KINDS_OF_ACT[mark] for mark in marks if mark in _KINDS_OF_ACT), 'văn bản')} {code}"


def checked_sessions(times: Iterable[time | None]) -> Sessions:
    """Opening and closing times in pairs, empty pairs left out. Refused: half a session, disorder, none at all."""
    given = list(times)
    pairs = []
    for opens, closes in zip(given[::2], given[1::2], strict=True):
        if opens is None and closes is None:
            continue
        if opens is None or closes is None:
            raise Refused("session-half", "Mỗi buổi phải có cả giờ bắt đầu và giờ kết thúc.", field="morning_from")
        pairs.append((opens, closes))
    order = [moment for pair in pairs for moment in pair]
    if not order:
        raise Refused("no-session", "Hãy ghi giờ của ít nhất một buổi.", field="morning_from")
    if any(earlier >= later for earlier, later in pairwise(order)):
        raise Refused("session-order", "Giờ kết thúc phải sau giờ bắt đầu, buổi chiều sau buổi sáng.",
                      field="morning_from")  # fmt: skip
    return tuple(pairs)


def pairs_of(times: Iterable[time]) -> Sessions:
    """Stored times, opening and closing in turn, as sessions."""
    given = list(times)
    return tuple(zip(given[::2], given[1::2], strict=True))


def sessions_words(sessions: Sessions) -> str:
    """07:30–11:30, 13:30–17:00."""
    return ", ".join(f"{opens:%H:%M}–{closes:%H:%M}" for opens, closes in sessions)


def decision_words(instrument: str, days: Iterable[tuple[date, DayKind]]) -> str:
    """A decision as it is told to people: văn bản … cho nghỉ Thứ Sáu 02/01/2026, làm việc Thứ Bảy 10/01/2026."""
    told = [
        f"{'làm việc' if kind == DayKind.MAKEUP_WORK else 'nghỉ'} {weekday(day)} {day:%d/%m/%Y}"
        for day, kind in sorted(days)
    ]
    return f"{cited(instrument)} cho {', '.join(told)}"
