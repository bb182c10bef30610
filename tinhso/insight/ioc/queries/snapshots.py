"""What the walls show, counted once: for every agency and the province, of this month and a year before it.

The body of a snapshot, plain JSON:
    months      [2025-11, …, 2026-11]: thirteen codes of periods, the current one last
    metrics     {code: {unit: [[numerator, denominator or null], … one a month]}}; unit "0" is the province
    statistics  {code: {expected: how many units are asked, rows: [[unit code, period, its last day, numerator,
                denominator, value, entered at], … newest period first]}}
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256
from threading import Lock
from typing import Any

from cachetools import LRUCache, cached
from django.utils import timezone

from tinhso.ground.people import queries as people
from tinhso.ground.reference.kinds import UnitLevel
from tinhso.insight.ioc.models import Feed, Indicator, Snapshot
from tinhso.insight.ioc.queries.catalogue import indicators
from tinhso.insight.warehouse import queries as warehouse
from tinhso.insight.warehouse.models import Statistic
from tinhso.insight.warehouse.periods import Convention, months_back, over, period

MONTHS = 13
YEARS_OF_STATISTICS = timedelta(days=2 * 366)
Parts = tuple[int, int | None]


@dataclass(frozen=True)
class Row:
    """One locked figure of one unit and period."""

    unit_code: str
    period: str
    last: date
    numerator: float | None
    denominator: float | None
    value: float
    entered_at: datetime


@dataclass(frozen=True)
class Taken:
    """A snapshot as it is read. number: of its row; as_of: up to when its facts tell everything."""

    number: int
    as_of: datetime | None
    made_at: datetime
    months: Sequence[str]
    metrics: Mapping[str, Mapping[int, Sequence[Parts]]]
    statistics: Mapping[str, Sequence[Row]]
    expected: Mapping[str, int]


_kept: dict[int, Taken] = {}
_guard = Lock()


def version() -> tuple[int, datetime | None] | None:
    """Which snapshot is the newest and how fresh it is; None before the first."""
    return Snapshot.objects.order_by("-made_at", "-pk").values_list("pk", "as_of").first()


def newest() -> Taken | None:
    """The newest snapshot, read once a process; None before the first."""
    told = version()
    if told is None:
        return None
    number, as_of = told
    with _guard:
        known = _kept.get(number)
    if known is None or known.as_of != as_of:
        row = Snapshot.objects.filter(pk=number).first()
        if row is None:
            return None
        known = _read(row)
        with _guard:
            _kept.clear()
            _kept[number] = known
    return known


def _read(row: Snapshot) -> Taken:
    body = row.body
    return Taken(
        row.pk, row.as_of, row.made_at, tuple(body["months"]),
        {
            code: {int(unit): [(n, d) for n, d in months] for unit, months in units.items()}
            for code, units in body["metrics"].items()
        },
        {
            code: [
                Row(unit, of, date.fromisoformat(last), n, d, value, datetime.fromisoformat(at))
                for unit, of, last, n, d, value, at in told["rows"]
            ]
            for code, told in body["statistics"].items()
        },
        {code: told["expected"] for code, told in body["statistics"].items()},
    )  # fmt: skip


@dataclass(frozen=True)
class Question:
    """What a snapshot made now would be of. shelf, as_of: the warehouse's facts; statistics: as in a body."""

    key: str
    as_of: datetime | None
    months: list[str]
    codes: list[str]
    statistics: dict[str, Any]


def asked_now(now: datetime) -> Question:
    """What stands to be counted now; cheap, as nothing is counted yet."""
    today = timezone.localdate(now)
    shelf, as_of = warehouse.facts_standing()
    known = indicators(today)
    months = [one.code for one in months_back(now, MONTHS)]
    codes = [one.feed_code for one in known if one.feed == Feed.METRIC]
    statistics = _statistics(known, today)
    at = as_of.isoformat() if as_of else ""  # an unfinished month is counted up to there
    words = json.dumps([shelf, at, months, codes, statistics], sort_keys=True)
    return Question(sha256(words.encode()).hexdigest(), as_of, months, codes, statistics)


def counted_now(question: Question, *, now: datetime) -> dict[str, Any]:
    """The body: one walk over the facts a month and convention, all metrics of all agencies in each."""
    meant = {one.code: Convention(one.convention) for one in warehouse.metrics(timezone.localdate(now))}
    by_convention: dict[Convention, list[str]] = defaultdict(list)
    for code in question.codes:
        if code in meant:
            by_convention[meant[code]].append(code)
    # What no room counts any more is left out: a nought would be read as a figure.
    told: dict[str, dict[int, list[Parts]]] = {code: defaultdict(list) for code in question.codes if code in meant}
    for place, month in enumerate(question.months):
        for convention, codes in by_convention.items():
            for code, counted in warehouse.counts(codes, period(month, convention)).items():
                for unit, parts in counted.items():
                    series = told[code][unit]
                    series += [(0, None if parts[1] is None else 0)] * (place - len(series))
                    series.append(parts)
    width = len(question.months)
    for units in told.values():
        for series in units.values():
            series.extend([(0, None if not series or series[-1][1] is None else 0)] * (width - len(series)))
    return {
        "months": question.months,
        "metrics": {code: {str(unit): series for unit, series in units.items()} for code, units in told.items()},
        "statistics": question.statistics,
    }


def _statistics(known: Sequence[Indicator], today: date) -> dict[str, Any]:
    """The locked figures of two years of each statistic that is shown."""
    asked = {one.code: one for one in warehouse.statistics(today)}
    found = {}
    for one in known:
        if one.feed == Feed.STATISTIC and one.feed_code in asked:
            rows = warehouse.locked_values(one.feed_code).filter(last__gte=today - YEARS_OF_STATISTICS)
            found[one.feed_code] = {
                "expected": _expected(asked[one.feed_code], today),
                "rows": [
                    [row.unit_code, row.period, row.last.isoformat(), _float(row.numerator), _float(row.denominator),
                     float(row.value), row.entered_at.isoformat()]
                    for row in rows
                ],
            }  # fmt: skip
    return found


@cached(LRUCache(64), key=lambda one, today: (one.pk, over(one.every, today, 1)[0].code), lock=Lock())
def _expected(one: Statistic, today: date) -> int:
    """Of how many units it is asked in the last period that is over."""
    if one.level == UnitLevel.PROVINCE:
        return 1
    return len(warehouse.units_to_enter(one, people.agency(one.owner), over(one.every, today, 1)[0]))


def _float(value: Any) -> float | None:
    return None if value is None else float(value)
