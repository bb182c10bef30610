"""Procedures decided in a period: published long enough before they took effect, disclosed soon enough afterwards.

Five working days each, for a province [M]. The day on which a version takes effect stands for that of its legal basis,
and the day on which it was made public here for that in the national database, since these are the days that are kept;
what has no day is not guessed. One late decision makes a procedure late, and it counts once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.utils import timezone

from tinhso.engines.procedures import queries as procedures
from tinhso.engines.procedures.models import ProcedureVersion
from tinhso.ground.base.vietnamese import format_date
from tinhso.ground.people import queries as people
from tinhso.ground.people.models import Agency
from tinhso.ground.reference.queries import calendar_for
from tinhso.ground.reference.rules import WorkingCalendar
from tinhso.insight.service_index.catalogue import Listed, listed_of, of_unit
from tinhso.insight.service_index.counting import PROCEDURES, Known
from tinhso.insight.warehouse.periods import Period

PUBLISHED, DISCLOSED = "NPSC.1.1", "NPSC.1.2"
DAYS = 5


@dataclass(frozen=True)
class Decided:
    """One decision on one procedure: the days that matter, None where nobody wrote them down."""

    listed: Listed
    decided: date | None
    effective: date | None
    disclosed: date | None

    @property
    def sentence(self) -> str:
        """The days in words."""
        return f"Quyết định {_day(self.decided)}, có hiệu lực {_day(self.effective)}, công khai {_day(self.disclosed)}."


def _day(day: date | None) -> str:
    return format_date(day) if day else "chưa ghi ngày"


def working_days_from(day: date, many: int, calendar: WorkingCalendar) -> date:
    """The day so many working days later, or earlier where many is negative; the day itself is not counted."""
    step = timedelta(days=1 if many > 0 else -1)
    while many:
        day += step
        many -= (1 if many > 0 else -1) * calendar.is_working(day)
    return day


def is_published_in_time(one: Decided, calendar: WorkingCalendar, _today: date) -> bool | None:
    """Decided five working days before it takes effect, or earlier; None: a day is missing."""
    if one.decided is None or one.effective is None:
        return None
    return one.decided <= working_days_from(one.effective, -DAYS, calendar)


def is_disclosed_in_time(one: Decided, calendar: WorkingCalendar, today: date) -> bool | None:
    """Made public within five working days after the decision; None: a day is missing or the time still runs."""
    if one.decided is None:
        return None
    last = working_days_from(one.decided, DAYS, calendar)
    if one.disclosed is None:
        return False if last < today else None
    return one.disclosed <= last


Judge = Callable[[Decided, WorkingCalendar, date], bool | None]
LEAVES: Mapping[str, Judge] = {PUBLISHED: is_published_in_time, DISCLOSED: is_disclosed_in_time}


def decided_in(period: Period) -> list[Decided]:
    """What was decided in a period; of what has no day of decision, what was made public in it."""
    return [_decided(one) for one in procedures.with_components(procedures.announced(period.first, period.last))]


def _decided(version: ProcedureVersion) -> Decided:
    disclosed = timezone.localdate(version.published_at) if version.published_at else None
    return Decided(listed_of(version), version.decision_date, version.valid_from, disclosed)


def verdicts(
    decided: Iterable[Decided], judge: Judge, calendar: WorkingCalendar, today: date
) -> dict[str, bool | None]:
    """Procedure -> in time, late, or None where that cannot be said."""
    found: dict[str, bool | None] = {}
    for one in decided:
        said, code = judge(one, calendar, today), one.listed.code
        if code not in found or found[code] is True or said is False:
            found[code] = said
    return found


def counts(units: Mapping[int, Agency | None], period: Period, *, today: date) -> dict[str, dict[int, Known]]:
    """Leaf -> unit -> what is known; nothing of a period that began before our record of the catalogue does."""
    since = procedures.recorded_since()
    if since is None or period.first < since:
        return {}
    decided, calendar = decided_in(period), calendar_for()
    standing = frozenset(people.agencies_on(min(period.last, today)).values_list("slug", flat=True))
    told: dict[str, dict[int, Known]] = {code: {} for code in LEAVES}
    for code, judge in LEAVES.items():
        said = verdicts(decided, judge, calendar, today)
        for unit, agency in units.items():
            its = {one.code for one in of_unit([one.listed for one in decided], agency, standing)}
            answers = [said[one] for one in its]
            told[code][unit] = Known(answers.count(True), len(answers), PROCEDURES, answers.count(None))
    return told


def lacking(code: str, agency: Agency | None, period: Period, *, today: date) -> list[Listed]:
    """The procedures that were late or of which a day is missing, with their days in words."""
    calendar, decided = calendar_for(), decided_in(period)
    standing = frozenset(people.agencies_on(min(period.last, today)).values_list("slug", flat=True))
    wrong = [one for one in decided if LEAVES[code](one, calendar, today) is not True]
    said = [replace(one.listed, missing=(one.sentence,)) for one in wrong]
    return of_unit(said, agency, standing)
