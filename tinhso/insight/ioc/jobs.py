"""What the clock starts in the centre."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from tinhso.insight.ioc import actions, queries


@app.periodic(cron="* * * * *")
@app.task(name="ioc.watch", queueing_lock="ioc.watch")
def watch(timestamp: int) -> None:
    """Each minute: tasks that are over are heard of; what was pulled or locked is counted once, and judged."""
    now = timezone.now()
    actions.follow_tasks(now=now)
    actions.refresh(now=now)
    taken = queries.newest()
    if taken:
        actions.watch(taken, now=now)
