"""What arrivals start, and what the clock starts for those that wait."""

from __future__ import annotations

from contextlib import suppress

from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from tinhso.government.portal_intake import actions, queries


@app.task(name="portal_intake.file")
def file(arrival_id: int) -> None:
    """Make a dossier of one arrival."""
    actions.file_arrival(arrival_id, now=timezone.now())


@app.periodic(cron="* * * * *")
@app.task(name="portal_intake.sweep", queueing_lock="portal_intake.sweep")
def sweep(timestamp: int) -> None:
    """A job for each arrival whose files were not to be had, and for one whose worker died."""
    for one in queries.due(timezone.now()):
        with suppress(AlreadyEnqueued), transaction.atomic():
            file.configure(lock=one.subject, queueing_lock=one.subject).defer(arrival_id=one.pk)
