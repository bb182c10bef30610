"""Communes and districts as at a day, each with its figure: what the map and its table show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone

from tinhso.ground.base.refused import Refused
from tinhso.ground.people import queries as people
from tinhso.ground.people.models import Agency, AgencyKind
from tinhso.ground.reference.kinds import UnitLevel
from tinhso.ground.reference.models import Unit
from tinhso.ground.reference.queries import units_as_at
from tinhso.insight.ioc.models import Feed, Indicator
from tinhso.insight.ioc.queries.catalogue import bounds_in_force
from tinhso.insight.ioc.queries.panels import value_of
from tinhso.insight.ioc.queries.snapshots import Parts, Taken
from tinhso.insight.ioc.rules import Light
from tinhso.insight.warehouse import queries as warehouse
from tinhso.insight.warehouse.periods import Convention, Period, period
from tinhso.insight.warehouse.rules import plain

# From which day which boundaries hold, newest first: Nghị quyết 1674/NQ-UBTVQH15 (129 communes of the new Ninh Bình),
# 1104/NQ-UBTVQH15 (175 of Nam Định), before that 226. The province that the system served then.
MERGED, JOINED = date(2025, 7, 1), date(2024, 9, 1)
FIRST = date(2020, 1, 1)


@dataclass(frozen=True)
class Stage:
    """Which boundaries hold on a day. communes, districts: names of files ('' where there was no such level)."""

    since: date
    province_code: str
    communes: str
    districts: str

    def file(self, level: UnitLevel) -> str:
        """The file of a level."""
        return self.districts if level is UnitLevel.DISTRICT else self.communes


STAGES = (
    Stage(MERGED, "37", "communes-2025-07-01", ""),
    Stage(JOINED, "36", "communes-2024-09-01", "districts-2024-09-01"),
    Stage(FIRST, "36", "communes-2020-01-01", "districts-2020-01-01"),
)


@dataclass(frozen=True)
class Place:
    """One commune or district with its figure. agency: who governs it, None where we know of none. period: of a figure
    that was entered, as its own may be older than its neighbour's; '' for others.
    """

    code: str
    name: str
    agency: Agency | None
    value: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None
    light: Light
    period: str = ""

    @property
    def period_words(self) -> str:
        """Tháng 10 năm 2026; '' where all have the same."""
        return period(self.period).words if self.period else ""


def stage_of(day: date) -> Stage:
    """The boundaries of a day. Refused before our record begins."""
    found = next((stage for stage in STAGES if stage.since <= day), None)
    if found is None:
        raise Refused("before-record", "Bản đồ có từ ngày 01/01/2020.", field="ngay")
    return found


def places(taken: Taken | None, one: Indicator, day: date, level: UnitLevel, *, now: datetime) -> list[Place]:
    """Every unit of a level as it stood on a day, with the figure of that day's month, in Vietnamese order."""
    stage = stage_of(day)
    kind = AgencyKind.DISTRICT if level is UnitLevel.DISTRICT else AgencyKind.COMMUNE
    agencies = {agency.unit_code: agency for agency in people.agencies_on(day).filter(kind=kind)}
    figures = _counted(taken, one, period(f"{day:%Y-%m}"), day)
    judge = bounds_in_force(timezone.localdate(now)).get(one.code)
    found = []
    for unit in units_as_at(level, day, within=stage.province_code):
        agency = agencies.get(unit.code)
        value, above, below = figures.get(agency.pk if agency else 0, (None, None, None))
        of = ""
        if one.feed == Feed.STATISTIC:
            (value, above, below), of = _entered(taken, one, unit, day)
        light = judge.light(value, None if below is None else int(below)) if judge else Light.NONE
        found.append(Place(unit.code, unit.full_name, agency, value, above, below, light, of))
    return found


Figured = tuple[Decimal | None, Decimal | None, Decimal | None]


def _counted(taken: Taken | None, one: Indicator, of: Period, day: date) -> dict[int, Figured]:
    """What was counted of each agency in a month: out of the snapshot, or asked of the facts for an older one."""
    if one.feed != Feed.METRIC:
        return {}
    if taken and of.code in taken.months:
        at = taken.months.index(of.code)
        told = {unit: series[at] for unit, series in taken.metrics.get(one.feed_code, {}).items()}
    else:
        meant = warehouse.metric(one.feed_code, day)
        asked = period(of.code, Convention(meant.convention))
        told = dict(warehouse.counts([one.feed_code], asked)[one.feed_code])
    return {unit: _figured(one, parts) for unit, parts in told.items() if unit}


def _figured(one: Indicator, parts: Parts) -> Figured:
    above, below = parts
    return value_of(one, parts), Decimal(above), None if below is None else Decimal(below)


def _entered(taken: Taken | None, one: Indicator, unit: Unit, day: date) -> tuple[Figured, str]:
    """What was entered of a unit last, of a period that was over on that day; and that period.

    What an older unit of the same code had, before a merger, is not its figure.
    """
    rows = taken.statistics.get(one.feed_code, ()) if taken else ()
    row = next((row for row in rows if row.unit_code == unit.code and unit.valid_from <= row.last <= day), None)
    if row is None:
        return (None, None, None), ""
    above, below = (None if part is None else plain(Decimal(str(part))) for part in (row.numerator, row.denominator))
    return (plain(Decimal(str(row.value))), above, below), row.period
