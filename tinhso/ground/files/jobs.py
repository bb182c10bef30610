"""What the clock starts for files."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from tinhso.ground.base.actors import System
from tinhso.ground.files import actions


@app.periodic(cron="*/10 * * * *")
@app.task(queueing_lock="files.scan_waiting", pass_context=False)
def scan_waiting(timestamp: int) -> None:
    """Bring files that were never scanned before the scanner, when there is one."""
    for _ in actions.scan_waiting(System("files"), now=timezone.now()):
        pass


@app.periodic(cron="17 19 * * *")  # procrastinate counts in UTC: 02:17 in Việt Nam
@app.task(queueing_lock="files.sweep", pass_context=False)
def sweep(timestamp: int) -> None:
    """Remove half-written uploads of yesterday."""
    actions.sweep()
