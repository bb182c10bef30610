"""What packs copies, and what the clock starts for personal data."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from tinhso.front.personal_data import actions, queries
from tinhso.ground.base.actors import System


@app.task(name="personal_data.pack_copy")
def pack_copy(request_id: int) -> None:
    """Pack the copy of a person's data and complete his request; safe to run twice."""
    actions.pack_copy(System("personal_data"), queries.request_by_id(request_id), now=timezone.now())


@app.periodic(cron="37 20 * * *")  # procrastinate counts in UTC: 03:37 in Việt Nam
@app.task(name="personal_data.sweep", queueing_lock="personal_data.sweep")
def sweep(timestamp: int) -> None:
    """Each night: what is past its term goes."""
    actions.sweep(System("personal_data"), now=timezone.now())
