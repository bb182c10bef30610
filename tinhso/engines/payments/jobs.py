"""What the clock starts for payments."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from tinhso.engines.payments import actions, queries
from tinhso.engines.payments.lifecycle import Provider
from tinhso.ground.base.vietnamese import VIETNAM
from tinhso.ground.gateway.errors import Unavailable

ASK_AFTER = timedelta(minutes=3)
BATCH = 200
EVERY_HALF_HOUR = RetryStrategy(max_attempts=20, wait=1800, retry_exceptions=[Unavailable])


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


@app.periodic(cron="*/5 * * * *")
@app.task(name="payments.push_refunds", queueing_lock="payments.push_refunds")
def push_refunds(timestamp: int) -> None:
    """Ask how refunds ended that are still on their way; one that never reached the platform is sent again."""
    now = timezone.now()
    for refund in queries.refunds_under_way()[:BATCH]:
        actions.push_refund(refund, now=now)


@app.periodic(cron="30 18 * * *")  # UTC: 01:30 of the next day in Việt Nam
@app.task(name="payments.reconcile_yesterday", retry=EVERY_HALF_HOUR)
def reconcile_yesterday(timestamp: int) -> None:
    """Compare the day that ended with the platform's file, again and again while the platform is silent."""
    ended = datetime.fromtimestamp(timestamp, VIETNAM).date() - timedelta(days=1)
    actions.reconcile_day(ended, now=timezone.now())
