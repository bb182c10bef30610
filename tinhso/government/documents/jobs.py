"""What the clock starts: documents to and from bodies elsewhere."""

from __future__ import annotations

from contextlib import suppress

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued
from procrastinate.tasks import Task

from tinhso.government.documents import actions, queries
from tinhso.ground.gateway.queries import packets_to_take_over


@app.task(name="documents.send_elsewhere")
def send_elsewhere(document_id: int) -> None:
    """Send one document to bodies elsewhere."""
    actions.send_elsewhere(document_id, now=timezone.now())


@app.task(name="documents.recall_elsewhere")
def recall_elsewhere(document_id: int) -> None:
    """Recall one document from bodies elsewhere."""
    actions.recall_elsewhere(document_id, now=timezone.now())


@app.task(name="documents.take_over")
def take_over(packet_id: int) -> None:
    """Take one packet over."""
    actions.take_over(packet_id, now=timezone.now())


@app.periodic(cron="* * * * *")
@app.task(name="documents.exchange", queueing_lock="documents.exchange")
def exchange(timestamp: int) -> None:
    """A job for each document that waits to go elsewhere and for each packet that came in; none holds back another."""
    if not settings.AXIS["is_on"]:
        return
    for document_id in queries.documents_for_elsewhere():
        _once(send_elsewhere, f"documents:send:{document_id}", document_id=document_id)
    for document_id in queries.recalls_for_elsewhere():
        _once(recall_elsewhere, f"documents:recall:{document_id}", document_id=document_id)
    for packet in packets_to_take_over():
        # One after the other: a recall comes behind the document that it is about.
        _once(take_over, f"documents:take:{packet.pk}", lock="documents:take", packet_id=packet.pk)


def _once(task: Task[..., None, ...], key: str, *, lock: str = "", **facts: int) -> None:
    with suppress(AlreadyEnqueued), transaction.atomic():
        task.configure(lock=lock or key, queueing_lock=key).defer(**facts)
