"""One panel: a figure of a unit with everything that a watcher must know of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from threading import Lock

from cachetools import TTLCache, cached
from django.conf import settings
from django.utils import timezone

from tinhso.ground.people import queries as people
from tinhso.ground.people.models import Agency, AgencyKind
from tinhso.insight.ioc.models import Alert, Feed, Indicator, Pin
from tinhso.insight.ioc.queries.access import agency_of
from tinhso.insight.ioc.queries.alerts import open_alerts
from tinhso.insight.ioc.queries.catalogue import bounds_in_force, indicators
from tinhso.insight.ioc.queries.pins import pins_of
from tinhso.insight.ioc.queries.snapshots import Parts, Row, Taken
from tinhso.insight.ioc.rules import Bounds, Light, age_words, is_stale
from tinhso.insight.warehouse.periods import period
from tinhso.insight.warehouse.rules import plain

MOST = 12
HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True)
class Panel:
    """A figure on a wall.

    value: in the indicator's unit, None where nothing is known. numerator, denominator: its parts, None where there are
    none. period: 2026-11, '' without a figure. covered, expected: of how many units it tells, of how many it is asked
    (0, 0 where that is no question). series: (period, value or None), oldest first. alert: the open one, if any. pin:
    why it hangs first, if it does.
    """

    indicator: Indicator
    unit: int
    value: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None
    period: str
    covered: int
    expected: int
    as_of: datetime | None
    is_stale: bool
    age: str
    light: Light
    series: tuple[tuple[str, Decimal | None], ...]
    owner: str
    alert: Alert | None = None
    bounds: Bounds | None = None
    pin: Pin | None = None

    @property
    def has_source(self) -> bool:
        """Whether anything is connected."""
        return self.indicator.feed != Feed.NONE

    @property
    def period_words(self) -> str:
        """Tháng 11 năm 2026."""
        return period(self.period).words if self.period else ""

    @property
    def mark(self) -> str:
        """What the panel is coloured by: none, green, amber, red, old, empty."""
        if not self.has_source or (self.value is None and not self.is_stale):
            return "empty"
        return "old" if self.is_stale else self.light.value.lower()

    @property
    def drawn(self) -> bool:
        """Whether there is anything to draw."""
        return sum(1 for _, value in self.series if value is not None) > 1


def wall_of(unit: int, known: Sequence[Indicator], *, of_communes: Callable[[Indicator], bool]) -> list[Indicator]:
    """Which indicators hang on the wall of a unit: the default wall, and what it answers for itself.

    of_communes: whether a statistic is asked of communes.
    """
    default = sorted((one for one in known if one.wall), key=lambda one: one.wall or 0)
    agency = agency_of(unit)
    if agency is None or agency.kind in (AgencyKind.PROVINCE, AgencyKind.OFFICE):
        return default
    counted = sorted((one for one in known if one.feed == Feed.METRIC), key=lambda one: one.wall or MOST)
    if agency.unit_code:
        first = [one for one in counted if one.wall]
        entered = [one for one in default if one.feed == Feed.STATISTIC and of_communes(one)]
        return [*first, *entered, *counted[len(first) :]][:MOST]
    own = [one for one in known if one.owner == agency.slug]
    return [*own, *(one for one in counted if one not in own)][:MOST]


def panels_of(taken: Taken | None, unit: int, *, now: datetime) -> list[Panel]:
    """The wall of a unit: what is pinned there first, then as `wall_of` says."""
    today = timezone.localdate(now)
    expected = taken.expected if taken else {}
    known = wall_of(unit, indicators(today), of_communes=lambda one: expected.get(one.feed_code, 0) > 1)
    bounds, alerts = bounds_in_force(today), {one.indicator: one for one in open_alerts(unit)}
    pins = pins_of(unit)
    if pins:
        there = {one.code: one for one in indicators(today)}
        known = [*(there[code] for code in pins if code in there), *(one for one in known if one.code not in pins)]
    return [
        panel_of(taken, one, unit, now=now, bounds=bounds, alert=alerts.get(one.code), pin=pins.get(one.code))
        for one in known
    ]


def panel_of(
    taken: Taken | None, one: Indicator, unit: int, *, now: datetime, bounds: Mapping[str, Bounds],
    alert: Alert | None = None, pin: Pin | None = None,
) -> Panel:  # fmt: skip
    """One indicator of one unit."""
    at, judge = None, bounds.get(one.code)
    told: tuple[tuple[str, Decimal | None, Decimal | None, Decimal | None], ...] = ()
    covered = expected = 0
    if taken and one.feed == Feed.METRIC and one.feed_code in taken.metrics:
        at = taken.as_of
        counted = zip(taken.months, _months(taken, one, unit), strict=True)
        told = tuple(_counted(one, of, parts) for of, parts in counted)
    elif taken and one.feed == Feed.STATISTIC:
        rows = _rows_of(taken, one, agency_of(unit))
        at = max((row.entered_at for row in rows), default=None)
        told = tuple(_added(one, of, [row for row in rows if row.period == of]) for of in _periods(rows))
        if told:
            covered = sum(1 for row in rows if row.period == told[-1][0])
            expected = taken.expected.get(one.feed_code, 0) if covered > 1 or not _is_one(unit) else 1
    of, value, above, below = told[-1] if told else ("", None, None, None)
    old = one.feed != Feed.NONE and is_stale(at, now, one.stale_after)
    light = judge.light(value, None if below is None else int(below)) if judge and not old else Light.NONE
    return Panel(
        one, unit, value, above, below, of, covered, expected, at, old, age_words(at, now), light,
        tuple((said[0], said[1]) for said in told), _called(one.owner), alert, judge, pin,
    )  # fmt: skip


def value_of(one: Indicator, parts: Parts) -> Decimal | None:
    """What parts say in the unit of the indicator; None for a share of nothing."""
    above, below = parts
    if below is None:
        return None if one.is_share else Decimal(above)
    if not below:
        return None
    return (Decimal(above) * (100 if one.is_share else 1) / Decimal(below)).quantize(HUNDREDTH, ROUND_HALF_UP)


def _counted(one: Indicator, of: str, parts: Parts) -> tuple[str, Decimal | None, Decimal | None, Decimal | None]:
    above, below = parts
    return of, value_of(one, parts), Decimal(above), None if below is None else Decimal(below)


def _months(taken: Taken, one: Indicator, unit: int) -> Sequence[Parts]:
    known = taken.metrics.get(one.feed_code, {}).get(unit)
    return known if known is not None else [(0, 0 if one.is_share else None)] * len(taken.months)


def _rows_of(taken: Taken, one: Indicator, agency: Agency | None) -> Sequence[Row]:
    """The figures that speak of a unit: its own, or all of them for the province and for whoever answers for them."""
    rows = taken.statistics.get(one.feed_code, ())
    if agency is None or agency.kind != AgencyKind.COMMUNE:
        return rows
    since = agency.valid_from or date.min  # before a merger its code was another commune's
    return [row for row in rows if row.unit_code == agency.unit_code and since <= row.last]


def _is_one(unit: int) -> bool:
    agency = agency_of(unit)
    return agency is not None and agency.kind == AgencyKind.COMMUNE


def _periods(rows: Sequence[Row]) -> list[str]:
    return sorted({row.period for row in rows})


def _added(one: Indicator, of: str, rows: Sequence[Row]) -> tuple[str, Decimal | None, Decimal | None, Decimal | None]:
    """Figures of several units as one: parts are added, then divided; plain numbers are added."""
    if all(row.denominator is not None for row in rows):
        above = plain(sum((Decimal(str(row.numerator)) for row in rows), Decimal(0)))
        below = plain(sum((Decimal(str(row.denominator)) for row in rows), Decimal(0)))
        share = (above * (100 if one.is_share else 1) / below).quantize(HUNDREDTH, ROUND_HALF_UP) if below else None
        return of, share, above, below
    # A share that was entered without its parts is one unit's; several of them cannot be added.
    if one.is_share and len(rows) > 1:
        return of, None, None, None
    return of, plain(sum((Decimal(str(row.value)) for row in rows), Decimal(0))), None, None


@cached(TTLCache(maxsize=200, ttl=settings.AGENCY_SECONDS), lock=Lock())
def _called(slug: str) -> str:
    """The short name of an agency, remembered for a minute: a wall names a dozen."""
    return people.agency(slug).short_name
