"""What the clock starts for forms."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from tinhso.engines.eforms import actions
from tinhso.ground.base.actors import System


@app.periodic(cron="41 18 * * *")  # procrastinate counts in UTC: 01:41 in Việt Nam
@app.task(queueing_lock="eforms.discard_expired", pass_context=False)
def discard_expired(timestamp: int) -> None:
    """Throw away drafts that nobody has touched for a month: personal data is kept no longer than it is needed."""
    actions.discard_expired(System("eforms"), now=timezone.now())
