"""What the clock starts in open data."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from tinhso.insight.open_data import actions


@app.periodic(cron="17 * * * *")
@app.task(name="open_data.publish", queueing_lock="open_data.publish")
def publish(timestamp: int) -> None:
    """Every hour: a dataset whose rows changed comes out anew."""
    actions.publish_all(now=timezone.now())
