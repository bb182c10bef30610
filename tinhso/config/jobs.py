"""What the clock starts for the house itself: jobs whose worker died are given to another."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.utils import timezone
from procrastinate import JobContext
from procrastinate.contrib.django import app
from procrastinate.exceptions import UniqueViolation
from procrastinate.jobs import Status

from tinhso.config.backup import taking
from tinhso.ground.base.actors import System

SILENT_SECONDS = 30  # a worker says every ten seconds that it lives


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
