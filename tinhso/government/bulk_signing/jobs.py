"""What the clock starts for bulk signing. Jobs may come twice, late or never: the rows decide what is left."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from tinhso.government.bulk_signing import actions, queries
from tinhso.ground.watch.tracks import handed

STRETCH = 3  # handfuls that a job signs before it queues again: others have their turn, and a worker can stop soon


@app.task(name="bulk_signing.sign_papers")
def sign_papers(session_id: int, run: int) -> None:
    """Sign the papers of a session."""
    for _ in range(STRETCH):
        if not actions.sign_next(session_id, run=run, now=timezone.now()):
            return
    sign_papers.defer(session_id=session_id, run=run, **handed())


@app.periodic(cron="* * * * *")
@app.task(name="bulk_signing.go_on", queueing_lock="bulk_signing.go_on")
def go_on(timestamp: int) -> None:
    """Let sessions go on whose worker died or whose job crashed."""
    now = timezone.now()
    for session in queries.silent_sessions(now):
        actions.wake(session, now=now)
