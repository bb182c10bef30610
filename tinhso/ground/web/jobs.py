"""What the clock starts for the web room."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from procrastinate.contrib.django import app

from tinhso.ground.web.models import Tally


@app.periodic(cron="41 19 * * *")  # procrastinate counts in UTC: 02:41 in Việt Nam
@app.task(name="web.forget_tallies", queueing_lock="web.forget_tallies")
def forget_tallies(timestamp: int) -> None:
    """Each night: counts of callers who have not come for a day."""
    Tally.objects.filter(begins__lt=int((timezone.now() - timedelta(days=1)).timestamp())).delete()
