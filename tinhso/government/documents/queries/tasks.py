"""What documents gave to do, and to whom."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from tinhso.government.documents.lifecycle import ASSIGNEE, OWNER, TaskState
from tinhso.government.documents.models import Document, Task
from tinhso.government.documents.queries.access import visible_to
from tinhso.ground.base.actors import Actor
from tinhso.ground.base.refused import NotVisible
from tinhso.ground.people.persons import Person


def tasks_visible_to(actor: Actor) -> QuerySet[Task]:
    """Tasks of the documents that an official may see."""
    rows = Task.objects.filter(document__in=visible_to(actor).order_by().values("pk"))
    return rows.select_related("document__kind", "document__agency", "lead", "clock", "result")


def task_for(actor: Actor, task_id: int) -> Task:
    """One task. NotVisible otherwise."""
    found = tasks_visible_to(actor).filter(pk=task_id).first()
    if found is None:
        raise NotVisible("no-task", "Không tìm thấy nhiệm vụ này trong phạm vi bạn được xem.")
    return found


def tasks_of(person: Person, *, done: bool = False, limit: int = 200) -> list[Task]:
    """What an official leads, helps with or gave, by its due time; finished ones only when asked, the newest first."""
    me = person.official_id or 0
    helped = Task.helpers.through.objects.filter(official=me).values("task")
    rows = tasks_visible_to(person).filter(Q(lead=me) | Q(pk__in=helped) | Q(given_by_ref=person.ref))
    if done:
        return list(rows.filter(state=TaskState.DONE).order_by("-ended_at", "-pk")[:limit])
    return list(rows.exclude(state=TaskState.DONE).order_by("clock__due_at", "pk")[:limit])


def tasks_about(document: Document) -> list[Task]:
    """Every task of one document, the oldest first."""
    rows = Task.objects.filter(document=document).select_related("lead", "clock", "result")
    return list(rows.prefetch_related("helpers").order_by("pk"))


def locked_task(task: Task) -> Task:
    """The task as it stands now, locked until the end of the transaction."""
    return Task.objects.select_for_update(of=("self",)).select_related("document", "clock", "lead").get(pk=task.pk)


def open_task_of(document: Document) -> QuerySet[Task]:
    """Tasks of a document that have not ended, the oldest first."""
    return Task.objects.filter(document=document).exclude(state=TaskState.DONE).order_by("pk")


def task_roles(actor: Actor, task: Task) -> frozenset[str]:
    """ASSIGNEE who leads it; OWNER who gave it, and any leader of the agency; the system keeps its own."""
    if not isinstance(actor, Person):
        return actor.roles
    roles = {ASSIGNEE} if actor.official_id == task.lead_id else set()
    if actor.ref == task.given_by_ref or "LEADER" in actor.roles_at(task.document.agency_id):
        roles |= {OWNER}
    return frozenset(roles)
