"""Reading playbooks and their runs, for those who watch the province; and for a commune, the runs that concern it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from tinhso.ground.base.refused import NotVisible
from tinhso.ground.people import queries as people
from tinhso.ground.people.models import Agency
from tinhso.ground.people.persons import Person
from tinhso.insight.ioc import queries as ioc
from tinhso.insight.plans import queries as plans
from tinhso.insight.plans.queries import Tally
from tinhso.insight.playbooks.lifecycle import StepState
from tinhso.insight.playbooks.models import Playbook, Run, RunStep


def visible_to(person: Person) -> QuerySet[Playbook]:
    """The only way to a playbook: all for those who watch the province, none for others."""
    return Playbook.objects.all() if ioc.sees_all(person) else Playbook.objects.none()


def runs_visible_to(person: Person) -> QuerySet[Run]:
    """The only way to a run: all for those who watch the province, else those that concern a unit one watches."""
    rows = Run.objects.select_related("playbook")
    if ioc.sees_all(person):
        return rows
    return rows.filter(communes__in=ioc.units_of(person)).distinct()


def playbooks(person: Person) -> list[Playbook]:
    """Every version but those that ended, by name and version."""
    rows = visible_to(person).exclude(state="ENDED").annotate(many=Count("steps"))
    return list(rows.order_by("name", "version"))


def playbook_for(person: Person, number: int) -> Playbook:
    """One version. NotVisible for others."""
    found = visible_to(person).filter(pk=number).first()
    if found is None:
        raise NotVisible("no-playbook", "Không có kịch bản này.")
    return found


def runs(person: Person) -> QuerySet[Run]:
    """Runs, those that are not over first, then the newest; with how many steps are done and how many there are."""
    rows = runs_visible_to(person).annotate(
        many=Count("steps", distinct=True),
        done=Count("steps", filter=~Q(steps__state=StepState.OPEN), distinct=True),
    )
    return rows.order_by("-state", "-began_at", "-pk")  # RUNNING comes before OVER


def run_for(person: Person, number: int) -> Run:
    """One run. NotVisible for those whom it does not concern."""
    found = runs_visible_to(person).filter(pk=number).first()
    if found is None:
        raise NotVisible("no-run", "Không có lần kích hoạt này.")
    return found


@dataclass(frozen=True)
class Line:
    """A step of a run as it is shown. lead: who leads, None for each commune. tally, batch: of its tasks and where they
    stand, None without any that this person may see.
    """

    one: RunStep
    lead: Agency | None
    tally: Tally | None
    batch: UUID | None
    is_late: bool


def lines_of(person: Person, run: Run, *, now: datetime) -> list[Line]:
    """The steps of a run by the moment they are due, with how far the tasks have come that this person may see."""
    rows = list(RunStep.objects.filter(run=run).select_related("step"))
    tallies = plans.tasks_by_source(person, [one.source for one in rows], now)
    first = {one.source: plans.tasks_from(person, one.source).first() for one in rows if one.source in tallies}
    batches = {source: task.batch for source, task in first.items() if task}
    return [
        Line(
            one,
            people.agency(one.step.lead) if one.step.lead else None,
            tallies.get(one.source),
            batches.get(one.source),
            one.is_late(now),
        )
        for one in rows
    ]


def step_for(run: Run, number: int) -> RunStep:
    """One step of a run that was asked for through `run_for`. NotVisible where it has no such step."""
    found = RunStep.objects.filter(run=run, pk=number).first()
    if found is None:
        raise NotVisible("no-step", "Không có việc này.")
    return found
