"""An alert becomes a task of some agency, and what came of the task comes back to the alert."""

from __future__ import annotations

from datetime import datetime

from tinhso.ground.acts import act
from tinhso.ground.base.actors import System
from tinhso.ground.people import queries as people
from tinhso.ground.people.persons import Person
from tinhso.insight.ioc import queries
from tinhso.insight.ioc.actions.alerts import locked, move
from tinhso.insight.ioc.lifecycle import AlertState
from tinhso.insight.ioc.models import Alert
from tinhso.insight.plans import actions as plans
from tinhso.insight.plans import queries as tasks
from tinhso.insight.plans.models import PlanTask

US = System("ioc")
CONFIRMED, WITHDRAWN = "CONFIRMED", "WITHDRAWN"


@act()
def give_task(
    person: Person, alert: Alert, *, title: str, lead: str, working_days: int, detail: str = "", now: datetime
) -> PlanTask:
    """Give the agency of a slug a task because of an alert, in the name of the agency for which this person gives.

    Refused as plans.actions.give_task says, and where a task was given already; NotAllowed for those who give none.
    """
    alert = locked(person, alert)
    task = plans.give_task(
        person, title=title, lead=people.agency(lead), working_days=working_days, source=source_of(alert),
        detail=detail, now=now,
    )  # fmt: skip
    alert.task, alert.task_words = task.subject, task.title
    move(person, alert, "task", words=f"Giao {task.lead.name}: {task.title}", now=now)
    return task


def source_of(alert: Alert) -> str:
    """How the tasks of an alert name it."""
    return f"ioc:{alert.subject}"


@act()
def follow_tasks(*, now: datetime) -> int:
    """Bring home what came of tasks: confirmed, or withdrawn, by whoever gave them. How many alerts heard of theirs."""
    heard = 0
    for alert in queries.alerts_in(AlertState.TASKED):
        task = tasks.tasks_from(US, source_of(alert)).last()
        if task is None or task.state not in (CONFIRMED, WITHDRAWN):
            continue
        alert.feedback = (task.report or task.feedback) if task.state == CONFIRMED else "Nhiệm vụ đã được rút."
        move(US, alert, "feed_back", words=alert.feedback or task.state_label, now=now)
        heard += 1
    return heard
