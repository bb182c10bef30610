"""Of our own: 98 components of every agency out of the warehouse's facts, scored up to their roots; limit 10 s."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from decimal import Decimal
from itertools import product

from bench.progress import note
from bench.report import Row
from bench.stage import Stage
from tinhso.insight.scorecards.rules import trees
from tinhso.insight.scorecards.rules.patterns import Given, Pattern, points
from tinhso.insight.service_index import counting
from tinhso.insight.warehouse import actions, queries
from tinhso.insight.warehouse.metrics.counting import Count, Counted
from tinhso.insight.warehouse.periods import Period, months_back

BAR_S = 10.0
MONTHS = 14  # times seven counts of dossiers: as many leaves as DTI has components
MOST = Decimal(10)


def run(stage: Stage) -> list[Row]:
    """Wall seconds for one walk over all facts and the arithmetic of every agency; the pull is told beside it."""
    now = datetime.now(UTC)
    began = time.perf_counter()
    files = actions.pull_facts(now=now, anew=True)
    note(f"{files} files of facts pulled in {time.perf_counter() - began:.0f} s")
    counts = {one.count for one in counting.LEAVES.values()}
    each = product(sorted(counts, key=lambda count: count.__name__), months_back(now, MONTHS))
    leaves = {f"X.{place % 8 + 1}.{place}": _fixed(count, month) for place, (count, month) in enumerate(each)}
    twigs = [trees.Twig("X", "", None), *(trees.Twig(f"X.{main}", "X", None) for main in range(1, 9))]
    twigs += [trees.Twig(code, code.rpartition(".")[0], MOST) for code in leaves]
    began = time.perf_counter()
    told = queries.counts_of(leaves, months_back(now, 1)[0])
    units = {unit for by_unit in told.values() for unit in by_unit}
    totals = {
        unit: trees.score(twigs, {code: _points(*told[code].get(unit, (0, 0))) for code in leaves})["X"]
        for unit in units
    }
    seconds = time.perf_counter() - began
    if len(leaves) != 98 or not all(total.is_complete for total in totals.values()):
        raise SystemExit("own: scorecards: some totals are not known")
    note(f"98 components of {len(totals)} agencies in {seconds:.2f} s over {stage.dossiers:,} dossiers")
    item = "own: scorecards"
    return [Row(item, "s", seconds, BAR_S, "the issue's bar", BAR_S / seconds, stage.dossiers, item)]


def _fixed(count: Count, month: Period) -> Counted:
    """The same count of one month, whatever period is asked for."""
    return Counted("dossiers", lambda rows, _period: count(rows, month))


def _points(numerator: int, denominator: int | None) -> Decimal:
    """Nothing to divide by earns nothing."""
    said = Given(Decimal(numerator), Decimal(denominator or 0))
    return points(Pattern.RATIO, {}, said, MOST) or Decimal(0)
