"""What was published of units: series over years, leagues of a year; what conflicts stands side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count

from tinhso.insight.scorecards.models import IndexFamily, IndexVersion, Kind, PublishedScore
from tinhso.insight.scorecards.models.published import TOTAL
from tinhso.insight.scoring.rules.ranking import faults_of


@dataclass(frozen=True)
class YearLine:
    """All that was said of one unit's total for one assessment year.

    official: what counts, None where only others spoke. also: official on another number of units (34 beside 63).
    others: derived, claimed or bound, beside it.
    breaks: another version of the index or another number of units than the year before: never joined by a line.
    """

    year: int
    version: IndexVersion | None
    official: PublishedScore | None
    also: tuple[PublishedScore, ...]
    others: tuple[PublishedScore, ...]
    breaks: bool

    @property
    def is_disputed(self) -> bool:
        """Somebody says another rank than the official one, of as many units."""
        known = {(one.rank_of, one.rank) for one in (self.official, *self.also) if one}
        of = {rank_of for rank_of, _rank in known}
        return any(one.rank and one.rank_of in of and (one.rank_of, one.rank) not in known for one in self.others)


def totals(family: IndexFamily) -> list[PublishedScore]:
    """Headline figures of units, oldest first; the official before what others say."""
    rows = PublishedScore.objects.filter(family=family).exclude(unit_code="").select_related("version")
    heads = [row for row in rows.order_by("year", "pk") if row.component == TOTAL or not row.node]
    return sorted(heads, key=lambda row: (row.year, not row.is_official))


def trend(family: IndexFamily, unit_code: str) -> list[YearLine]:
    """One unit over the years."""
    by_year: dict[int, list[PublishedScore]] = {}
    for row in totals(family):
        if row.unit_code == unit_code:
            by_year.setdefault(row.year, []).append(row)
    lines: list[YearLine] = []
    before: tuple[int | None, int | None] | None = None
    for year, rows in sorted(by_year.items()):
        officials = [row for row in rows if row.is_official]
        official = officials[0] if officials else None
        shown = official or rows[0]
        here = (shown.version_id, shown.rank_of or 63)
        others = tuple(row for row in rows if not row.is_official)
        breaks = before is not None and here != before
        lines.append(YearLine(year, shown.version, official, tuple(officials[1:]), others, breaks))
        before = here
    return lines


@dataclass(frozen=True)
class League:
    """A ranking of one year, as far as it is known. faults: ranks that cannot all be right."""

    year: int
    rank_of: int
    rows: tuple[PublishedScore, ...]
    faults: tuple[int, ...]

    @property
    def is_whole(self) -> bool:
        """Every unit's rank is known."""
        return len(self.rows) == self.rank_of


def league(family: IndexFamily, year: int, rank_of: int) -> League:
    """Official ranks only: claims and what was derived never feed a ranking."""
    rows = [row for row in totals(family) if row.year == year and row.rank_of == rank_of and row.is_official]
    known = sorted((row for row in rows if row.rank), key=lambda row: (row.rank or 0, row.unit))
    faults = faults_of([row.rank or 0 for row in known]) if len(known) == rank_of else []
    return League(year, rank_of, tuple(known), tuple(faults))


def years_of(family: IndexFamily) -> list[tuple[int, int]]:
    """(year, number of units ranked) of which official ranks are known, newest first."""
    rows = PublishedScore.objects.filter(family=family, kind=Kind.OFFICIAL, rank__isnull=False, rank_of__isnull=False)
    found = rows.values_list("year", "rank_of").annotate(many=Count("pk")).order_by("-year", "rank_of")
    return [(year, rank_of) for year, rank_of, _many in found if rank_of]


def known_units(family: IndexFamily) -> list[tuple[str, str]]:
    """(code, name) of every unit of which the family says something."""
    rows = PublishedScore.objects.filter(family=family).exclude(unit_code="").order_by("unit")
    return list(dict.fromkeys(rows.values_list("unit_code", "unit")))


def newest(family: IndexFamily, codes: Sequence[str]) -> list[PublishedScore]:
    """The official headline figures of our own units in the youngest year that has one: all, not the best alone."""
    rows = [row for row in totals(family) if row.unit_code in codes and row.is_official]
    youngest = max((row.year for row in rows), default=0)
    return sorted((row for row in rows if row.year == youngest), key=lambda row: codes.index(row.unit_code))


def main_values(version: IndexVersion, year: int) -> dict[str, dict[str, Decimal]]:
    """Official values of main indices and pillars: unit code -> node code -> value as printed."""
    rows = PublishedScore.objects.filter(version=version, year=year, kind=Kind.OFFICIAL, value__isnull=False)
    found: dict[str, dict[str, Decimal]] = {}
    for row in rows.exclude(node="").exclude(unit_code=""):
        if row.value is not None:
            found.setdefault(row.unit_code, {})[row.node] = row.value
    return found
