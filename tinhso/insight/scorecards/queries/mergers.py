"""The provinces that ours was made of, side by side and put together as the owner of the index did."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from tinhso.ground.reference.models import Unit
from tinhso.insight.scorecards.models import IndexFamily, PublishedScore
from tinhso.insight.scorecards.queries.published import totals
from tinhso.insight.scoring.rules.merging import Part, merged


@dataclass(frozen=True)
class YearTogether:
    """One year. named: each old province in the order of the view, with None where nothing official is known.

    value: of all together, None while one of them is unknown or the family has no rule; scale: of that value.
    """

    year: int
    named: tuple[tuple[str, PublishedScore | None], ...]
    value: Decimal | None
    scale: str


@dataclass(frozen=True)
class Together:
    """Old provinces (names in order) over the years in which at least two of them have an official figure."""

    names: tuple[str, ...]
    years: tuple[YearTogether, ...]


def together(family: IndexFamily, olds: Sequence[Unit]) -> Together | None:
    """What the provinces of which ours was made had in the years before: None where fewer than two are known.

    Claims and what was derived never feed the value.
    """
    codes = [one.code for one in olds]
    until = min((one.valid_to.year - 1 for one in olds if one.valid_to), default=0)
    found: dict[int, dict[str, PublishedScore]] = {}
    names: dict[str, str] = {}
    for row in totals(family):
        if row.unit_code in codes and row.is_official and row.year <= until and (row.rank_of or 63) == 63:
            found.setdefault(row.year, {}).setdefault(row.unit_code, row)
            names.setdefault(row.unit_code, row.unit)
    known = {code: names[code] for code in codes if code in names}
    years = tuple(
        _year(family, year, {name: held.get(code) for code, name in known.items()}, whole=len(known) == len(codes))
        for year, held in sorted(found.items())
        if len(held) > 1
    )
    return Together(tuple(known.values()), years) if years else None


def _year(family: IndexFamily, year: int, scores: dict[str, PublishedScore | None], *, whole: bool) -> YearTogether:
    scales = {score.scale for score in scores.values() if score}
    scale = scales.pop() if len(scales) == 1 else ""
    parts = [Part(score.value if score else None) for score in scores.values()]
    value = merged(family.merge_rule, parts) if family.merge_rule and whole and scale else None
    return YearTogether(year, tuple(scores.items()), value, scale)
