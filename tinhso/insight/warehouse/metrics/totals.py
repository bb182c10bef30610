"""Every metric of every agency in one walk: one expression, whichever engine carries it out."""

from __future__ import annotations

from collections.abc import Sequence

import ibis.expr.types as ir

from tinhso.insight.warehouse.metrics.catalogue import CONCERNED, COUNTED
from tinhso.insight.warehouse.metrics.checking import DOSSIERS
from tinhso.insight.warehouse.metrics.counting import Rows, named, one_if
from tinhso.insight.warehouse.periods import Period


def by_agency(rows: Rows, codes: Sequence[str], period: Period) -> ir.Table:
    """A row an agency: numerator and denominator of each metric, in the columns that `named` gives them.

    rows: the facts that all of these metrics count. ValueError where they count others.
    """
    each = {}
    (facts,) = {COUNTED[code].facts for code in codes}
    touched = rows.filter(CONCERNED[facts](rows, period))
    for code in codes:
        numerator, denominator = COUNTED[code].count(touched, period)
        above, below = named(code)
        each[above] = numerator.sum()
        if denominator is not None:
            each[below] = denominator.sum()
    return touched.group_by("agency").aggregate(**each)


def checks_by_agency(rows: Rows) -> ir.Table:
    """A row an agency: of each rule how many it concerns and how many hold; rows, and things that they speak of."""
    each: dict[str, ir.Value] = {"rows": rows.count(), "things": rows.dossier.nunique()}
    for check in DOSSIERS:
        concerns = check.concerns(rows)
        each[f"{check.code}_of"] = one_if(concerns).sum()
        each[f"{check.code}_good"] = one_if(concerns & check.holds(rows)).sum()
    return rows.group_by("agency").aggregate(**each)
