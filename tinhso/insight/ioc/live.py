"""The part of a wall that changes, as one thing: the page, the fragment and the stream all show just this."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from tinhso.ground.people import queries as people
from tinhso.ground.people.models import AgencyKind
from tinhso.insight.ioc import actions, queries
from tinhso.insight.ioc.queries import Taken
from tinhso.insight.warehouse.queries import PROVINCE

MOST_ALERTS, MOST_PLACES = 6, 8
WORST = "ADM.OVERDUE"


def taken_for(now: datetime) -> Taken | None:
    """The newest snapshot; counted here and now where there is none yet."""
    taken = queries.newest()
    if taken is None:
        actions.refresh(now=now)
        taken = queries.newest()
    return taken


def live_context(unit: int, *, now: datetime) -> dict[str, Any]:
    """What the fragment of a unit's wall is drawn from."""
    taken = taken_for(now)
    alerts = queries.named(queries.open_alerts(unit)[:MOST_ALERTS], now=now)
    return {
        "panels": queries.panels_of(taken, unit, now=now),
        "agency": queries.agency_of(unit),
        "alerts": alerts,
        "worst": _worst(taken) if unit == PROVINCE else [],
        "shift": queries.on_duty(),
        "at": taken.as_of if taken else None,
        "now": now,
    }


def _worst(taken: Taken | None) -> list[tuple[Any, int, int]]:
    """Communes with most dossiers overdue now: (agency, overdue, in process), the first step to a dossier."""
    told = taken.metrics.get(WORST, {}) if taken else {}
    late = sorted(
        ((months[-1][0], months[-1][1] or 0, unit) for unit, months in told.items() if unit and months[-1][0]),
        key=lambda row: (-row[0], row[2]),
    )
    found = [(people.agency_by_id(unit), above, below) for above, below, unit in late]
    return [row for row in found if row[0].kind == AgencyKind.COMMUNE][:MOST_PLACES]
