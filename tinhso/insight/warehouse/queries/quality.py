"""Chất lượng dữ liệu: how far the data of each agency are đúng, đủ, sạch, sống; counted at the moment of asking."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import F, Max, Q
from django.utils import timezone

from tinhso.ground.people import queries as people
from tinhso.ground.people.models import Agency
from tinhso.insight.warehouse import lake
from tinhso.insight.warehouse.lifecycle import ObservationState
from tinhso.insight.warehouse.metrics.catalogue import COUNTED
from tinhso.insight.warehouse.metrics.checking import DOSSIERS, Dimension
from tinhso.insight.warehouse.metrics.totals import checks_by_agency
from tinhso.insight.warehouse.models import STALE_AFTER, Observation, Refresh
from tinhso.insight.warehouse.periods import over
from tinhso.insight.warehouse.queries.figures import dead_metrics, metrics
from tinhso.insight.warehouse.queries.observations import newest, statistics, units_to_enter
from tinhso.insight.warehouse.sources import SOURCES

TENTH = Decimal("0.1")
ONCE = "Mỗi hồ sơ có một dòng"
FRESH, TYPED, ENTERED, SENT = (
    "Chỉ tiêu cập nhật đúng chu kỳ",
    "Chỉ tiêu nhập đúng chu kỳ",
    "Ô số liệu của kỳ vừa qua đã nhập",
    "Số đã nhập không bị trả lại",
)
LATE, DEAD = "Chỉ tiêu tính muộn hơn chu kỳ", "Nguồn số liệu đã ngừng"
GONE = (ObservationState.RETURNED, ObservationState.REPLACED)


@dataclass(frozen=True)
class Found:
    """What one rule found at one agency: how many of how many are good."""

    dimension: Dimension
    words: str
    good: int
    of: int

    @property
    def bad(self) -> int:
        """How many are not."""
        return self.of - self.good


@dataclass
class Line:
    """One agency on the board, with everything that was found there."""

    agency: Agency
    found: list[Found] = field(default_factory=list)

    @property
    def scores(self) -> list[Decimal | None]:
        """A share a dimension, in their order; None where nothing is expected. Good ones are added, then divided."""
        return [self.score(dimension) for dimension in Dimension]

    def score(self, dimension: Dimension) -> Decimal | None:
        """The share of one dimension in a hundred."""
        rows = [one for one in self.found if one.dimension is dimension]
        of = sum(one.of for one in rows)
        if not of:
            return None
        # Rounded down: a hundred means that nothing at all is wrong.
        share = Decimal(100 * sum(one.good for one in rows)) / of
        return share.quantize(TENTH, ROUND_HALF_UP) if share == 100 else share.quantize(TENTH, "ROUND_DOWN")


def quality_board(*, now: datetime) -> list[Line]:
    """Every agency that owes facts or figures, in Vietnamese order."""
    today = timezone.localdate(now)
    by_agency: dict[int, list[Found]] = defaultdict(list)
    for agency, found in (*_facts().items(), *_counted(now, today).items(), *_entered(now, today).items()):
        by_agency[agency] += found
    lines = [Line(people.agency_by_id(agency), found) for agency, found in by_agency.items()]
    return sorted(lines, key=lambda line: line.agency.sort_key)


def _facts() -> dict[int, list[Found]]:
    """The rules over dossiers, all of them in one walk."""
    answer = checks_by_agency(lake.table("dossiers")).to_pyarrow().to_pylist()
    return {
        row["agency"]: [
            *(Found(one.dimension, one.words, row[f"{one.code}_good"], row[f"{one.code}_of"]) for one in DOSSIERS),
            Found(Dimension.CLEAN, ONCE, row["things"], row["rows"]),
        ]
        for row in answer
    }


def _counted(now: datetime, today: date) -> Mapping[int, list[Found]]:
    """How many counted metrics of an owner are as fresh as their class asks; those that are not by name.

    A definition whose source died is not fresh for ever: it is named until somebody ends it.
    """
    ages = {source.name: lake.as_of(source.name) for source in SOURCES}
    found: dict[str, list[Found]] = defaultdict(list)
    fresh: dict[str, int] = defaultdict(int)
    for one in metrics(today):
        as_of = ages[COUNTED[one.code].facts]
        if as_of is not None and now - as_of <= one.stale_after:
            fresh[one.owner] += 1
        else:
            found[one.owner].append(Found(Dimension.ALIVE, f"{LATE}: {one.name}", 0, 1))
    for one in dead_metrics(today):
        found[one.owner].append(Found(Dimension.ALIVE, f"{DEAD}: {one.name}", 0, 1))
    for owner, many in fresh.items():
        found[owner].append(Found(Dimension.ALIVE, FRESH, many, many))
    return {people.agency(owner).pk: rows for owner, rows in found.items()}


def _entered(now: datetime, today: date) -> Mapping[int, list[Found]]:
    """What each owner's statistics say: filled cells of the last period, figures sent back, freshness."""
    found: dict[int, list[Found]] = defaultdict(list)
    fresh: dict[int, list[bool]] = defaultdict(list)
    asked = statistics(today)
    last = {every: over(every, today, 1)[0] for every in {one.every for one in asked}}
    rows = newest(Observation.objects.filter(statistic__in=asked, period__in=[one.code for one in last.values()]))
    filled = Counter(rows.exclude(state__in=GONE).values_list("statistic", "period"))
    entered_at = dict(
        Observation.objects.exclude(state__in=GONE).values_list("statistic__code").annotate(at=Max("entered_at"))
    )
    units: dict[tuple[str, str, str], int] = {}
    for one in asked:
        owner, of = people.agency(one.owner), last[one.every]
        key = (one.owner, one.level, of.code)
        if key not in units:
            units[key] = len(units_to_enter(one, owner, of))
        good = min(filled[one.pk, of.code], units[key])
        found[owner.pk].append(Found(Dimension.COMPLETE, f"{ENTERED}: {one.name}", good, units[key]))
        at = entered_at.get(one.code)
        fresh[owner.pk].append(at is not None and now - at <= STALE_AFTER[Refresh(one.every)])
    for owner_id, flags in fresh.items():
        found[owner_id].append(_alive(flags))
        found[owner_id] += _sent_back(owner_id)
    return found


def _sent_back(owner: int) -> list[Found]:
    """How many newest versions were good enough not to be sent back, and lie within what can be."""
    slug = people.agency_by_id(owner).slug
    rows = newest(Observation.objects.filter(statistic__owner=slug))
    within = (Q(statistic__least__isnull=True) | Q(value__gte=F("statistic__least"))) & (
        Q(statistic__most__isnull=True) | Q(value__lte=F("statistic__most"))
    )
    return [Found(Dimension.VALID, SENT, rows.filter(within).exclude(state__in=GONE).count(), rows.count())]


def _alive(flags: list[bool]) -> Found:
    return Found(Dimension.ALIVE, TYPED, sum(flags), len(flags))
