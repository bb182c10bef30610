"""What the clock starts for signing; every job is safe to repeat and to interrupt."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from tinhso.engines.signing import proving, queries, revocation
from tinhso.ground.base.actors import System

PROVER = System("signing")


@app.periodic(cron="* * * * *")
@app.task(name="signing.prove_papers", queueing_lock="signing.prove_papers")
def prove_papers(timestamp: int) -> None:
    """Give new papers their time-stamps and reports. A silent authority is asked once a minute, not once a paper."""
    is_silent = False
    for paper_id, wants_stamp in queries.papers_to_prove(timezone.now()):
        if is_silent and wants_stamp:
            continue
        gain = proving.prove(PROVER, paper_id, now=timezone.now())
        is_silent = is_silent or bool(gain and gain.silent)


@app.periodic(cron="20 3 * * *")
@app.task(name="signing.renew_timestamps", queueing_lock="signing.renew_timestamps")
def renew_timestamps(timestamp: int) -> None:
    """Renew the last time-stamp of old papers in time; the first silence of the authority ends the night's work."""
    for paper_id in queries.papers_to_renew(timezone.now()):
        if proving.renew(PROVER, paper_id, now=timezone.now()).silent:
            break


@app.periodic(cron="35 * * * *")
@app.task(name="signing.refresh_revocation_lists", queueing_lock="signing.refresh_revocation_lists")
def refresh_revocation_lists(timestamp: int) -> None:
    """Fetch the revocation lists of the CAs of our certificates."""
    revocation.refresh(PROVER, now=timezone.now())
