"""Our own item: forgiving search over a catalogue of 10,000 procedures, through the public page; limit 50 ms."""

from __future__ import annotations

import statistics
from urllib.parse import quote

import psycopg

from bench import sides
from bench.load import Call, pressed
from bench.measure import measured
from bench.progress import note
from bench.report import Row
from bench.stage import Stage

PROCEDURES = 10_000
LIMIT_MS = 50.0
CLIENTS = 1
SECONDS = 1.5 * sides.SECONDS
QUESTIONS = {
    "code": ["1.001193", "1001612"],
    "two words": ["khai sinh", "kết hôn", "hộ kinh doanh", "đăng ký"],
    "abbreviation": ["GPLX", "GPXD", "UBND chứng thực"],
    "misspelt": ["khai sjnh", "kết hôm", "đổi bằng láy xe"],
    "a whole sentence": ["Thủ tục làm giấy khai sinh cho con ở phường Nam Định?"],
    "run together": ["khaisinh", "hokinhdoanh"],
}

# Real names with real places behind them: as many words, and as many neighbours, as a large catalogue would have.
GROW = """
CREATE TEMP TABLE grown AS
SELECT 'b.' || lpad(n::text, 6, '0') AS code, v.id AS model,
    v.name || ' tại ' || u.name AS name
FROM generate_series(1, %(missing)s) n
JOIN (SELECT name, row_number() OVER (ORDER BY id) AS place, count(*) OVER () AS many FROM reference_unit) u
    ON u.place = n %% u.many + 1
JOIN (SELECT id, name, row_number() OVER (ORDER BY id) AS place, count(*) OVER () AS many
      FROM procedures_procedureversion WHERE state = 'PUBLISHED') v ON v.place = n %% v.many + 1;
INSERT INTO procedures_procedure (code) SELECT code FROM grown;
"""
COLUMNS = """SELECT string_agg(quote_ident(column_name), ', ') FROM information_schema.columns
    WHERE table_name = 'procedures_procedureversion' AND is_generated = 'NEVER'
    AND column_name NOT IN ('id', 'procedure_id', 'name')"""
COPY = """
INSERT INTO procedures_procedureversion (procedure_id, name, {columns})
SELECT p.id, g.name, {values} FROM grown g JOIN procedures_procedure p USING (code)
JOIN procedures_procedureversion v ON v.id = g.model
"""
SHRINK = """
SET session_replication_role = replica;
DELETE FROM procedures_procedureversion USING procedures_procedure p WHERE procedure_id = p.id AND p.code LIKE 'b.%';
DELETE FROM procedures_procedure WHERE code LIKE 'b.%';
SET session_replication_role = DEFAULT;
DROP TABLE grown;
"""
SETTLE = "REFRESH MATERIALIZED VIEW procedures_vocabulary; ANALYZE procedures_procedureversion, procedures_procedure"


def grow(connection: psycopg.Connection, procedures: int = PROCEDURES) -> int:
    """Fill the catalogue up to so many public versions; how many stand then."""
    standing = connection.execute("SELECT count(*) FROM procedures_procedureversion").fetchone()[0]  # type: ignore[index]
    for statement in (GROW % {"missing": max(0, procedures - standing)}).split(";\n"):
        if statement.strip():
            connection.execute(statement)
    columns = connection.execute(COLUMNS).fetchone()[0]  # type: ignore[index]
    values = ", ".join(f"v.{column}" for column in columns.split(", "))
    connection.execute(COPY.format(columns=columns, values=values))
    connection.commit()
    _each(connection, SETTLE)
    return max(standing, procedures)


def shrink(connection: psycopg.Connection) -> None:
    """Take the invented procedures away again: other items measure the real catalogue."""
    _each(connection, SHRINK)
    _each(connection, SETTLE)


def _each(connection: psycopg.Connection, statements: str) -> None:
    for statement in statements.split(";"):
        if statement.strip():
            connection.execute(statement)
    connection.commit()


def run(stage: Stage) -> list[Row]:
    """One row a kind of question: the median answer of the page in milliseconds, and the p95 over all of them."""
    with psycopg.connect(stage.connection.info.dsn, password=stage.connection.info.password) as connection:
        return _measured(stage, connection)


def _measured(stage: Stage, connection: psycopg.Connection) -> list[Row]:
    rows = grow(connection)
    try:
        found = []
        for kind, questions in QUESTIONS.items():
            note(f"{kind}…")
            calls = [Call("GET", f"/thu-tuc/?q={quote(question)}") for question in questions]
            reading = measured(
                pressed(stage.port, calls, clients=CLIENTS, seconds=SECONDS), app=stage.web, database=stage.database
            )
            found.append((kind, reading))
    finally:
        shrink(connection)
    lines = [
        Row(f"search procedures: {kind}", "ms (p50, page)", r.p50_ms, LIMIT_MS, "limit",
            LIMIT_MS / max(r.p50_ms, 0.001), rows, "own: procedures")
        for kind, r in found
    ]  # fmt: skip
    worst = max(reading.p95_ms for _, reading in found)
    cpu = statistics.median(reading.cpu_ms for _, reading in found)
    return [
        *lines,
        Row("search procedures: slowest kind", "ms (p95, page)", worst, LIMIT_MS, "limit", LIMIT_MS / worst, rows),
        Row("search procedures: CPU a page", "ms (app + database)", cpu, LIMIT_MS, "limit", LIMIT_MS / cpu, rows),
    ]
