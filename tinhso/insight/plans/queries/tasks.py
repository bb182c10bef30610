"""Tasks: of an agency, of a batch, of a source, and how many stand where."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone

from tinhso.ground.base.actors import Actor
from tinhso.ground.base.vietnamese import VIETNAM
from tinhso.ground.people.models import AgencyKind
from tinhso.ground.people.persons import Person
from tinhso.insight.plans.lifecycle import OPEN, WORKED_ON, TaskState
from tinhso.insight.plans.models import PlanTask, TaskReminder, TaskStep
from tinhso.insight.plans.queries.access import agencies_of, visible_to

S = TaskState


def tasks_from(actor: Actor, source: str) -> QuerySet[PlanTask]:
    """The tasks that one thing elsewhere gave rise to (ioc:alert:12), the oldest first."""
    return visible_to(actor).filter(source=source).order_by("pk")


def tasks_led(person: Person) -> QuerySet[PlanTask]:
    """What the agencies of an official have in charge or help with and is not over, by deadline."""
    ours = agencies_of(person)
    helped = PlanTask.coordinating.through.objects.filter(agency__in=ours).values("plantask")
    rows = visible_to(person).filter(Q(lead__in=ours) | Q(pk__in=helped), state__in=OPEN)
    return rows.order_by("due_at", "pk")


def tasks_given(person: Person) -> QuerySet[PlanTask]:
    """What the agencies of an official gave to others and is not over, by deadline."""
    return visible_to(person).filter(giver__in=agencies_of(person), state__in=OPEN).order_by("due_at", "pk")


def tasks_ended(person: Person) -> QuerySet[PlanTask]:
    """What ended lately of both, the newest first."""
    ours = agencies_of(person)
    rows = visible_to(person).filter(Q(lead__in=ours) | Q(giver__in=ours), ended_at__isnull=False)
    return rows.order_by("-ended_at", "-pk")


def batch_of(actor: Actor, batch: UUID) -> QuerySet[PlanTask]:
    """Tasks that were given together, by agency."""
    return visible_to(actor).filter(batch=batch).order_by("lead__sort_key", "pk")


def parts_of(actor: Actor, task: PlanTask) -> QuerySet[PlanTask]:
    """The parts into which a task was cut, by agency."""
    return visible_to(actor).filter(parent=task).order_by("lead__sort_key", "pk")


def open_parts_of(task: PlanTask) -> int:
    """How many parts of a task are not over."""
    return PlanTask.objects.filter(parent=task, state__in=OPEN).count()


def steps_of(task: PlanTask) -> QuerySet[TaskStep]:
    """Everything that happened to a task, the newest first."""
    return TaskStep.objects.filter(task=task).select_related("from_directive").order_by("-at", "-pk")


def reminders_of(task: PlanTask) -> QuerySet[TaskReminder]:
    """When its agency was reminded, the newest first."""
    return TaskReminder.objects.filter(task=task).order_by("-at", "-pk")


def helpers_of(tasks: Iterable[PlanTask]) -> dict[int, list[str]]:
    """Short names of who helps, by task."""
    found: dict[int, list[str]] = {}
    link = PlanTask.coordinating.through.objects.filter(plantask__in=[one.pk for one in tasks])
    for task, name in link.order_by("agency__sort_key").values_list("plantask", "agency__name"):
        found.setdefault(task, []).append(name)
    return found


@dataclass(frozen=True)
class Tally:
    """How many tasks stand where. overdue: of those that are worked on, past their last day. late: confirmed, but
    reported after it.
    """

    given: int = 0
    working: int = 0
    reported: int = 0
    confirmed: int = 0
    late: int = 0
    overdue: int = 0

    @property
    def all(self) -> int:
        """Every task that was not withdrawn."""
        return self.given + self.working + self.reported + self.confirmed

    @property
    def open(self) -> int:
        """Those that are not over."""
        return self.given + self.working + self.reported


def tally(now: datetime) -> dict[str, object]:
    """What to count over tasks, as of a moment, for `aggregate` and `annotate`."""
    midnight = datetime.combine(timezone.localdate(now), time(), VIETNAM)
    over = Q(reported_at__date__gt=F("due_at__date"))
    return {
        "given": Count("pk", filter=Q(state=S.GIVEN)),
        "working": Count("pk", filter=Q(state__in=[S.ACCEPTED, S.RETURNED])),
        "reported": Count("pk", filter=Q(state=S.REPORTED)),
        "confirmed": Count("pk", filter=Q(state=S.CONFIRMED)),
        "late": Count("pk", filter=Q(state=S.CONFIRMED) & over),
        "overdue": Count("pk", filter=Q(state__in=WORKED_ON, due_at__lt=midnight)),
    }


@dataclass(frozen=True)
class Given:
    """One task that was given, or the first open one of those that were given together. tally: of all of these."""

    task: PlanTask
    tally: Tally

    @property
    def pk(self) -> int:
        """Under which it is found in a list: the number of its task."""
        return self.task.pk

    @property
    def is_shared(self) -> bool:
        """Whether several agencies have it."""
        return self.tally.all > 1


def given_together(person: Person, now: datetime) -> list[Given]:
    """What an official's agencies gave and is not over, one line a batch: what waits for a confirmation first."""
    first: dict[UUID, PlanTask] = {}
    for task in tasks_given(person).distinct("batch").order_by("batch", "due_at", "pk"):
        first[task.batch] = task
    rows = visible_to(person).filter(batch__in=list(first)).order_by().values_list("batch")
    counted = rows.annotate(**tally(now)).values("batch", *Tally.__dataclass_fields__)
    lines = [Given(first[row.pop("batch")], Tally(**row)) for row in counted]
    return sorted(lines, key=lambda one: (not one.tally.reported, one.task.due_at, one.task.pk))


