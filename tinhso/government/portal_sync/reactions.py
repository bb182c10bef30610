"""What happens to a dossier is told to the portal by a job of its own; each is safe to hear twice."""

from __future__ import annotations

from contextlib import suppress

from django.conf import settings
from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from tinhso.ground.journal.models import Entry


def hear_dossier(entry: Entry) -> None:
    """A dossier was filed, moved or ended: a job tells the portal, one a dossier however much happened meanwhile.

    Not here: many entries are heard in one transaction, which must not hold locks on as many dossiers.
    """
    if not settings.PORTAL["is_on"]:
        return
    dossier_id = int(entry.facts["dossier_id"])
    lock = f"portal_sync:{dossier_id}"
    # Behind the work that people here wait for: a late decree moves the promise of thousands at once.
    job = app.configure_task("portal_sync.sync", lock=lock, queueing_lock=lock, priority=-1)
    # Waiting for its turn already, it will tell of this as well.
    with suppress(AlreadyEnqueued), transaction.atomic():
        job.defer(dossier_id=dossier_id)
