"""Fills the bench database in bulk: secondary indexes and triggers wait until the rows are in."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from bench.names import draw_names
from bench.plan import LIVING
from bench.progress import note

DAYS_BEFORE = 9 * 365
TABLES = ("people_citizen", "workflow_clock", "dossiers_dossier", "dossiers_dossierpart", "dossiers_handover")
PLAIN_INDEXES = """
SELECT i.indexname, i.indexdef FROM pg_indexes i JOIN pg_class c ON c.relname = i.indexname
LEFT JOIN pg_constraint k ON k.conindid = c.oid WHERE i.tablename = ANY(%s) AND k.oid IS NULL
"""
# The kept counts and the words met, made again from the rows: the triggers that keep them slept meanwhile.
KEPT = """
TRUNCATE dossiers_deskcount, dossiers_deskdelta;
INSERT INTO dossiers_deskcount (agency_id, state, desk, holder_id, dossiers)
    SELECT desk_agency_id, state, desk, CASE WHEN desk <> 'NOBODY' THEN holder_id END, count(*)
    FROM dossiers_dossier GROUP BY 1, 2, 3, 4;
TRUNCATE dossiers_word;
INSERT INTO dossiers_word (word)
    SELECT met FROM (SELECT DISTINCT unnest(string_to_array(search_text, ' ')) AS met FROM dossiers_dossier) AS every
    WHERE met ~ '^[[:alpha:]]{3}'
"""


@contextmanager
def bare_tables(connection: psycopg.Connection) -> Iterator[None]:
    """Without secondary indexes and row triggers for a while; then built and counted at once."""
    indexes = connection.execute(PLAIN_INDEXES, [list(TABLES)]).fetchall()
    for name, _ in indexes:
        connection.execute(f'DROP INDEX "{name}"')
    connection.execute("SET session_replication_role = replica")  # triggers and key checks off: the rows are ours
    connection.execute("SET maintenance_work_mem = '1GB'")
    yield
    connection.execute("SET session_replication_role = DEFAULT")
    note(f"{len(indexes)} indexes…")
    for _, definition in indexes:
        connection.execute(definition)


def citizens(rows: int) -> int:
    """How many citizens a province of so many dossiers has: a fifth as many, and never less than 1,000."""
    return max(1000, rows // 5) if rows else 0


def fill(connection: psycopg.Connection, rows: int, *, standing: int = 0) -> None:
    """Grow from `standing` to `rows` dossiers and to a fifth as many citizens.

    Up to LIVING each dossier has 3 parts and 6 slip lines, one in ten is open (seeding.sql); beyond it all are closed
    and lean (earlier_years.sql).
    """
    draw_names(connection)
    with bare_tables(connection):
        if standing < LIVING:
            _run(connection, "seeding.sql", first=standing + 1, rows=min(rows, LIVING))
        if rows > LIVING:
            _run(connection, "earlier_years.sql", first=max(standing, LIVING) + 1, rows=rows)
        connection.execute(KEPT)
    connection.commit()
    connection.autocommit = True
    note("vacuum and statistics…")
    for table in TABLES:
        connection.execute(f"VACUUM ANALYZE {table}")
    connection.autocommit = False


def _run(connection: psycopg.Connection, file: str, *, first: int, rows: int) -> None:
    """The steps of one file, for dossiers `first` to `rows`."""
    places = {
        "first": first, "rows": rows, "first_citizen": citizens(first - 1) + 1, "citizens": citizens(rows),
        "days": DAYS_BEFORE,
    }  # fmt: skip
    for step in ((Path(__file__).parent / file).read_text() % places).split("-- step: "):
        name, _, statements = step.partition("\n")
        if not name.startswith("--"):
            note(f"{name}…")
        connection.execute(statements)
