"""What the clock starts for scorecards."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from tinhso.insight.scorecards import actions


@app.periodic(cron="30 0 * * *")  # procrastinate counts in UTC: 07:30 in Việt Nam, before the working day
@app.task(name="scorecards.remind", queueing_lock="scorecards.remind")
def remind(timestamp: int) -> None:
    """Each morning: who has leaves that fall due is told, once a leaf and deadline."""
    actions.remind(now=timezone.now())
