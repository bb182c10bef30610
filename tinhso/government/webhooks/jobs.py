"""What reactions start for subscribers."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from tinhso.government.webhooks import actions


@app.task(name="webhooks.tell")
def tell(dossier_id: int) -> None:
    """Tell the subscribers where one dossier stands."""
    actions.tell(dossier_id, now=timezone.now())
