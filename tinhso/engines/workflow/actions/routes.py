"""Drafting and publishing routes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from tinhso.engines.workflow.events import RoutePublished
from tinhso.engines.workflow.lifecycle import OWNER, ROUTE, RouteState
from tinhso.engines.workflow.limits import Limit
from tinhso.engines.workflow.models import Desk, Route, RouteVersion, Step, StepKind
from tinhso.engines.workflow.rules import budget_excess
from tinhso.ground.base.actors import Actor
from tinhso.ground.base.refused import Refused
from tinhso.ground.base.vietnamese import format_number
from tinhso.ground.journal.actions import record

QUARTER = Decimal("0.25")


@dataclass(frozen=True)
class StepIn:
    """One step as it is written down; budget_days in quarters of a working day, 0 = not counted."""

    kind: StepKind
    name: str
    role: str
    desk: Desk
    budget_days: Decimal


@transaction.atomic
def draft_route(actor: Actor, code: str, *, name: str, steps: Sequence[StepIn], note: str = "") -> RouteVersion:
    """Write the next version of a route as a draft. Refused for budgets that are not quarters of a day."""
    wrong = [step for step in steps if step.budget_days < 0 or step.budget_days % QUARTER]
    if wrong:
        raise Refused("budget-not-quarter", f"Bước “{wrong[0].name}”: thời gian tính theo phần tư ngày làm việc.")
    route, _ = Route.objects.select_for_update().update_or_create(code=code, defaults={"name": name})
    last = route.versions.order_by("-number").first()
    version = RouteVersion.objects.create(route=route, number=last.number + 1 if last else 1, note=note)
    Step.objects.bulk_create(
        Step(route_version=version, place=place, kind=s.kind, name=s.name, role=s.role, desk=s.desk,
             budget_days=s.budget_days)
        for place, s in enumerate(steps, start=1)
    )  # fmt: skip
    return version


@transaction.atomic
def publish_route(actor: Actor, version: RouteVersion, *, limit: Limit, now: datetime) -> RouteVersion:
    """Bring a draft into force and retire the version before it (TT 01/2018 Điều 8).

    Refused when it has no step that signs or issues the result, or when its budgets exceed the legal limit.
    """
    version = RouteVersion.objects.select_for_update(of=["self"]).select_related("route").get(pk=version.pk)
    state = RouteState(ROUTE.move(version.state, "publish", OWNER))
    steps = list(version.steps.all())
    if not {StepKind.SIGN, StepKind.ISSUE_RESULT} & {step.kind for step in steps}:
        raise Refused("route-without-end", "Quy trình phải có bước ký duyệt hoặc phát hành kết quả.")
    excess = budget_excess((step.budget_days for step in steps), limit)
    if excess > 0:
        over = format_number(excess.normalize())
        sentence = f"Tổng thời gian các bước vượt thời hạn {limit.words} là {over} ngày làm việc."
        raise Refused("budget-exceeds-limit", sentence, field="steps")
    before = RouteVersion.objects.filter(route=version.route, state=RouteState.PUBLISHED)
    before.update(state=RouteState.RETIRED, retired_at=now)
    version.state, version.published_at = state, now
    version.save(update_fields=["state", "published_at"])
    total = sum((step.budget_days for step in steps), Decimal(0))
    record(actor, RoutePublished(version.route.code, version.number, str(total), limit.words), at=now)
    return version
