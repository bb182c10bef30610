"""What the clock starts in the warehouse."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from tinhso.insight.warehouse import actions


@app.periodic(cron="* * * * *")
@app.task(name="warehouse.pull", queueing_lock="warehouse.pull")
def pull(timestamp: int) -> None:
    """Every minute: what happened since is on the shelves; an idle minute costs some reads of indexes."""
    actions.pull_facts(now=timezone.now())
