"""Figures: numerator, denominator, value and age of any metric, unit and period."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from itertools import groupby
from threading import Lock
from typing import Any

from cachetools import LRUCache
from django.db.models import Q

from tinhso.ground.base.refused import NotVisible
from tinhso.ground.base.vietnamese import VIETNAM
from tinhso.insight.warehouse import lake
from tinhso.insight.warehouse.metrics.catalogue import COUNTED
from tinhso.insight.warehouse.metrics.counting import Counted, named
from tinhso.insight.warehouse.models import Metric
from tinhso.insight.warehouse.periods import Period, until
from tinhso.insight.warehouse.queries.asking import totals

PROVINCE = 0  # the key of all agencies together


@dataclass(frozen=True)
class Figure:
    """Số liệu và lý lịch của nó: one metric of one unit in one period.

    unit: id of an agency, PROVINCE for all. value: None where there is nothing to divide by, never 0. as_of: up to
    when its facts tell everything, None before the first pull. is_stale: older than its class allows, while the facts
    do not tell the whole period.
    """

    metric: Metric
    unit: int
    period: Period
    numerator: int
    denominator: int | None
    as_of: datetime | None
    is_stale: bool

    @property
    def value(self) -> Decimal | None:
        """In the metric's unit; shares with two decimals."""
        if self.denominator is None:
            return Decimal(self.numerator)
        if not self.denominator:
            return None
        whole = 100 if self.metric.is_share else 1
        return (Decimal(self.numerator * whole) / self.denominator).quantize(Decimal("0.01"), ROUND_HALF_UP)


def metrics(on: date) -> list[Metric]:
    """The definitions in force on a day that are counted, in their order."""
    return [one for one in _defined(on) if one.code in COUNTED]


def dead_metrics(on: date) -> list[Metric]:
    """Definitions in force whose source died: no room tells what they count any more."""
    return [one for one in _defined(on) if one.code not in COUNTED]


def _defined(on: date) -> list[Metric]:
    standing = Q(valid_to__isnull=True) | Q(valid_to__gte=on)
    return list(Metric.objects.filter(standing, valid_from__lte=on).order_by("place"))


def metric(code: str, on: date) -> Metric:
    """The definition of a code in force on a day. NotVisible when there is none, or its source died."""
    found = next((one for one in _defined(on) if one.code == code), None)
    if found is None:
        raise NotVisible("no-metric", "Không có chỉ tiêu này.")
    if found.code not in COUNTED:
        raise NotVisible("source-died", f"Chỉ tiêu “{found.name}” không còn được tính: nguồn số liệu đã ngừng.")
    return found


Counts = Mapping[str, Mapping[int, tuple[int, int | None]]]
_answers: LRUCache[tuple[str, tuple[str, ...], Period, int], Counts] = LRUCache(512)
_guard = Lock()


def counts(codes: Sequence[str], period: Period, *, unit: int = PROVINCE) -> Counts:
    """Numerator and denominator of several metrics for every agency and for PROVINCE, in one walk a table of facts.

    unit: that agency alone, which reads less. A period that is not over ends where the facts end. An answer is kept
    until a file is written anew, so take care not to change it.
    """
    told: dict[str, Mapping[int, tuple[int, int | None]]] = {}
    for facts, asked in groupby(sorted(codes, key=lambda code: COUNTED[code].facts), lambda code: COUNTED[code].facts):
        told.update(_counts(facts, tuple(asked), as_told(facts, period), unit))
    return told


def as_told(facts: str, period: Period) -> Period:
    """A period as far as the facts of one table tell of it: what falls due later is not late yet."""
    at = lake.as_of(facts)
    return until(period, at.astimezone(VIETNAM).replace(tzinfo=None)) if at else period


def _counts(facts: str, codes: tuple[str, ...], period: Period, unit: int) -> Counts:
    shelf, rows = lake.standing(facts)
    asked = (shelf, codes, period, unit)
    with _guard:
        known = _answers.get(asked)
    if known is None:
        answer = totals(rows, codes, period, unit=None if unit == PROVINCE else unit)
        known = _counted(answer, codes)
        with _guard:
            _answers[asked] = known
    return known


