"""What officials supply for 766 because only they or the portal know it: locked figures of the warehouse.

A figure of a longer period is the sum of its months, once every month that is over is locked. What rows of ours tell in
full is never replaced by what somebody typed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from tinhso.ground.people.models import Agency, AgencyKind
from tinhso.insight.service_index.counting import SUPPLIED, Known
from tinhso.insight.warehouse.models import Observation
from tinhso.insight.warehouse.periods import Period, months_in
from tinhso.insight.warehouse.queries import locked_parts

OF_COMMUNE = ".XA"
RATIOS: Mapping[str, str] = {
    "NPSC.1.1": "766.PUBLISHED",
    "NPSC.1.2": "766.DISCLOSED",
    "NPSC.5.5": "766.STORED",
    "NPSC.6.2": "766.PAKN.ONTIME",
    "NPSC.6.3": "766.PAKN.SATISFIED",
}
RECEIVED, ABOUT = "766.PAKN.RECEIVED", "766.PAKN.DOSSIERS"
HANDLED, SATISFACTION, SERVED = "NPSC.6.2", "NPSC.6.3", "NPSC.6.4"
AT_MOST = "NPSC.5.5"  # our rows tell it from above only
ASKED: Mapping[str, str] = {**RATIOS, SERVED: ABOUT}
COMMUNES_TOO = frozenset({"766.STORED", "766.PAKN.ONTIME", "766.PAKN.SATISFIED", RECEIVED, ABOUT})

Sums = Mapping[tuple[str, str], tuple[int, int]]


def asked_of(code: str, agency: Agency | None) -> str:
    """The statistic that a unit may supply for a leaf; '' where none is asked."""
    base = ASKED.get(code, "")
    if agency is None:
        return base
    return base + OF_COMMUNE if agency.kind == AgencyKind.COMMUNE and base in COMMUNES_TOO else ""


def sums(period: Period, *, today: date) -> Sums:
    """(Statistic, unit's code) -> both parts over the period; a count stands in the first."""
    months = [one for one in months_in(period) if one.first <= today]
    over = {one.code for one in months if one.last < today} or {one.code for one in months}
    codes = {*RATIOS.values(), RECEIVED, ABOUT}
    codes |= {code + OF_COMMUNE for code in codes & COMMUNES_TOO}
    found: dict[tuple[str, str], list[Observation]] = {}
    for row in locked_parts(codes, [one.code for one in months]):
        found.setdefault((row.statistic.code, row.unit_code), []).append(row)
    return {key: _added(rows) for key, rows in found.items() if over <= {row.period for row in rows}}


def _added(rows: Iterable[Observation]) -> tuple[int, int]:
    told = list(rows)
    return (
        sum(int(row.value if row.numerator is None else row.numerator) for row in told),
        sum(int(row.denominator or 0) for row in told),
    )


def known_with(
    known: Mapping[str, Known], agency: Agency | None, unit_code: str, told: Sums
) -> dict[str, Known]:  # fmt: skip
    """What is known of a unit with what was supplied in the places that its rows do not tell in full."""
    suffix = OF_COMMUNE if agency else ""
    if agency and agency.kind != AgencyKind.COMMUNE:
        return dict(known)
    found = dict(known)
    for code, statistic in RATIOS.items():
        one, parts = known.get(code), told.get((statistic + suffix, unit_code))
        is_told = one and not one.unsure and code != AT_MOST
        if parts and not is_told:
            found[code] = Known(*parts, SUPPLIED, is_sure=True)
    if told.get((RECEIVED + suffix, unit_code), (1, 0))[0] == 0:  # nobody petitioned: nobody was unhappy
        found[SATISFACTION] = Known(0, 0, SUPPLIED, is_full=True)
        found.setdefault(HANDLED, Known(0, 0, SUPPLIED))
    about = told.get((ABOUT + suffix, unit_code))
    if about and SERVED in known:
        served = known[SERVED]
        found[SERVED] = Known(max(0, served.good - about[0]), served.all, served.things, is_sure=True)
    return found
