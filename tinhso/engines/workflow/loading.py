"""Routes from seed/."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from tinhso.engines.workflow.actions import StepIn, draft_route, publish_route
from tinhso.engines.workflow.lifecycle import RouteState
from tinhso.engines.workflow.limits import Limit, LimitUnit
from tinhso.engines.workflow.models import Desk, Route, RouteVersion, StepKind
from tinhso.ground.base.actors import System

LOADER = System("seed")


def load(seed: Path, now: datetime) -> str:
    """Publish a new version of each route whose steps differ from those in force; safe to repeat."""
    wanted: dict[str, list[StepIn]] = defaultdict(list)
    for row in _rows(seed / "workflow" / "steps.csv"):
        step = StepIn(StepKind(row["kind"]), row["name"], row["role"], Desk(row["desk"]), Decimal(row["budget_days"]))
        wanted[row["route"]].append(step)
    standing = _standing()
    for row in _rows(seed / "workflow" / "routes.csv"):
        if standing.get(row["code"]) == wanted[row["code"]]:
            continue
        draft = draft_route(LOADER, row["code"], name=row["name"], steps=wanted[row["code"]], note=row["note"])
        limit = Limit(int(row["limit_value"]), LimitUnit(row["limit_unit"]))
        publish_route(LOADER, draft, limit=limit, now=now)
    return f"Quy trình: {Route.objects.count()} quy trình đang áp dụng."


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


def _standing() -> dict[str, list[StepIn]]:
    """The steps in force, by the code of their route."""
    versions = RouteVersion.objects.filter(state=RouteState.PUBLISHED)
    return {
        version.route.code: [
            StepIn(StepKind(s.kind), s.name, s.role, Desk(s.desk), s.budget_days) for s in version.steps.all()
        ]
        for version in versions.select_related("route").prefetch_related("steps")
    }
