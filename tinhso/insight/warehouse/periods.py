"""Kỳ số liệu: what stretch of time a figure speaks of, and by which convention it is cut."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from tinhso.ground.base.refused import Refused
from tinhso.ground.base.states import Labelled
from tinhso.ground.base.vietnamese import VIETNAM


class Convention(Labelled):
    """Cách tính kỳ: calendar, or that of reports to the administration (Nghị định 09/2019/NĐ-CP, Điều 12)."""

    CALENDAR = "CALENDAR", "Theo ngày dương lịch"
    REPORTING = "REPORTING", "Từ ngày 15 tháng trước đến ngày 14 (Nghị định 09/2019/NĐ-CP)"


@dataclass(frozen=True, order=True)
class Period:
    """From the first day to the last day, both counted. code: 2026, 2026-Q4, 2026-11."""

    first: date
    last: date
    code: str

    @property
    def begin(self) -> datetime:
        """The first moment, in Vietnam time without zone, as facts are told."""
        return datetime.combine(self.first, time())

    @property
    def end(self) -> datetime:
        """The first moment after it."""
        return datetime.combine(self.last + timedelta(days=1), time())

    @property
    def words(self) -> str:
        """Năm 2026, quý 4 năm 2026, tháng 11 năm 2026."""
        year, _, part = self.code.partition("-")
        if not part:
            return f"Năm {year}"
        return f"Quý {part[1:]} năm {year}" if part.startswith("Q") else f"Tháng {int(part)} năm {year}"


@dataclass(frozen=True, order=True)
class Until(Period):
    """A period that is not over: it ends at the moment up to which the facts tell everything.

    What falls due later this month is not late yet.
    """

    at: datetime

    @property
    def end(self) -> datetime:
        """The end of the period, or the moment of the facts where that comes first."""
        return min(super().end, self.at)


def until(of: Period, at: datetime) -> Period:
    """The period as far as facts tell of it that tell everything up to a moment (Vietnam time without zone)."""
    return of if at >= of.end else Until(of.first, of.last, of.code, at)


def period(code: str, convention: Convention = Convention.CALENDAR) -> Period:
    """The period of a code: 2026, 2026-Q4, 2026-11. Refused `bad-period` otherwise."""
    found = re.fullmatch(r"(20\d\d)(?:-(?:Q([1-4])|(0[1-9]|1[0-2])))?", code)
    if not found:
        raise Refused("bad-period", "Kỳ số liệu viết như 2026, 2026-Q4 hoặc 2026-11.", field="period")
    year, quarter, month = int(found[1]), int(found[2] or 0), int(found[3] or 0)
    if month:
        begins, months = month, 1
    elif quarter:
        begins, months = quarter * 3 - 2, 3
    else:
        begins, months = 1, 12
    first, after = _month(year, begins), _month(year, begins + months)
    if convention is Convention.REPORTING:  # closes on the 14th of its last month
        first, after = (_month(year, begins - 1).replace(day=15), _month(year, begins + months - 1).replace(day=15))
    return Period(first, after - timedelta(days=1), code)


def months_back(at: datetime, many: int) -> list[Period]:
    """The months up to the one of a moment, oldest first."""
    day = at.astimezone(VIETNAM).date()
    firsts = [_month(day.year, day.month - back) for back in range(many - 1, -1, -1)]
    return [period(f"{first:%Y-%m}") for first in firsts]


def months_in(of: Period) -> list[Period]:
    """The calendar months of a period, oldest first."""
    year, _, part = of.code.partition("-")
    if part and not part.startswith("Q"):
        return [period(of.code)]
    begins = int(part[1]) * 3 - 2 if part else 1
    return [period(f"{year}-{month:02d}") for month in range(begins, begins + (3 if part else 12))]


def over(every: str, on: date, many: int) -> list[Period]:
    """The last months (M), quarters (Q) or years (Y) that are over on a day, newest first."""
    months = {"M": 1, "Q": 3, "Y": 12}[every]
    begins = _month(on.year, (on.month - 1) // months * months + 1)
    firsts = [_month(begins.year, begins.month - months * back) for back in range(1, many + 1)]
    codes = {"M": "{:%Y-%m}", "Q": "{:%Y}-Q{}", "Y": "{:%Y}"}
    return [period(codes[every].format(first, (first.month + 2) // 3)) for first in firsts]


def kind_of(code: str) -> str:
    """M, Q or Y: what sort of period a code names."""
    return "Y" if "-" not in code else "Q" if "Q" in code else "M"


def _month(year: int, month: int) -> date:
    """The first of a month, which may count beyond December or before January."""
    return date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)
