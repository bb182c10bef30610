"""What becomes of a task: taken on, reported, confirmed or sent back, extended, withdrawn."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.utils import timezone

from tinhso.ground.acts import act, add, change
from tinhso.ground.base.actors import Actor
from tinhso.ground.base.refused import NotAllowed, Refused
from tinhso.ground.base.vietnamese import nfc_lines
from tinhso.ground.journal.actions import record
from tinhso.ground.people.persons import Person
from tinhso.ground.reference.queries import calendar_for
from tinhso.insight.plans import queries
from tinhso.insight.plans.actions.telling import tell_later
from tinhso.insight.plans.events import PlanTaskMoved
from tinhso.insight.plans.lifecycle import OPEN, TASK
from tinhso.insight.plans.models import Directive, PlanTask, TaskStep
from tinhso.insight.plans.rules.deadlines import deadline

LONGEST_REPORT, LONGEST_FEEDBACK = 2000, 1000


@act()
def accept_task(actor: Actor, task: PlanTask, *, now: datetime) -> PlanTask:
    """The agency in charge says that it has the task."""
    task = _begin(actor, task, "accept")
    return settle(actor, task, "accept", now=now)


@act()
def report_progress(actor: Actor, task: PlanTask, *, text: str, percent: int, now: datetime) -> PlanTask:
    """Say how far it has come, in words and percent. Refused: text-missing, percent-wrong."""
    task = _begin(actor, task, "progress")
    if not 0 <= percent <= 99:
        raise Refused(
            "percent-wrong", "Tiến độ từ 0 đến 99 %; đã xong thì báo cáo hoàn thành.", field="percent"
        )  # fmt: skip
    task.report, task.percent = _said(text, "Hãy ghi đã làm được gì."), percent
    return settle(actor, task, "progress", ["report", "percent"], text=task.report, now=now)


@act()
def report_done(actor: Actor, task: PlanTask, *, text: str, now: datetime) -> PlanTask:
    """Say that it is done, and what came of it. Refused: text-missing, parts-open (a part is still worked on)."""
    task = _begin(actor, task, "report")
    _check_parts(task)
    task.report, task.percent = _said(text, "Hãy ghi kết quả đã làm."), 100
    task.reported_at, task.reported_by_ref = now, actor.ref
    changed = ["report", "percent", "reported_at", "reported_by_ref"]
    return settle(actor, task, "report", changed, text=task.report, now=now)


@act()
def confirm_task(actor: Actor, task: PlanTask, *, text: str = "", now: datetime) -> PlanTask:
    """Say that it is done. Refused: same-person (who reported it cannot confirm it), parts-open (one came since)."""
    task = _begin(actor, task, "confirm")
    if isinstance(actor, Person) and actor.ref == task.reported_by_ref:
        raise Refused("same-person", "Người xác nhận phải khác người báo cáo.")
    _check_parts(task)
    task.feedback, task.ended_at = _whole(nfc_lines(text), LONGEST_FEEDBACK), now
    return settle(actor, task, "confirm", ["feedback", "ended_at"], text=task.feedback, now=now)


@act()
def return_task(actor: Actor, task: PlanTask, *, text: str, now: datetime) -> PlanTask:
    """Ask for more; the deadline stays. Refused: text-missing."""
    task = _begin(actor, task, "return")
    task.feedback = _said(text, "Hãy ghi điều cần làm tiếp.", most=LONGEST_FEEDBACK)
    task.percent = min(task.percent, 99)
    tell_later([task], "plan-task-returned")
    return settle(actor, task, "return", ["feedback", "percent"], text=task.feedback, now=now)


@act()
def extend_task(actor: Actor, task: PlanTask, *, new_date: date, reason: str, now: datetime) -> PlanTask:
    """Name a later day, with the reason; from now on that day counts. Refused: text-missing, due-not-later."""
    task = _begin(actor, task, "extend")
    reason = _said(reason, "Hãy ghi lý do gia hạn.", most=LONGEST_FEEDBACK)
    before = timezone.localdate(task.due_at)
    calendar = calendar_for(f"agency:{task.lead_id}", known_at=now)
    found = deadline(calendar, given_at=now, asked_on=new_date, working_days=None)
    if found.on <= before:
        raise Refused("due-not-later", f"Hạn mới phải sau hạn hiện nay ({before:%d/%m/%Y}).", field="due_date")
    task.asked_on, task.working_days = new_date, None
    task.due_at, task.due_sentence, task.feedback = found.at, f"Gia hạn: {reason}. {found.sentence}"[:1000], reason
    task.extensions += 1
    changed = ["asked_on", "working_days", "due_at", "due_sentence", "extensions", "feedback"]
    return settle(actor, task, "extend", changed, text=reason, due_before=before, now=now)


@act()
def withdraw_task(actor: Actor, task: PlanTask, *, text: str, now: datetime) -> PlanTask:
    """Give the task up, with the reason; it counts neither as done nor as late. Refused: text-missing, parts-open."""
    task = _begin(actor, task, "withdraw")
    if queries.open_parts_of(task):
        raise Refused("parts-open", "Còn phần việc đã chia nhỏ đang mở; hãy thôi giao các phần đó trước.")
    task.feedback = _said(text, "Hãy ghi lý do thôi giao.", most=LONGEST_FEEDBACK)
    task.ended_at = now
    return settle(actor, task, "withdraw", ["feedback", "ended_at"], text=task.feedback, now=now)


def settle(
    actor: Actor, task: PlanTask, verb: str, changed: Sequence[str] = (), *, text: str = "",
    due_before: date | None = None, from_directive: Directive | None = None, now: datetime,
) -> PlanTask:  # fmt: skip
    """Save a task that was moved, write the step down and tell the journal."""
    change(task, ["state", *changed])
    step = TaskStep(
        task=task, verb=verb, text=text, percent=task.percent, due_before=due_before,
        due_after=timezone.localdate(task.due_at) if due_before else None, from_directive=from_directive,
        by_ref=actor.ref, by_name=actor.name[:200], at=now,
    )  # fmt: skip
    add([step])
    record(actor, PlanTaskMoved(task.pk, verb, task.state, task.percent, text, task.source), at=now)
    return task


def _begin(actor: Actor, task: PlanTask, verb: str) -> PlanTask:
    (locked,) = queries.locked_tasks([task.pk])
    if locked.state not in OPEN:
        raise Refused("task-ended", "Nhiệm vụ này đã kết thúc.")
    try:
        locked.state = str(TASK.move(locked.state, verb, queries.task_roles(actor, locked)))
    except NotAllowed:
        raise
    except Refused as refused:
        raise Refused(
            "wrong-state", f"Nhiệm vụ đang ở trạng thái “{locked.state_label}” nên không làm được việc này."
        ) from refused
    return locked


def _check_parts(task: PlanTask) -> None:
    if queries.open_parts_of(task):
        raise Refused("parts-open", "Còn phần việc đã chia nhỏ chưa được xác nhận hoàn thành.")


def _said(text: str, sentence: str, *, most: int = LONGEST_REPORT) -> str:
    if not (text := nfc_lines(text)):
        raise Refused("text-missing", sentence, field="text")
    return _whole(text, most)


def _whole(text: str, most: int) -> str:
    """The text, never cut short without a word."""
    if len(text) > most:
        raise Refused("text-long", f"Hãy viết ngắn lại, nhiều nhất {most} ký tự.", field="text")
    return text
