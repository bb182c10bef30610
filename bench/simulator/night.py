"""What the house does by itself between two days, once for all shards: the worker's part, with the simulated moment."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.db import connection

from bench.simulator.calendar import moment
from tinhso.config.reactions import REACTIONS
from tinhso.government.dossiers import actions as dossiers
from tinhso.government.reorganisation import actions, queries
from tinhso.ground.base.actors import System
from tinhso.ground.journal.actions import react
from tinhso.ground.mandates.actions import expire_due
from tinhso.ground.people.models import AgencySuccession

CLERK = System("reorganisation")
# Jobs whose work the gear did itself (papers), and messages, which nobody sends: no partner runs here.
DONE_JOBS = """
DELETE FROM procrastinate_jobs WHERE status = 'todo' AND task_name IN ('dossiers.sign_paper', 'notifications.send')
"""


def night_after(day: date) -> None:
    """News is heard, counts are folded, forgotten dossiers are found; then, if the law says so, bodies are merged."""
    now = moment(day, "23:40")
    while react("reactions", REACTIONS, limit=5000):
        pass
    dossiers.fold_counts()
    dossiers.raise_silent_alerts(now=now)
    expire_due(now=now)
    with connection.cursor() as cursor:
        cursor.execute(DONE_JOBS)
    tomorrow = day + timedelta(days=1)
    for instrument in instruments_on(tomorrow):
        merge(instrument, tomorrow, now=moment(tomorrow, "00:05"))


def instruments_on(day: date) -> Iterator[str]:
    """By what bodies are merged on a day, as the seed knows it."""
    rows = AgencySuccession.objects.filter(effective_date=day).values_list("instrument", flat=True)
    yield from sorted(set(rows.order_by("instrument")))


def merge(instrument: str, day: date, *, now: datetime) -> None:
    """The product's own merger day; a day that is finished does nothing the second time."""
    for _ in actions.reorganise(CLERK, queries.plan(instrument, on=day), now=now):
        pass