def tally_of(rows: QuerySet[PlanTask], now: datetime) -> Tally:
    """How many of these tasks stand where."""
    return Tally(**rows.order_by().aggregate(**tally(now)))


def tallies_by(column: str, now: datetime) -> dict[int, Tally]:
    """The same for every directive, target or lead agency: counts without names, so they are public."""
    rows = PlanTask.objects.exclude(**{f"{column}__isnull": True}).order_by().values_list(column)
    counted = rows.annotate(**tally(now)).values(column, *Tally.__dataclass_fields__)
    return {row.pop(column): Tally(**row) for row in counted}


def tally_of_all(now: datetime) -> Tally:
    """The same of all tasks of the province; what a commune gives itself is its own."""
    return tally_of(PlanTask.objects.exclude(giver__kind=AgencyKind.COMMUNE), now)


def worked_on() -> list[int]:
    """Tasks that somebody still works on, by number."""
    return list(PlanTask.objects.filter(state__in=WORKED_ON).order_by("pk").values_list("pk", flat=True))


def locked_worked_on(pks: Iterable[int]) -> list[PlanTask]:
    """Those of them that are still worked on, locked until the end of the transaction."""
    rows = PlanTask.objects.select_for_update().filter(pk__in=list(pks), state__in=WORKED_ON)
    return list(rows.order_by("pk"))


def reminded(tasks: Iterable[PlanTask]) -> set[tuple[int, str, date]]:
    """Of which deadlines these were reminded, and how."""
    rows = TaskReminder.objects.filter(task__in=[one.pk for one in tasks])
    return set(rows.values_list("task_id", "kind", "due_on"))


def reminders_for(person: Person) -> QuerySet[TaskReminder]:
    """The newest reminders of what the agencies of an official have in charge and still work on."""
    rows = TaskReminder.objects.filter(task__lead__in=agencies_of(person), task__state__in=WORKED_ON)
    return rows.select_related("task").order_by("-at", "-pk")


def tasks_by_source(actor: Actor, sources: Iterable[str], now: datetime) -> dict[str, Tally]:
    """How far the tasks of several sources have come, by source; those without tasks are left out."""
    rows = visible_to(actor).filter(source__in=list(sources)).order_by().values_list("source")
    counted = rows.annotate(**tally(now)).values("source", *Tally.__dataclass_fields__)
    return {row.pop("source"): Tally(**row) for row in counted}
