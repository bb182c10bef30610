"""What the clock starts for the house itself: jobs get another try, backups are taken, growing tables get room."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone
from procrastinate import JobContext
from procrastinate.contrib.django import app
from procrastinate.exceptions import UniqueViolation
from procrastinate.jobs import Status

from tinhso.config.backup import taking
from tinhso.ground.acts.pieces import cut_ahead
from tinhso.ground.base.actors import System
from tinhso.ground.gateway import models as gateway
from tinhso.ground.journal import models as journal

# The tables that only grow (docs/decisions/110).
GROWING = (journal.PIECES, gateway.PIECES)
# A job that ended well is of use to nobody after some days; those that failed stay until someone has looked at them.
DONE_HOURS = 72
SILENT_SECONDS = 30  # a worker says every ten seconds that it lives
MOST_TRIES = 10
# Twice as long each time, from a minute to a working day; only the newest jobs are looked at, for the table keeps all.
# What the clock starts comes again by itself.
CRASHED = """
SELECT j.id FROM procrastinate_jobs j
WHERE j.status = 'failed' AND j.attempts < %s AND j.id > (SELECT coalesce(max(id), 0) - 100000 FROM procrastinate_jobs)
    AND NOT EXISTS (SELECT FROM procrastinate_periodic_defers p WHERE p.task_name = j.task_name)
    AND (SELECT max(e.at) FROM procrastinate_events e WHERE e.job_id = j.id)
        < now() - interval '30 seconds' * power(2, j.attempts)
ORDER BY j.id LIMIT 1000
"""


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="rescue_stalled_jobs", pass_context=True)
async def rescue_stalled_jobs(context: JobContext, timestamp: int) -> None:
    """Put the jobs of dead workers back into the queue: each may then run a second time, so jobs are repeatable."""
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs(seconds_since_heartbeat=SILENT_SECONDS):
        try:
            await manager.retry_job(job)
        except UniqueViolation:
            # The same work already waits in the queue under the same lock: it will do what this one left.
            await manager.finish_job(job, status=Status.ABORTED, delete_job=False)


def _where_backups_are_kept(cron: str) -> Callable[[Any], Any]:
    """By the clock, where a folder for backups is named; nowhere else a job a minute that would do nothing."""
    return app.periodic(cron=cron) if settings.BACKUP_ON else lambda task: task


@_where_backups_are_kept("* * * * *")
@app.task(name="backup.copy_new_contents", queueing_lock="backup.copy_new_contents")
def copy_new_contents(timestamp: int) -> None:
    """Each minute: what the stream of WAL does not carry, new files, keys, published heads."""
    taking.copy_new_contents(taking.own_store(), now=timezone.now())


@_where_backups_are_kept(settings.BACKUP_CRON)
@app.task(name="backup.take", queueing_lock="backup.take")
def take_backup(timestamp: int) -> None:
    """Each night: a base backup. What fails stays a failed job, and `backup --status` says that the newest is old."""
    taking.take(System("backup"), taking.own_store(), now=timezone.now(), say=lambda _line: None)


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="redo_crashed_jobs")
def redo_crashed_jobs(timestamp: int) -> None:
    """Put jobs that crashed back into the queue: a full disk or a database away for a while must cost no promise."""
    with connection.cursor() as cursor:
        cursor.execute(CRASHED, [MOST_TRIES])
        crashed = [job_id for (job_id,) in cursor.fetchall()]
    for job_id in crashed:
        # The same work may already wait in the queue under the same lock.
        with suppress(UniqueViolation), transaction.atomic():
            app.job_manager.retry_job_by_id(job_id, retry_at=timezone.now())


@app.periodic(cron="20 19 * * *")  # procrastinate counts in UTC: 02:20 in Việt Nam
@app.task(queueing_lock="cut_pieces")
def cut_pieces(timestamp: int) -> None:
    """See to it that growing tables have room for what comes; `./manage.py cut_pieces` does the same at once."""
    for kept in GROWING:
        cut_ahead(kept)


@app.periodic(cron="50 19 * * *")  # 02:50 in Việt Nam
@app.task(queueing_lock="forget_finished_jobs", pass_context=True)
async def forget_finished_jobs(context: JobContext, timestamp: int) -> None:
    """Remove jobs that succeeded some days ago: ten a dossier would be a hundred million in ten years."""
    await context.app.job_manager.delete_old_jobs(DONE_HOURS)
