"""What the clock starts for the house itself: dead workers' jobs go to others, growing tables get their next piece."""

from __future__ import annotations

from procrastinate import JobContext
from procrastinate.contrib.django import app
from procrastinate.exceptions import UniqueViolation
from procrastinate.jobs import Status

from tinhso.ground.acts.pieces import cut_ahead
from tinhso.ground.gateway import models as gateway
from tinhso.ground.journal import models as journal

# The tables that only grow (docs/decisions/110).
GROWING = (journal.PIECES, gateway.PIECES)
# A job that ended well is of use to nobody after some days; those that failed stay until someone has looked at them.
DONE_HOURS = 72
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
