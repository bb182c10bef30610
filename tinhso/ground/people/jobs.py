"""What the clock starts for people."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from tinhso.ground.people import actions


@app.periodic(cron="20 20 * * *")  # procrastinate counts in UTC: 03:20 in Việt Nam
@app.task(name="people.forget_what_expired", queueing_lock="people.forget_what_expired")
def forget_what_expired(timestamp: int) -> None:
    """Each night: sessions that ran out, and failed attempts that lock nobody any more."""
    actions.forget_what_expired(now=timezone.now())
