"""What the clock starts for evidence."""

from __future__ import annotations

from django.conf import settings
from django.utils import timezone
from procrastinate.contrib.django import app

from tinhso.front.evidence import actions
from tinhso.ground.base.actors import System


@app.periodic(cron=settings.JOURNAL_HEADS_CRON)
@app.task(name="evidence.publish_heads", queueing_lock="evidence.publish_heads")
def publish_heads(timestamp: int) -> None:
    """Each hour unless told otherwise: sign where the journal stands, and publish it."""
    actions.publish_heads(System("journal"), now=timezone.now())
