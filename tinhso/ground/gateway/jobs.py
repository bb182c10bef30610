"""What delivers to partners: at once after an act, and again for lanes that wait."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import asdict

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from tinhso.ground.gateway import actions, queries
from tinhso.ground.gateway.errors import PartnerError
from tinhso.ground.gateway.partners.axis_answers import Listed


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


@app.periodic(cron="* * * * *")
@app.task(name="gateway.collect", queueing_lock="gateway.collect")
def collect(timestamp: int) -> None:
    """A job for each packet that waits at the axis of document exchange, so that none holds back the others."""
    if not settings.AXIS["is_on"]:
        return
    with suppress(PartnerError):  # the message log has it, and the next minute comes
        for listed in actions.waiting_packets(now=timezone.now()):
            lock = f"gateway:packet:{listed.doc_id}"
            with suppress(AlreadyEnqueued), transaction.atomic():
                take_packet.configure(lock=lock, queueing_lock=lock).defer(listed=asdict(listed))


@app.task(name="gateway.take_packet")
def take_packet(listed: dict[str, str]) -> None:
    """Fetch one packet and acknowledge it."""
    with suppress(PartnerError):
        actions.take_packet(Listed(**listed), now=timezone.now())
