"""What subscribers hear is told by a job of its own; each is safe to hear twice."""

from __future__ import annotations

from contextlib import suppress

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from tinhso.government.webhooks import actions, queries
from tinhso.ground.gateway.rules import HOOK
from tinhso.ground.journal.models import Entry


def hear_dossier(entry: Entry) -> None:
    """A dossier was filed, moved or ended: a job tells its subscribers, one a dossier however much happened."""
    if not queries.anybody_hears():
        return
    dossier_id = int(entry.facts["dossier_id"])
    lock = f"webhooks:{dossier_id}"
    job = app.configure_task("webhooks.tell", lock=lock, queueing_lock=lock, priority=-1)
    with suppress(AlreadyEnqueued), transaction.atomic():
        job.defer(dossier_id=dossier_id)


def hear_burial(entry: Entry) -> None:
    """A subscriber could not be told."""
    if entry.facts["partner"].startswith(HOOK):
        actions.hear_buried(entry.facts["partner"], entry.facts["why"], now=entry.at)
