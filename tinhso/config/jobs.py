"""What the clock starts for the house itself: jobs whose worker died are given to another."""

from __future__ import annotations

from procrastinate import JobContext
from procrastinate.contrib.django import app
from procrastinate.exceptions import UniqueViolation
from procrastinate.jobs import Status

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
