"""What the clock starts for the catalogue."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from tinhso.engines.procedures import actions
from tinhso.ground.base.actors import System


@app.periodic(cron="11 17 * * *")  # procrastinate counts in UTC: 00:11 in Việt Nam
@app.task(queueing_lock="procedures.close_ended", pass_context=False)
def close_ended(timestamp: int) -> None:
    """Show versions whose last day has passed as ended."""
    actions.close_ended(System("procedures"), now=timezone.now())
