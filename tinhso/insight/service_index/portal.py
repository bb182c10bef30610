"""What the national portal confirmed: dossiers that it has, results that it was told of.

Of the two numbers by which the decision divides, ours and the portal's, only ours is known here; where the portal
counts more, it prints less. What it put into its own personal store nobody tells us: what it was not told of cannot be
there, so that leaf is bounded from above.
"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

import ibis
from django.conf import settings
from django.db.models import QuerySet

from tinhso.government.dossiers.models import Dossier
from tinhso.government.dossiers.queries import visible_to
from tinhso.ground.people.persons import Person
from tinhso.insight.warehouse import lake
from tinhso.insight.warehouse.metrics.administrative import solved_in, taken_in
from tinhso.insight.warehouse.metrics.counting import Condition, Rows, one_if
from tinhso.insight.warehouse.periods import Period
from tinhso.insight.warehouse.queries import PROVINCE

SYNCED, STORED = "NPSC.1.4", "NPSC.5.5"
Counts = dict[str, dict[int, tuple[int, int]]]


def is_known() -> bool:
    """Whether the portal is told anything at all from here, and the warehouse heard of it."""
    return bool(settings.PORTAL["is_on"]) and lake.as_of("portal") is not None


def leaves() -> tuple[str, ...]:
    """The leaves that can be told now: only the older of the two interfaces carries results in the same letter."""
    if not is_known():
        return ()
    return (SYNCED, STORED) if settings.PORTAL["dialect"] == "classic" else (SYNCED,)


def _rows() -> Rows:
    """Every dossier with what the portal confirmed of it."""
    told = lake.table("portal").select("dossier", "confirmed_at", "result_confirmed_at")
    return lake.table("dossiers").left_join(told, "dossier")


def _counted(rows: Rows, code: str, period: Period) -> tuple[Condition, Condition]:
    """What is good, and what belongs to a leaf. Confirmed later than the period does not count in it."""
    end = ibis.literal(period.end)
    if code == SYNCED:
        return rows.confirmed_at < end, taken_in(rows, period)
    return rows.result_confirmed_at < end, solved_in(rows, period) & rows.has_e_result


def counts(period: Period) -> Counts:
    """Leaf -> agency, and PROVINCE -> (confirmed, all); nothing where the portal is told nothing."""
    codes = leaves()
    if not codes:
        return {}
    rows, each = _rows(), {}
    for code in codes:
        good, belongs = _counted(rows, code, period)
        slug = code.lower().replace(".", "_")
        each[f"{slug}_n"], each[f"{slug}_d"] = one_if(belongs & good).sum(), one_if(belongs).sum()
    answer = rows.group_by("agency").aggregate(**each).to_pyarrow().to_pylist()
    found: Counts = {}
    for code in codes:
        slug = code.lower().replace(".", "_")
        told = {row["agency"]: (int(row[f"{slug}_n"] or 0), int(row[f"{slug}_d"] or 0)) for row in answer}
        told[PROVINCE] = (sum(n for n, _d in told.values()), sum(d for _n, d in told.values()))
        found[code] = told
    return found


def share_of(count: tuple[int, int] | None) -> Decimal | None:
    """The part that was confirmed; None where nothing was received or nobody knows."""
    return Decimal(count[0]) / count[1] if count and count[1] else None


def lost_dossiers(person: Person, code: str, unit: int, period: Period, *, limit: int) -> QuerySet[Dossier]:
    """The dossiers that the portal did not confirm, newest first, among those that this person may see."""
    rows = _rows()
    good, belongs = _counted(rows, code, period)
    chosen = belongs & ~good.fill_null(False)
    if unit != PROVINCE:
        chosen = chosen & (rows.agency == unit)
    newest = rows.filter(chosen).order_by(ibis.desc("filed_at")).limit(limit).dossier.to_pyarrow().to_pylist()
    return visible_to(person).filter(pk__in=newest).order_by("-filed_at", "-pk")


def as_of(now: datetime) -> datetime:
    """Up to which moment both tables tell everything; now where one tells nothing."""
    ends = [lake.as_of(name) for name in ("dossiers", "portal")]
    return min((end for end in ends if end is not None), default=now)
