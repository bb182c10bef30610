"""What reactions start for the portal."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from tinhso.government.portal_sync import actions


@app.task(name="portal_sync.sync")
def sync(dossier_id: int) -> None:
    """Tell the portal where one dossier stands."""
    actions.sync(dossier_id, now=timezone.now())
