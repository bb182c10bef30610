"""The eight tiles of item 10 as one who knows SQL writes them by hand: one walk, for DuckDB and PostgreSQL alike."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import psycopg

from bench.progress import note
from tinhso.insight.warehouse import lake
from tinhso.insight.warehouse.periods import Period
from tinhso.insight.warehouse.queries import PROVINCE

TILES = (
    "ADM.RECEIVED", "ADM.SOLVED", "ADM.OPEN", "ADM.OVERDUE", "ADM.ONTIME", "ADM.ONLINE", "ADM.DIGITISED", "ADM.SATISF",
)  # fmt: skip
COLUMNS = {
    "agency": "BIGINT", "channel": "VARCHAR", "state": "VARCHAR", "filed_at": "TIMESTAMP", "received_at": "TIMESTAMP",
    "due_at": "TIMESTAMP", "finished_at": "TIMESTAMP", "parts_on_paper": "INTEGER", "has_e_result": "BOOLEAN",
    "rating": "INTEGER",
}  # fmt: skip
TAKEN = "received_at >= {begin} AND received_at < {end}"
ENDED = "finished_at >= {begin} AND finished_at < {end}"
SOLVED = f"received_at IS NOT NULL AND state IN ('RESULT_READY', 'REFUSED_AFTER_EXAMINATION', 'RETURNED') AND {ENDED}"
OPEN = "received_at < {end} AND (finished_at IS NULL OR finished_at >= {end})"
# Above and below of each tile, in their order; "false" where nothing is below.
PARTS = (
    (TAKEN, "false"),
    (SOLVED, "false"),
    (OPEN, "false"),
    (f"{OPEN} AND due_at < {{end}} AND state NOT IN ({{resting}})", OPEN),
    (f"{SOLVED} AND finished_at <= due_at", SOLVED),
    (f"{TAKEN} AND channel = 'ONLINE'", TAKEN),
    (f"{SOLVED} AND parts_on_paper = 0 AND has_e_result", SOLVED),
    (f"{ENDED} AND rating >= 4", f"{ENDED} AND rating IS NOT NULL"),
)


def tiles_sql(table: str, period: Period, unit: int, *, resting: str) -> str:
    """All sixteen numbers of one period and unit, in one statement."""
    return _sql(PARTS, table, period, unit, resting=resting)


def each_tile(table: str, period: Period, unit: int, *, resting: str) -> list[str]:
    """The same as a statement a tile, which is how dashboards ask."""
    return [_sql((parts,), table, period, unit, resting=resting) for parts in PARTS]


def _sql(tiles: Sequence[tuple[str, str]], table: str, period: Period, unit: int, *, resting: str) -> str:
    numbers = ", ".join(f"count(*) FILTER (WHERE {part})" for parts in tiles for part in parts)
    where = "filed_at < {end} AND (finished_at IS NULL OR finished_at >= {begin})"
    if unit != PROVINCE:
        where += f" AND agency = {unit}"
    whole = f"SELECT {numbers} FROM {table} WHERE {where}"
    return whole.format(begin=f"TIMESTAMP '{period.begin}'", end=f"TIMESTAMP '{period.end}'", resting=resting)


TYPES = {"VARCHAR": "text", "TIMESTAMP": "timestamp", "BOOLEAN": "boolean", "BIGINT": "bigint", "INTEGER": "integer"}


@contextmanager
def narrow_table(connection: psycopg.Connection) -> Iterator[str]:
    """The same rows as a narrow table of PostgreSQL, vacuumed, for as long as it is compared; its name."""
    note("the same facts as a narrow table of PostgreSQL…")
    columns = ", ".join(f"{name} {TYPES[kind]}" for name, kind in COLUMNS.items())
    connection.rollback()
    connection.execute("DROP TABLE IF EXISTS bench_facts")
    connection.execute(f"CREATE UNLOGGED TABLE bench_facts ({columns})")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "facts.csv"
        lake.table("dossiers")
        lake.LAKE.opened().raw_sql(f"COPY (SELECT {', '.join(COLUMNS)} FROM dossiers) TO '{path}' (HEADER false)")
        into = "COPY bench_facts FROM STDIN (FORMAT csv)"
        with connection.cursor() as cursor, cursor.copy(into) as copy, path.open("rb") as file:
            while piece := file.read(1 << 20):
                copy.write(piece)
    connection.commit()
    connection.autocommit = True
    connection.execute("VACUUM (ANALYZE, FREEZE) bench_facts")
    connection.autocommit = False
    try:
        yield "bench_facts"
    finally:
        connection.rollback()
        connection.execute("DROP TABLE bench_facts")
        connection.commit()
