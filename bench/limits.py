"""The limit beside each item: PostgreSQL driven by pgbench on bare tables of the same size."""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import psycopg

from bench.names import NAMED, draw_names, to_bare_words
from tinhso.config.launch.postgres import binaries

FEW = 25  # transactions a client when less than a second is asked for, which pgbench cannot count
SCRIPTS = {
    "file": "\\set r random(0, 199)\n\\set a random(0, 199999)\nSELECT bare.file(:r, :a);",
    "transition": "\\set d random(1, {rows})\nSELECT bare.transition(:d);",
    "list": "\\set r random(0, 199)\nSELECT id, code, state, due_at FROM bare.dossier WHERE register = :r AND "
    "state = 'OPEN' ORDER BY due_at, id LIMIT 20;",
    "code": "\\set d random(1, {rows})\nSELECT id, state, due_at FROM bare.dossier WHERE code = 'B' || :d;",
    "citizen": "\\set a random(0, 199999)\nSELECT id, code, state, due_at FROM bare.dossier WHERE applicant = :a "
    "ORDER BY filed_at DESC LIMIT 20;",
    "words": f"\\set n random(1, {len(NAMED)})\nSELECT id, code FROM bare.dossier WHERE words @@ to_tsquery('simple', "
    f"(ARRAY[{to_bare_words()}])[:n]) ORDER BY due_at LIMIT 20;",
    "due": "\\set r random(0, 199)\nSELECT id, code, due_at FROM bare.dossier WHERE register = :r AND state = 'OPEN' "
    "ORDER BY due_at, id LIMIT 20;",
}


def build(connection: psycopg.Connection, rows: int) -> None:
    """Make the bare tables with `rows` dossiers."""
    draw_names(connection)
    text = (Path(__file__).parent / "limits.sql").read_text()
    connection.execute(text.replace("%(rows)s", str(rows)))
    connection.commit()
    connection.autocommit = True
    for table in ("dossier", "document", "history"):
        connection.execute(f"VACUUM ANALYZE bare.{table}")
    connection.autocommit = False


def driven(script: str, *, rows: int, clients: int, seconds: float) -> Callable[[], tuple[int, list[float], int]]:
    """A piece of work for `measured`: pgbench runs one script for a while over the unix socket."""

    def work() -> tuple[int, list[float], int]:
        with tempfile.NamedTemporaryFile("w", suffix=".sql") as file:
            file.write(SCRIPTS[script].format(rows=rows))
            file.flush()
            answer = subprocess.run(
                [str(binaries() / "pgbench"), "-n", "-M", "prepared", "-f", file.name, "-c", str(clients), "-j", "1",
                 *(["-T", str(round(seconds))] if seconds >= 1 else ["-t", str(FEW)])],
                env={**os.environ, **_environment()}, capture_output=True, text=True, check=True,
            )  # fmt: skip
        done = int(re.search(r"actually processed: (\d+)", answer.stdout)[1])  # type: ignore[index]
        latency = float(re.search(r"latency average = ([\d.]+) ms", answer.stdout)[1])  # type: ignore[index]
        return done, [latency], 0

    return work


def _environment() -> dict[str, str]:
    """Pgbench reads its connection from PG* variables, so that no password shows in the process list."""
    url = urlsplit(os.environ["DATABASE_URL"])
    host = unquote(parse_qs(url.query).get("host", [url.hostname or ""])[0])
    return {
        "PGHOST": host,
        "PGUSER": unquote(url.username or ""),
        "PGPASSWORD": unquote(url.password or ""),
        "PGDATABASE": url.path.lstrip("/"),
        "PGPORT": str(url.port or 5432),
    }
