"""What the clock starts in the centre."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from tinhso.insight.ioc import actions, queries


@app.periodic(cron="* * * * *")
@app.task(name="ioc.watch", queueing_lock="ioc.watch")
def watch(timestamp: int) -> None:
    """Each minute: what was pulled or locked since is counted once, and held against its thresholds."""
    now = timezone.now()
    actions.refresh(now=now)
    taken = queries.newest()
    if taken:
        actions.watch(taken, now=now)
