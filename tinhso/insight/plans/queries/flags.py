"""Tasks whose paper was recalled or replaced: which are to be flagged, which wait for a decision, what was decided."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from tinhso.ground.base.actors import Actor
from tinhso.ground.base.refused import NotVisible
from tinhso.ground.people.persons import Person
from tinhso.insight.plans.lifecycle import GIVER, OPEN, FlagState
from tinhso.insight.plans.models import PlanTask, TaskFlag
from tinhso.insight.plans.queries.access import giving_agencies, task_roles, visible_to

SOURCE = "document:"
NEEDED = ("document", "replacement", "task__lead", "task__giver", "task__directive")


def papers_of_open_tasks() -> Mapping[int, list[int]]:
    """Which open tasks hang on which documents: on the one that is their directive, and on the one that gave them."""
    found = defaultdict[int, list[int]](list)
    rows = PlanTask.objects.filter(state__in=OPEN).order_by("pk")
    under = rows.filter(directive__document__isnull=False).values_list("pk", "directive__document")
    for task, document in under:
        found[document].append(task)
    for task, source in rows.filter(source__startswith=SOURCE).values_list("pk", "source"):
        by = document_of(source)
        if by and task not in found[by]:
            found[by].append(task)
    return found


def document_of(source: str) -> int | None:
    """The document that gave rise to a task (document:7), None for anything else."""
    number = source.removeprefix(SOURCE)
    return int(number) if source.startswith(SOURCE) and number.isdecimal() else None


def to_flag(document_id: int, tasks: Iterable[int]) -> list[PlanTask]:
    """Those of these tasks that are open and for which nothing was asked or decided yet; locked.

    What was moved away from a document and stands under it again is asked of anew.
    """
    answered = TaskFlag.objects.filter(document=document_id, state__in=[FlagState.WAITING, FlagState.KEPT])
    moved = TaskFlag.objects.filter(document=document_id, state=FlagState.MOVED)
    back = Q(directive__document=document_id) | ~Q(pk__in=moved.values("task"))
    rows = PlanTask.objects.select_for_update(of=("self",)).filter(back, pk__in=list(tasks), state__in=OPEN)
    return list(rows.exclude(pk__in=answered.values("task")).order_by("pk"))


def flags_of(task: PlanTask) -> QuerySet[TaskFlag]:
    """What was asked and decided of the papers of a task, the newest first."""
    return TaskFlag.objects.filter(task=task).select_related(*NEEDED).order_by("-raised_at", "-pk")


def waiting_flags(actor: Actor) -> QuerySet[TaskFlag]:
    """What waits for a decision among the open tasks that an actor may see."""
    rows = TaskFlag.objects.filter(state=FlagState.WAITING, task__state__in=OPEN, task__in=visible_to(actor))
    return rows.select_related(*NEEDED).order_by("-raised_at", "task__lead__sort_key", "pk")


def flags_to_decide(person: Person, key: UUID) -> list[TaskFlag]:
    """What a person may decide because of a document. NotVisible where there is nothing."""
    rows = waiting_flags(person).filter(document__key=key)
    found = [one for one in rows if GIVER in task_roles(person, one.task)]
    if not found:
        raise NotVisible("no-flag", "Không có nhiệm vụ nào của văn bản này đang chờ bạn quyết định.")
    return found


def locked_flags(document_id: int, tasks: Iterable[int]) -> dict[int, TaskFlag]:
    """What waits because of a document, by task, locked until the end of the transaction."""
    rows = TaskFlag.objects.select_for_update(of=("self",)).filter(document=document_id, state=FlagState.WAITING)
    return {one.task_id: one for one in rows.filter(task__in=list(tasks))}


def open_parts_beneath(tasks: Iterable[int]) -> list[PlanTask]:
    """The open parts of some tasks and the parts of these, each after its whole; locked."""
    found: list[PlanTask] = []
    ahead = list(tasks)
    while ahead:
        rows = PlanTask.objects.select_for_update(of=("self",)).filter(parent__in=ahead, state__in=OPEN)
        parts = list(rows.order_by("pk"))
        found += parts
        ahead = [one.pk for one in parts]
    return found


@dataclass(frozen=True)
class PaperTurned:
    """A paper that counts no more, with how many tasks wait because of it. decides: whether this person may."""

    flag: TaskFlag
    many: int
    decides: bool


def papers_turned(person: Person) -> list[PaperTurned]:
    """Papers of a person's tasks that were recalled or replaced and wait for a decision, one line a paper."""
    found: dict[int, list[TaskFlag]] = {}
    for flag in waiting_flags(person):
        found.setdefault(flag.document_id, []).append(flag)
    gives = bool(found and giving_agencies(person))
    return [
        PaperTurned(flags[0], len(flags), gives and any(GIVER in task_roles(person, one.task) for one in flags))
        for flags in found.values()
    ]
