"""Files of facts: one a table and month, Parquet, written beside and named by their own hash."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
from django.conf import settings
from django.db import connection
from psycopg import sql

from tinhso.ground.base.facts import Facts


@dataclass(frozen=True)
class Written:
    """A file that now stands: its hash and how many rows it holds."""

    sha256: str
    rows: int


def folder() -> Path:
    """Where the files of this database lie; a test database has a folder of its own."""
    return Path(settings.WAREHOUSE_DIR) / str(connection.settings_dict["NAME"])


def path_of(facts: str, month: date, sha256: str) -> Path:
    """Where one file lies: warehouse/<database>/dossiers/2026-11-<hash>.parquet."""
    return folder() / facts / f"{month:%Y-%m}-{sha256[:16]}.parquet"


def write_month(facts: Facts, month: date, *, begin: datetime, end: datetime) -> Written:
    """Copy a month out of the database into a file; what stood there before is left for those who read it."""
    shelf = folder() / facts.name
    shelf.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=shelf) as desk:
        rows_as_text, parquet = Path(desk) / "rows.csv", Path(desk) / "rows.parquet"
        _copy_out(facts.rows, {"begin": begin, "end": end}, rows_as_text)
        rows = _pack(facts.columns, rows_as_text, parquet)
        digest = hashlib.sha256(parquet.read_bytes()).hexdigest()
        parquet.rename(path_of(facts.name, month, digest))
    return Written(digest, rows)


def drop(facts: str, month: date, sha256: str) -> None:
    """Take an old file away; who has it open reads on."""
    with suppress(FileNotFoundError):
        path_of(facts, month, sha256).unlink()


def _copy_out(rows: str, values: Mapping[str, Any], target: Path) -> None:
    """COPY: the fastest way out, and the same with any PostgreSQL. Moments are ours, so literals are safe."""
    with connection.cursor() as cursor, target.open("wb") as out:
        raw = cursor.cursor.cursor if hasattr(cursor.cursor, "cursor") else cursor.cursor
        written = rows % {name: sql.Literal(value).as_string(raw) for name, value in values.items()}
        with raw.copy(f"COPY ({written}) TO STDOUT (FORMAT csv)") as copied:
            for piece in copied:
                out.write(piece)


def _pack(columns: Mapping[str, str], source: Path, target: Path) -> int:
    """CSV into Parquet; the number of rows."""
    types = ", ".join(f"'{name}': '{kind}'" for name, kind in columns.items())
    with duckdb.connect() as desk:
        how = "header = false, nullstr = '', allow_quoted_nulls = false, quote = '\"'"
        read = f"read_csv('{source}', {how}, columns = {{{types}}})"
        # Words of our own and paths of our own; nothing that people typed comes here.
        desk.execute(f"COPY (SELECT * FROM {read}) TO '{target}' (FORMAT parquet, COMPRESSION zstd)")  # noqa: S608
        (rows,) = desk.execute(f"SELECT count(*) FROM '{target}'").fetchone() or (0,)  # noqa: S608
    return int(rows)
