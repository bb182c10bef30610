"""What the clock starts for payments."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from procrastinate.contrib.django import app

from tinhso.engines.payments import actions, queries
from tinhso.engines.payments.lifecycle import Provider
from tinhso.ground.gateway.errors import Unavailable

ASK_AFTER = timedelta(minutes=3)
BATCH = 200


@app.periodic(cron="*/2 * * * *")
@app.task(name="payments.ask_about_open_attempts", queueing_lock="payments.ask_about_open_attempts")
def ask_about_open_attempts(timestamp: int) -> None:
    """Ask how payments ended that nobody told us about: a lost call-back, a payer who never came back."""
    now = timezone.now()
    for attempt in queries.open_attempts(Provider.PORTAL, before=now - ASK_AFTER)[:BATCH]:
        try:
            actions.ask_about(attempt, now=now)
        except Unavailable:
            return  # the log has it; the next round asks again


@app.periodic(cron="30 1 * * *")
@app.task(name="payments.reconcile_yesterday", queueing_lock="payments.reconcile_yesterday")
def reconcile_yesterday(timestamp: int) -> None:
    """Compare yesterday's payments with the platform's file."""
    now = timezone.localtime()
    actions.reconcile_day(now.date() - timedelta(days=1), now=now)
