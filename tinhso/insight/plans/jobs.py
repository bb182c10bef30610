"""What the clock starts in plans."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from tinhso.insight.plans import actions


@app.periodic(cron="20 0 * * *")
@app.task(name="plans.follow", queueing_lock="plans.follow")
def follow(timestamp: int) -> None:
    """At 07:20 in Vietnam, before work begins: deadlines follow the calendar, agencies are reminded."""
    actions.follow_tasks(now=timezone.now())


@app.periodic(cron="*/10 * * * *")
@app.task(name="plans.watch_papers", queueing_lock="plans.watch_papers")
def watch_papers(timestamp: int) -> None:
    """Flag tasks whose paper was recalled or replaced; pulled, so that the list of what is heard stays short."""
    actions.flag_tasks(now=timezone.now())


@app.task(name="plans.ask_givers")
def ask_givers(document_id: int) -> None:
    """Ask who gave tasks what becomes of them."""
    actions.ask_givers(document_id, now=timezone.now())


@app.task(name="plans.tell")
def tell(task_ids: list[int], template: str) -> None:
    """Tell the agencies in charge of some tasks."""
    actions.tell_agencies(task_ids, template, now=timezone.now())
