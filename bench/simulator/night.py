"""What the house does by itself between two days, once for all shards: the worker's part, with the simulated moment."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

from django.db import connection

from bench.simulator.calendar import moment
from bench.simulator.words import SCANS
from tinhso.config.reactions import REACTIONS
from tinhso.government.dossiers import actions as dossiers
from tinhso.government.dossiers.queries import papers_due
from tinhso.government.reorganisation import actions, queries
from tinhso.ground.base.actors import System
from tinhso.ground.files.disk import place_of
from tinhso.ground.files.models import StoredFile
from tinhso.ground.journal.actions import react
from tinhso.ground.mandates.actions import expire_due
from tinhso.ground.people.models import AgencySuccession

CLERK = System("reorganisation")
SENT_UP = [hashlib.sha256(scan).hexdigest() for scan in SCANS]
# Jobs whose work the gear did itself (papers), and messages, which nobody sends: no partner runs here.
DONE_JOBS = """
DELETE FROM procrastinate_jobs WHERE status = 'todo' AND task_name IN ('dossiers.sign_paper', 'notifications.send')
"""


def night_after(day: date, *, keep_days: int | None = None) -> None:
    """News is heard, counts are folded, forgotten dossiers are found; then, if the law says so, bodies are merged.

    keep_days: see `thin_out`; None keeps everything.
    """
    now = moment(day, "23:40")
    while react("reactions", REACTIONS, limit=5000):
        pass
    dossiers.fold_counts()
    dossiers.raise_silent_alerts(now=now)
    expire_due(now=now)
    for paper_id in papers_due(now):  # of a slot that a kill cut off
        dossiers.sign_paper(paper_id, now=now)
    with connection.cursor() as cursor:
        cursor.execute(DONE_JOBS)
    if keep_days is not None:
        thin_out(day - timedelta(days=keep_days))
    tomorrow = day + timedelta(days=1)
    for instrument in instruments_on(tomorrow):
        merge(instrument, tomorrow, now=moment(tomorrow, "00:05"))


def thin_out(day: date) -> int:
    """Take the contents of papers made on a day off the disk; how many. Their rows, hashes and signatures' facts stay.

    For a year that does not fit: a dossier's papers take about 0.3 MB. What citizens sent up is shared and stays.
    """
    made = StoredFile.objects.filter(created_at__gte=moment(day, "00:00"), created_at__lte=moment(day, "23:59"))
    hashes = made.exclude(sha256__in=SENT_UP).values_list("sha256", flat=True)
    return sum(_unlinked(place_of(sha256)) for sha256 in hashes.iterator())


def _unlinked(path: Path) -> bool:
    there = path.exists()
    path.unlink(missing_ok=True)
    return there


def instruments_on(day: date) -> Iterator[str]:
    """By what bodies are merged on a day, as the seed knows it."""
    rows = AgencySuccession.objects.filter(effective_date=day).values_list("instrument", flat=True)
    yield from sorted(set(rows.order_by("instrument")))


def merge(instrument: str, day: date, *, now: datetime) -> None:
    """The product's own merger day; a day that is finished does nothing the second time."""
    for _ in actions.reorganise(CLERK, queries.plan(instrument, on=day), now=now):
        pass
