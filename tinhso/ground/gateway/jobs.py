"""What delivers to partners: at once after an act, and again for lanes that wait."""

from __future__ import annotations

from contextlib import suppress

from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from tinhso.ground.gateway import actions, queries


@app.task(name="gateway.deliver")
def deliver(partner: str, lane: str) -> None:
    """Deliver what waits in one lane, each run with its own moment."""
    while actions.deliver(partner, lane, now=timezone.now()):
        continue


@app.task(name="gateway.reconcile")
def reconcile(reconciliation_id: int) -> None:
    """Hold our books against a partner's, as somebody asked."""
    actions.reconcile(reconciliation_id)


@app.periodic(cron="* * * * *")
@app.task(name="gateway.sweep", queueing_lock="gateway.sweep")
def sweep(timestamp: int) -> None:
    """A job for each lane that is due: tries that failed, and messages whose worker died with them in hand."""
    for partner, lane in queries.due_lanes(timezone.now()):
        lock = actions.lock_of(partner, lane)
        # Still waiting for its turn: the job of the last minute.
        with suppress(AlreadyEnqueued), transaction.atomic():
            deliver.configure(lock=lock, queueing_lock=lock).defer(partner=partner, lane=lane)
