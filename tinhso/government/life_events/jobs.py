"""What the clock starts for life events."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from tinhso.government.life_events import actions


@app.periodic(cron="40 * * * *")
@app.task(name="life_events.tell_late", queueing_lock="life_events.tell_late")
def tell_late(timestamp: int) -> None:
    """Tell citizens of agencies that let their promise pass."""
    actions.tell_late(now=timezone.now())


@app.periodic(cron="20 * * * *")
@app.task(name="life_events.ask_silent", queueing_lock="life_events.ask_silent")
def ask_silent(timestamp: int) -> None:
    """Ask partners about parts of which nothing was heard for hours: an event may have been lost."""
    actions.ask_silent(now=timezone.now())
