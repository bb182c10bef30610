"""Fills the bench database in bulk: secondary indexes and triggers wait until the rows are in."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

TABLES = ("people_citizen", "workflow_clock", "dossiers_dossier", "dossiers_dossierpart", "dossiers_handover")
PLAIN_INDEXES = """
SELECT i.indexname, i.indexdef FROM pg_indexes i JOIN pg_class c ON c.relname = i.indexname
LEFT JOIN pg_constraint k ON k.conindid = c.oid WHERE i.tablename = ANY(%s) AND k.oid IS NULL
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
    for _, definition in indexes:
        connection.execute(definition)


def fill(connection: psycopg.Connection, rows: int) -> None:
    """Insert `rows` dossiers with 3 parts and 6 slip lines each, and a fifth as many citizens."""
    text = (Path(__file__).parent / "seeding.sql").read_text()
    text = text.replace("%(rows)s", str(rows)).replace("%(citizens)s", str(max(1000, rows // 5))).replace("%%", "%")
    with bare_tables(connection):
        connection.execute(text)
        connection.execute(
            "INSERT INTO dossiers_deskcount (agency_id, state, dossiers) SELECT desk_agency_id, state, count(*) "
            "FROM dossiers_dossier GROUP BY 1, 2 "
            "ON CONFLICT (agency_id, state) DO UPDATE SET dossiers = EXCLUDED.dossiers"
        )
    connection.commit()
    connection.autocommit = True
    for table in TABLES:
        connection.execute(f"VACUUM ANALYZE {table}")
    connection.autocommit = False
