"""What the clock starts for cameras."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from tinhso.infrastructure.cameras import actions


@app.periodic(cron="*/5 * * * *")
@app.task(name="cameras.hush", queueing_lock="cameras.hush")
def hush(timestamp: int) -> None:
    """Each five minutes: what was not heard of for too long is silent."""
    actions.hush(now=timezone.now())
