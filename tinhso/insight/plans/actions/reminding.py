"""What the clock does to tasks: deadlines follow the calendar, agencies are reminded once of each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone

from tinhso.engines.workflow.said import deadline
from tinhso.ground.acts import act
from tinhso.ground.base.actors import System
from tinhso.ground.base.vietnamese import format_date
from tinhso.ground.journal.actions import record_all
from tinhso.ground.reference.queries import calendar_for
from tinhso.insight.plans import queries
from tinhso.insight.plans.actions.moving import settle
from tinhso.insight.plans.actions.telling import tell_later
from tinhso.insight.plans.events import PlanTaskReminded
from tinhso.insight.plans.lifecycle import ReminderKind
from tinhso.insight.plans.models import PlanTask, TaskReminder
from tinhso.insight.plans.rules.deadlines import reminder

SYSTEM = System("plans")
HANDFUL = 200


def follow_tasks(*, now: datetime) -> tuple[int, int]:
    """Once a day over all tasks that are worked on: how many deadlines moved, how many reminders were told."""
    pks = queries.worked_on()
    moved = told = 0
    for begin in range(0, len(pks), HANDFUL):
        moved_here, told_here = _follow(pks[begin : begin + HANDFUL], now=now)
        moved, told = moved + moved_here, told + told_here
    return moved, told


@act()
def _follow(pks: Sequence[int], *, now: datetime) -> tuple[int, int]:
    tasks = queries.locked_worked_on(pks)
    moved = sum(_moved(task, now=now) for task in tasks)
    return moved, _remind(tasks, now=now)


def _moved(task: PlanTask, *, now: datetime) -> bool:
    """Derive the deadline again: a decision about holidays may have come since."""
    calendar = calendar_for(f"agency:{task.lead_id}", known_at=now)
    found = deadline(calendar, given_at=task.given_at, asked_on=task.asked_on, working_days=task.working_days)
    if found.at == task.due_at:
        return False
    before = timezone.localdate(task.due_at)
    task.due_at, task.due_sentence = found.at, found.sentence[:1000]
    text = f"Lịch làm việc thay đổi: hạn chuyển từ {format_date(before)} sang {format_date(found.on)}"
    settle(SYSTEM, task, "due", ["due_at", "due_sentence"], text=text, due_before=before, now=now)
    return True


def _remind(tasks: Sequence[PlanTask], *, now: datetime) -> int:
    today = timezone.localdate(now)
    wanted = []
    for task in tasks:
        due_on = timezone.localdate(task.due_at)
        kind = reminder(calendar_for(f"agency:{task.lead_id}", known_at=now), today, due_on)
        if kind:
            wanted.append(TaskReminder(task=task, kind=kind, due_on=due_on, at=now))
    known = queries.reminded(tasks)
    fresh = [one for one in wanted if (one.task_id, one.kind, one.due_on) not in known]
    TaskReminder.objects.bulk_create(fresh)
    record_all(SYSTEM, (PlanTaskReminded(one.task_id, str(one.kind), one.due_on) for one in fresh), at=now)
    for kind in ReminderKind:
        if due := [one.task for one in fresh if one.kind == kind]:
            tell_later(due, f"plan-task-{kind.value.lower()}")
    return len(fresh)
