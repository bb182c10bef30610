"""How many pages of 8 kB the database touches for a page of the product: the same on a crowded machine."""

from __future__ import annotations

from collections.abc import Sequence

import psycopg

from bench.line import Call, Line, raw
from bench.stage import Stage

SO_FAR = """
SELECT coalesce(sum(shared_blks_hit + shared_blks_read), 0)::bigint FROM pg_stat_statements
WHERE dbid = (SELECT oid FROM pg_database WHERE datname = current_database())
"""


def touched(stage: Stage, calls: Sequence[Call]) -> float | None:
    """Pages of tables and indexes a call, each asked once; None where the server does not count by statement."""
    before = _so_far(stage)
    if before is None:
        return None
    line = Line(stage.port)
    for call in calls:
        status, _ = line.ask(raw(stage.port, call))
        if status != call.expect:
            raise SystemExit(f"{call.path}: {status}")
    line.close()
    return ((_so_far(stage) or before) - before) / max(1, len(calls))


def _so_far(stage: Stage) -> int | None:
    try:
        stage.connection.execute("CREATE EXTENSION IF NOT EXISTS pg_stat_statements")
        stage.connection.commit()
        row = stage.connection.execute(SO_FAR).fetchone()
    except psycopg.Error:
        row = None
    stage.connection.rollback()
    return int(row[0]) if row else None
