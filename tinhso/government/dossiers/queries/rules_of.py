"""What the rooms below say about one dossier: its parts, its steps, its working time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import lru_cache

from tinhso.engines.procedures.models import ProcedureVersion
from tinhso.engines.workflow.models import RouteVersion
from tinhso.engines.workflow.rules import Due, Limit, LimitUnit, budget_due, due
from tinhso.government.dossiers.lifecycle import Desk
from tinhso.government.dossiers.models import Dossier
from tinhso.government.dossiers.rules import RECEPTION_HOURS
from tinhso.ground.base.actors import System
from tinhso.ground.reference.queries import calendar_for

SYSTEM = System("dossiers")


@dataclass(frozen=True)
class PartRule:
    """One part that the procedure's version asks for. replaced_by: the database that makes the paper needless."""

    code: str
    name: str
    is_required: bool
    is_form: bool
    replaced_by: str


@dataclass(frozen=True)
class StepRule:
    """One step of a route: its name and its budget in working days (0 = not counted)."""

    name: str
    desk: str
    budget_days: Decimal


def part_rules(version: ProcedureVersion) -> tuple[PartRule, ...]:
    """The parts of a published version, in order; read once a process, because a version never changes."""
    return _part_rules(version.pk, version.fingerprint, str(version.published_at))


@lru_cache(maxsize=2000)
def _part_rules(version_id: int, fingerprint: str, published: str) -> tuple[PartRule, ...]:
    version = ProcedureVersion(pk=version_id)
    return tuple(
        PartRule(part.code, part.name, part.required, part.kind == "FORM", part.replaced_by)
        for part in version.parts.order_by("place")
    )


def step_at(route_version_id: int | None, desk: Desk, *, last: bool = False) -> StepRule | None:
    """The step of a route that a desk carries out (last: its last one); None when the route has no such desk."""
    if route_version_id is None:
        return None
    steps = [step for step in steps_of(route_version_id) if step.desk == desk]
    return steps[-1 if last else 0] if steps else None


def first_desk(route_version_id: int | None) -> Desk:
    """Who at the deciding agency has the dossier first: the division head, unless the route goes past him."""
    if route_version_id is None or step_at(route_version_id, Desk.DIVISION_HEAD):
        return Desk.DIVISION_HEAD
    return Desk.CASE_OFFICER


@lru_cache(maxsize=2000)
def steps_of(route_version_id: int) -> tuple[StepRule, ...]:
    """The steps of a published route version, in order; budgets are quarters of a working day."""
    return tuple(
        StepRule(step.name, step.role, step.budget_days)
        for step in RouteVersion(pk=route_version_id).steps.order_by("place")
    )


def scope_of(dossier: Dossier) -> str:
    """The calendar that counts for a dossier: that of the agency which decides."""
    return f"agency:{dossier.resolving_agency_id}"


def reception_due(received_at: datetime, *, agency_id: int) -> Due:
    """By when the one-stop must answer an online filing: 8 working hours, with its sentence."""
    calendar = calendar_for(f"agency:{agency_id}")
    return due(received_at, Limit(RECEPTION_HOURS, LimitUnit.WORKING_HOUR), calendar)


def budget_end(at: datetime, budget_days: Decimal, *, scope: str) -> datetime:
    """The moment by which a step that begins now has used its budget."""
    return budget_due(at, budget_days, calendar_for(scope))


def working_days_after(at: datetime, days: int, *, scope: str) -> Due:
    """The moment at which so many working days have passed, with its sentence."""
    return due(at, Limit(days, LimitUnit.WORKING_DAY), calendar_for(scope))
