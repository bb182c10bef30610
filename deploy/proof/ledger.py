"""What the database holds against what clients were told: nothing lost, nothing doubled, codes in order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import psycopg

from deploy.proof.clients import Filed
from deploy.proof.subscriber import Subscriber

ROWS = "SELECT code, substring(answers->>'child_name' from '[0-9]+$')::int, state FROM dossiers_dossier"
# Codes of a unit and day count 1, 2, 3 … in the order in which they were given.
OUT_OF_ORDER = """
SELECT count(*) FROM (
    SELECT right(code, 4)::int - row_number() OVER (PARTITION BY left(code, -4) ORDER BY id) AS off
    FROM dossiers_dossier) numbered WHERE off <> 0
"""
NOT_WRITTEN_DOWN_ONCE = """
SELECT count(*) FROM dossiers_dossier d WHERE 1 <> (
    SELECT count(*) FROM journal_entry e WHERE e.subject = 'dossier:' || d.id AND e.kind = 'dossiers.filed')
"""
JOBS = "SELECT status::text, count(*) FROM procrastinate_jobs GROUP BY 1 ORDER BY 1"
FAILED = "SELECT task_name, count(*) FROM procrastinate_jobs WHERE status = 'failed' GROUP BY 1 ORDER BY 1"
UNREAD = """
SELECT count(*) FROM journal_entry e, journal_cursor c
WHERE c.reader = 'reactions' AND (e.xact, e.id) > (c.xact, c.entry_id)
"""
AWAITING = "AWAITING_RECEPTION"


def settled(connection: psycopg.Connection) -> bool:
    """Whether the workers have nothing left to do: no job in hand, none that is due, no unread journal."""
    busy = connection.execute(
        "SELECT count(*) FROM procrastinate_jobs WHERE status = 'doing' "
        "OR (status = 'todo' AND coalesce(scheduled_at, now()) <= now())"
    ).fetchone()
    unread = connection.execute(UNREAD).fetchone()
    return busy == (0,) and unread == (0,)


def untold(filed: Sequence[Filed], subscriber: Subscriber) -> int:
    """How many acknowledged filings of the subscribed office its subscriber has not heard of."""
    return sum(not subscriber.heard_of(one.code) for one in filed if one.code and one.office == 0)


def compared(connection: psycopg.Connection, filed: Sequence[Filed], subscriber: Subscriber) -> dict[str, Any]:
    """The figures of the report; what must be 0 is named in `broken`."""
    rows = connection.execute(ROWS).fetchall()
    there = {code: (number, state) for code, number, state in rows}
    numbers = Counter(number for _, number, _ in rows)
    acknowledged = [one for one in filed if one.code]
    lost = [one for one in acknowledged if there.get(one.code, (0, ""))[0] != one.number]
    unmoved = [one for one in filed if one.is_received and there.get(one.code, (0, AWAITING))[1] == AWAITING]
    figures = {
        "acknowledged": len(acknowledged),
        "repeated": sum(len(one.statuses) > 1 + one.is_received for one in filed),
        "unanswered": len(filed) - len(acknowledged),
        "lost": len(lost) + len(unmoved),
        "doubled": sum(count - 1 for count in numbers.values()) + len(rows) - len(there),
        "never_sent": len(set(numbers) - {one.number for one in filed}),
        "out_of_order": _one(connection, OUT_OF_ORDER),
        "not_written_down_once": _one(connection, NOT_WRITTEN_DOWN_ONCE),
        # What the first office filed went through reactions, queue and workers to its subscriber.
        "told": len(subscriber.told),
        "told_again": subscriber.repeated(),
        "untold": untold(filed, subscriber),
        "jobs": dict(connection.execute(JOBS).fetchall()),
        "jobs_failed": dict(connection.execute(FAILED).fetchall()),
    }
    must_be_none = ("lost", "doubled", "never_sent", "out_of_order", "not_written_down_once", "untold")
    return figures | {"broken": [name for name in must_be_none if figures[name]]}


def _one(connection: psycopg.Connection, question: str) -> int:
    row = connection.execute(question).fetchone()
    return int(row[0]) if row else 0
