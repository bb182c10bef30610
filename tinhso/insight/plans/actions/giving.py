"""Giving tasks: one, or one to each of many agencies at once; each with a deadline and its reason."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from tinhso.ground.acts import act, add
from tinhso.ground.base.actors import Actor
from tinhso.ground.base.identifiers import uuid7
from tinhso.ground.base.refused import NotAllowed, Refused
from tinhso.ground.base.vietnamese import nfc, nfc_lines
from tinhso.ground.journal.actions import record_all
from tinhso.ground.people.models import Agency
from tinhso.ground.people.persons import Person
from tinhso.ground.people.queries import stands_on
from tinhso.ground.reference.queries import calendar_for
from tinhso.ground.reference.rules import WorkingCalendar
from tinhso.insight.plans import queries
from tinhso.insight.plans.actions.telling import tell_later
from tinhso.insight.plans.events import PlanTaskGiven
from tinhso.insight.plans.models import Directive, PlanTask, Target, TaskStep
from tinhso.insight.plans.rules.deadlines import Deadline, deadline

MOST_AT_ONCE = 500


@dataclass(frozen=True)
class Due:
    """How a deadline is said: exactly one of the two."""

    on: date | None = None
    working_days: int | None = None


def give_task(
    actor: Actor,
    *,
    title: str,
    lead: Agency,
    coordinating: Sequence[Agency] = (),
    due_date: date | None = None,
    working_days: int | None = None,
    source: str = "",
    detail: str = "",
    giver: Agency | None = None,
    directive: Directive | None = None,
    target: Target | None = None,
    parent: PlanTask | None = None,
    now: datetime,
) -> PlanTask:
    """Give one agency a task with a deadline: a day, or a number of working days, never both or neither.

    source: what made it necessary, as its room names it (ioc:alert:12). giver: by default the agency for which the
    actor may give; for the system the province. Refused: title-missing, due-missing, days-wrong, due-passed, lead-gone,
    not-yours-to-give, parent-ended, directive-ended, target-ended; NotAllowed.
    """
    (task,) = give_tasks(
        actor, title=title, leads=[lead], coordinating=coordinating, due=Due(due_date, working_days), source=source,
        detail=detail, giver=giver, directive=directive, target=target, parent=parent, now=now,
    )  # fmt: skip
    return task


@act()
def give_tasks(
    actor: Actor,
    *,
    title: str,
    leads: Sequence[Agency],
    coordinating: Sequence[Agency] = (),
    due: Due,
    source: str = "",
    detail: str = "",
    giver: Agency | None = None,
    directive: Directive | None = None,
    target: Target | None = None,
    parent: PlanTask | None = None,
    now: datetime,
) -> list[PlanTask]:
    """The same to each of several agencies: one row each, which share a batch. A few statements however many."""
    if not (title := nfc(title)[:300]):
        raise Refused("title-missing", "Hãy ghi nhiệm vụ.", field="title")
    if not leads:
        raise Refused("lead-missing", "Hãy chọn cơ quan chủ trì.", field="leads")
    if len(leads) > MOST_AT_ONCE:
        raise Refused("too-many", f"Mỗi lần giao cho nhiều nhất {MOST_AT_ONCE} cơ quan.", field="leads")
    on = timezone.localdate(now)
    giver = _giver(actor, giver, on=on)
    _check_standing((parent.directive if parent else None) or directive, target)
    if parent is not None:
        (parent,) = queries.locked_tasks([parent.pk])
        _check_parent(giver, parent)
        directive, target = parent.directive, parent.target
    for lead in leads:
        _check_lead(giver, lead, parent, on=on)
    batch, dues, tasks, detail = uuid7(), {}, [], nfc_lines(detail)[:4000]
    for lead in leads:
        calendar = calendar_for(f"agency:{lead.pk}", known_at=now)
        if calendar not in dues:
            dues[calendar] = _deadline(calendar, due, now=now)
        tasks.append(
            PlanTask(
                directive=directive, target=target, parent=parent, batch=batch, title=title, detail=detail,
                source=source[:80], giver=giver, lead=lead, asked_on=due.on, working_days=due.working_days,
                due_at=dues[calendar].at, due_sentence=dues[calendar].sentence[:1000], given_by_ref=actor.ref,
                given_by_name=actor.name[:200], given_at=now,
            )
        )  # fmt: skip
    PlanTask.objects.bulk_create(tasks)
    _tell_helpers(tasks, coordinating)
    add([_first_step(actor, task, now=now) for task in tasks])
    given = (PlanTaskGiven(one.pk, one.lead_id, timezone.localdate(one.due_at), one.source) for one in tasks)
    record_all(actor, given, at=now)
    tell_later(tasks, "plan-task-given")
    return tasks


def _giver(actor: Actor, giver: Agency | None, *, on: date) -> Agency:
    """In whose name an actor gives. NotAllowed for who may give for nobody, or not for that one."""
    if not isinstance(actor, Person):
        if "system" not in actor.roles:
            raise NotAllowed("not-a-giver", "Chỉ lãnh đạo cơ quan giao được nhiệm vụ.")
        return giver or queries.province_on(on)
    own = queries.giving_agencies(actor)
    if not own or (giver is not None and giver.pk not in {one.pk for one in own}):
        raise NotAllowed("not-a-giver", "Chỉ lãnh đạo cơ quan giao được nhiệm vụ.")
    return giver or own[0]


def _check_standing(directive: Directive | None, target: Target | None) -> None:
    """Lock the paper before its tasks, as a replacement does: none comes in below it while they are carried over."""
    if directive is not None and queries.locked_directives(directive.pk)[0].ended_on:
        raise Refused("directive-ended", "Văn bản đã hết hiệu lực; hãy giao theo văn bản thay thế.", field="directive")
    if target is not None and target.ended_on:
        raise Refused("target-ended", "Chỉ tiêu đã hết hiệu lực.", field="target")


def _check_parent(giver: Agency, parent: PlanTask) -> None:
    if not parent.is_open:
        raise Refused("parent-ended", "Nhiệm vụ lớn đã kết thúc nên không giao thêm phần việc được.")
    if giver.pk not in {parent.lead_id, parent.giver_id}:
        raise NotAllowed("not-your-task", "Chỉ cơ quan chủ trì hoặc cơ quan giao chia nhỏ được nhiệm vụ này.")


def _check_lead(giver: Agency, lead: Agency, parent: PlanTask | None, *, on: date) -> None:
    if not stands_on(lead, on):
        raise Refused("lead-gone", f"{lead.name} không còn hoạt động; hãy giao cho cơ quan kế thừa.", field="leads")
    if not queries.may_lead(giver, lead, parent):
        raise Refused(
            "not-yours-to-give",
            f"{giver.name} không giao được nhiệm vụ cho {lead.name}; hãy đề nghị Ủy ban nhân dân tỉnh giao.",
            field="leads",
        )


def _deadline(calendar: WorkingCalendar, due: Due, *, now: datetime) -> Deadline:
    return deadline(calendar, given_at=now, asked_on=due.on, working_days=due.working_days)


def _tell_helpers(tasks: Iterable[PlanTask], coordinating: Sequence[Agency]) -> None:
    link = PlanTask.coordinating.through
    link.objects.bulk_create(
        link(plantask_id=task.pk, agency_id=helper.pk)
        for task in tasks
        for helper in coordinating
        if helper.pk != task.lead_id
    )


def _first_step(actor: Actor, task: PlanTask, *, now: datetime) -> TaskStep:
    return TaskStep(
        task=task, verb="give", text=task.detail[:2000], due_after=timezone.localdate(task.due_at), by_ref=actor.ref,
        by_name=actor.name[:200], at=now,
    )  # fmt: skip
