"""What the clock starts in open data."""

from __future__ import annotations

from django.conf import settings
from django.utils import timezone
from procrastinate.contrib.django import app

from tinhso.insight.open_data import actions


@app.periodic(cron="17 * * * *")
@app.task(name="open_data.publish", queueing_lock="open_data.publish")
def publish(timestamp: int) -> None:
    """Every hour: a dataset whose rows changed comes out anew."""
    actions.publish_all(now=timezone.now())


@app.periodic(cron="37 * * * *")
@app.task(name="open_data.copy", queueing_lock="open_data.copy")
def copy(timestamp: int) -> None:
    """Every hour, where a national portal of data is named: what it does not have yet goes there."""
    if settings.DATA_PORTAL["address"]:
        actions.copy_all(now=timezone.now())
