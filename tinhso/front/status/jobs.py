"""What the clock starts for the status of services."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from tinhso.front.status import actions, looking
from tinhso.ground.base.actors import System


@app.periodic(cron="* * * * *")
@app.task(name="status.look", queueing_lock="status.look")
def look(timestamp: int) -> None:
    """Each minute: how every service stands."""
    now = timezone.now()
    actions.keep_findings(System("status"), looking.findings(now=now), now=now)
