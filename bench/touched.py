"""What a page of the product holds, and how many pages of 8 kB the database touches for it: the same on any machine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import psycopg

from bench.line import Call, Line, raw
from bench.stage import Stage

LINE = b"dossier-row"  # what a list of dossiers gives each of them
SO_FAR = """
SELECT coalesce(sum(shared_blks_hit + shared_blks_read), 0)::bigint FROM pg_stat_statements
WHERE dbid = (SELECT oid FROM pg_database WHERE datname = current_database())
"""


@dataclass(frozen=True)
class Held:
    """Of the calls of one page, each asked once: dossiers listed, and pages of tables and indexes touched, a call.

    touched: None where the server does not count by statement.
    """

    lines: float
    touched: float | None


def held(stage: Stage, calls: Sequence[Call]) -> Held:
    """What these calls are answered with, and what that took."""
    before, line, lines = _so_far(stage), Line(stage.port), 0
    for call in calls:
        status, content = line.ask(raw(stage.port, call))
        if status != call.expect:
            raise SystemExit(f"{call.path}: {status}")
        lines += content.count(LINE)
    line.close()
    after, calls_made = _so_far(stage), max(1, len(calls))
    touched = (after - before) / calls_made if before is not None and after is not None else None
    return Held(lines / calls_made, touched)


def _so_far(stage: Stage) -> int | None:
    try:
        stage.connection.execute("CREATE EXTENSION IF NOT EXISTS pg_stat_statements")
        stage.connection.commit()
        row = stage.connection.execute(SO_FAR).fetchone()
    except psycopg.Error:
        row = None
    stage.connection.rollback()
    return int(row[0]) if row else None
