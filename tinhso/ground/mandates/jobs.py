"""What the clock starts for mandates."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from tinhso.ground.mandates import actions


@app.periodic(cron="5 17 * * *")  # procrastinate counts in UTC: 00:05 in Việt Nam
@app.task(name="mandates.expire_due", queueing_lock="mandates.expire_due")
def expire_due(timestamp: int) -> None:
    """Each night: say of what ran out that it did; it opened nothing any more from its own moment on."""
    while actions.expire_due(now=timezone.now()):
        pass
