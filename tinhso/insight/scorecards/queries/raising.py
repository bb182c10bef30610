"""What raises a score most: of the results of others as printed, of our own as far as they are scored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tinhso.insight.scorecards.models import Assessment, IndexFamily, Stage
from tinhso.insight.scorecards.queries.published import main_values, trend
from tinhso.insight.scorecards.queries.results import Raise, Result, result

FIRST = 3


@dataclass(frozen=True)
class Raising:
    """The newest result of one unit of which points are known, and the first few things that would raise it."""

    result: Result
    first: tuple[Raise, ...]


def raising_of(family: IndexFamily, homes: Sequence[str], *, working: bool) -> list[Raising]:
    """Of each of our units the newest known result: as its owner printed it, then our own.

    homes: statistical codes. working: whether what is scored and not published may be read.
    """
    found = [one for code in homes if (one := _printed(family, code))]
    return [one for one in (*found, *_own(family, working=working)) if one.first]


def _printed(family: IndexFamily, code: str) -> Raising | None:
    for line in reversed(trend(family, code)):
        if line.version is not None and code in main_values(line.version, line.year):
            told = result(line.version, code, line.year)
            return Raising(told, tuple(told.raising[:FIRST]))
    return None


def _own(family: IndexFamily, *, working: bool) -> list[Raising]:
    """Of our own: the newest year of each version that assesses the province or one unit; many units have a page."""
    rows = Assessment.objects.filter(version__family=family, version__passes=False).select_related("version", "agency")
    rows = rows if working else rows.filter(stage=Stage.PUBLISHED, closed_at__isnull=False)
    newest: dict[int, list[Assessment]] = {}
    for one in rows.order_by("-year", "agency__sort_key"):
        its = newest.setdefault(one.version_id, [])
        if (not its or its[0].year == one.year) and one.agency_id not in {other.agency_id for other in its}:
            its.append(one)
    alone = [its[0] for its in newest.values() if len(its) == 1]
    told = [result(one.version, one.agency.slug, one.year, working=working) for one in alone]
    return [Raising(one, tuple(one.raising[:FIRST])) for one in told]
