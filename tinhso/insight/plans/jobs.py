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