def counts_of(counted: Mapping[str, Counted], period: Period) -> Counts:
    """The same for what a room above counts of dossiers, under its own codes."""
    rows = lake.table("dossiers")
    each = {}
    for code, one in counted.items():
        numerator, denominator = one.count(rows, period)
        above, below = named(code)
        each[above] = numerator.sum()
        if denominator is not None:
            each[below] = denominator.sum()
    return _counted(rows.group_by("agency").aggregate(**each).to_pyarrow().to_pylist(), list(counted))


def facts_standing() -> tuple[str, datetime | None]:
    """A name of all facts as they stand, the same as long as every answer is; up to when dossiers' tell everything."""
    return lake.all_standing(), lake.as_of("dossiers")


def forget() -> None:
    """Let go of all kept answers: for those who measure what a new question costs."""
    with _guard:
        _answers.clear()


def _counted(answer: list[dict[str, Any]], codes: Sequence[str]) -> Counts:
    found: dict[str, dict[int, tuple[int, int | None]]] = {}
    for code in codes:
        above, below = named(code)
        # Sums of large numbers come as decimals of the engine, and are whole.
        told = {row["agency"]: (int(row[above] or 0), _whole(row.get(below))) for row in answer}
        whole = sum(n for n, _ in told.values())
        parts = [d for _, d in told.values() if d is not None]
        # Without a single row nothing tells whether there is a denominator: the metric does (`figures`).
        told[PROVINCE] = (whole, sum(parts) if parts else None)
        found[code] = told
    return found


def _whole(number: Any) -> int | None:
    return None if number is None else int(number)


def figures(of: Iterable[Metric], period: Period, *, units: Iterable[int], now: datetime) -> list[Figure]:
    """The figures of some metrics for some units in one period; a unit of which nothing is known has zeros."""
    wanted = list(of)
    asked = list(units)
    alone = asked[0] if len(asked) == 1 else PROVINCE
    told = counts([one.code for one in wanted], period, unit=alone)
    ages = {facts: lake.as_of(facts) for facts in {COUNTED[one.code].facts for one in wanted}}
    return [
        _figure(one, unit, period, told[one.code].get(unit, (0, None)), as_of=ages[COUNTED[one.code].facts], now=now)
        for one in wanted
        for unit in asked
    ]


def _figure(
    one: Metric, unit: int, period: Period, told: tuple[int, int | None], *, as_of: datetime | None, now: datetime
) -> Figure:  # fmt: skip
    above, below = told
    # Facts that end before the period does tell only a part of it, also long after it is over.
    is_whole = as_of is not None and as_of >= period.end.replace(tzinfo=VIETNAM)
    is_stale = as_of is None or (not is_whole and now - as_of > one.stale_after)
    return Figure(one, unit, period, above, (below or 0) if one.denominator else None, as_of, is_stale)


def units_of(code: str, period: Period) -> list[int]:
    """The agencies of which a figure says anything in a period."""
    return [unit for unit, (n, d) in counts([code], period)[code].items() if unit != PROVINCE and (n or d)]


def series(one: Metric, unit: int, periods: Sequence[Period], *, now: datetime) -> list[Figure]:
    """One metric of one unit over several periods, in one walk over the facts."""
    counted = COUNTED[one.code]
    rows, as_of = lake.table(counted.facts), lake.as_of(counted.facts)
    if unit != PROVINCE:
        rows = rows.filter(rows.agency == unit)
    each = {}
    for place, period in enumerate(periods):
        numerator, denominator = counted.count(rows, as_told(counted.facts, period))
        each[f"n{place}"] = numerator.sum()
        if denominator is not None:
            each[f"d{place}"] = denominator.sum()
    (answer,) = rows.aggregate(**each).to_pyarrow().to_pylist()
    told = [(int(answer[f"n{place}"] or 0), _whole(answer.get(f"d{place}"))) for place in range(len(periods))]
    return [
        _figure(one, unit, period, parts, as_of=as_of, now=now) for period, parts in zip(periods, told, strict=True)
    ]
