"""Tasks that documents gave: reported, sent on, closed."""

from __future__ import annotations

from datetime import datetime

from tinhso.engines.workflow.actions import stop_clock
from tinhso.government.documents import queries
from tinhso.government.documents.actions.moving import given
from tinhso.government.documents.actions.telling_officials import tell_of_task
from tinhso.government.documents.events import TaskMoved
from tinhso.government.documents.lifecycle import TASK, TaskState
from tinhso.government.documents.models import Document, Task
from tinhso.ground.acts import act, change
from tinhso.ground.base.actors import Actor, System
from tinhso.ground.base.refused import Refused
from tinhso.ground.base.vietnamese import nfc_lines
from tinhso.ground.journal.actions import record
from tinhso.ground.people.persons import Person

SYSTEM = System("documents")


@act()
def report_task(actor: Person, task: Task, *, report: str, now: datetime) -> Task:
    """Say what was done; who gave the task decides whether it is enough. Refused: reason-missing, wrong-role."""
    task = _begin(actor, task, "report")
    if not (report := nfc_lines(report)[:2000]):
        raise Refused("report-missing", "Hãy ghi kết quả đã làm.", field="report")
    task.report, task.reported_at, task.reason = report, now, ""
    return _settle(actor, task, "report", ["report", "reported_at", "reason"], now=now)


@act()
def return_task(actor: Person, task: Task, *, reason: str, now: datetime) -> Task:
    """Ask for more; the time given does not change. Refused: reason-missing, wrong-role."""
    task = _begin(actor, task, "return")
    task.reason = given(reason, "Hãy ghi điều cần làm tiếp.")
    reported = task.reported_at.isoformat() if task.reported_at else ""  # returned twice, told twice
    facts = {"reason": task.reason, "reported_at": reported}
    tell_of_task(actor, task.document, task, "task-returned", to=[task.lead], now=now, **facts)
    return _settle(actor, task, "return", ["reason"], now=now)


@act()
def close_task(actor: Person, task: Task, *, now: datetime) -> Task:
    """Say that it is done; its clock stops. Refused: wrong-role."""
    return end_task(actor, task, result=None, now=now, by_owner=True)


def end_task(actor: Actor, task: Task, *, result: Document | None, now: datetime, by_owner: bool = False) -> Task:
    """End a task, by who gave it or with its document."""
    task = _begin(actor if by_owner else SYSTEM, task, "close")
    task.result, task.ended_at = result, now
    if task.clock:
        stop_clock(actor, task.clock, now=now)
    return _settle(actor, task, "close", ["result", "ended_at"], now=now)


def _begin(actor: Actor, task: Task, verb: str) -> Task:
    task = queries.locked_task(task)
    if task.state == TaskState.DONE:
        raise Refused("task-done", "Nhiệm vụ này đã kết thúc.")
    task.state = str(TASK.move(task.state, verb, queries.task_roles(actor, task)))
    return task


def _settle(actor: Actor, task: Task, verb: str, changed: list[str], *, now: datetime) -> Task:
    change(task, ["state", *changed])
    record(actor, TaskMoved(task.document_id, task.pk, verb, task.state, task.reason), at=now)
    return task
