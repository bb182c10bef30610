# ruff: noqa: S608 - words and paths of our own; nothing that people typed comes into these questions
"""Files of facts: one a table and month, and over them a thin layer of what changed since; Parquet, named by hash.

A month of a busy province holds a hundred thousand rows, and each minute a few of them change. So what changed is
written into one small file, the layer, which hides the same things in the files below; when it has grown thick, it is
folded into the months that it concerns.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import time
from collections.abc import Callable, Collection, Mapping, Sequence
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

READ_ON_S = 600  # a file that no longer counts stays for those who began to read before


@dataclass(frozen=True)
class Written:
    """A file that now stands: its hash and how many rows it holds."""

    sha256: str
    rows: int


def folder() -> Path:
    """Where the files of this database lie; a test database has a folder of its own."""
    return Path(settings.WAREHOUSE_DIR) / str(connection.settings_dict["NAME"])


def path_of(facts: str, month: date | None, sha256: str) -> Path:
    """Where one file lies: warehouse/<database>/dossiers/2026-11-<hash>.parquet, the layer: layer-<hash>.parquet."""
    return folder() / facts / f"{f'{month:%Y-%m}' if month else 'layer'}-{sha256[:16]}.parquet"


def write_month(facts: Facts, month: date, *, begin: datetime, end: datetime) -> Written:
    """Copy a month out of the database into a file; what stood there before is left for those who read it."""
    which = (facts.by_month, {"begin": begin, "end": end})
    return _written(facts, month, fresh=which, select=lambda fresh: f"SELECT * FROM {fresh}")


def write_layer(facts: Facts, ids: Collection[int], *, before: Path | None) -> Written:
    """Copy the rows of changed things out of the database into a new layer, over what the layer before said of others.

    A thing without rows is kept as gone, so that it hides what stands below.
    """
    about = facts.about
    nothing = ", ".join(
        f"id AS {about}" if name == about else f'CAST(NULL AS {kind}) AS "{name}"'
        for name, kind in facts.columns.items()
    )
    changed = f"(SELECT unnest({sorted(ids)}::BIGINT[]) AS id)"

    def select(fresh: str) -> str:
        gone = f"SELECT {nothing}, true AS gone FROM {changed} WHERE id NOT IN (SELECT {about} FROM {fresh})"
        kept = f"SELECT * FROM read_parquet('{before}') WHERE {about} NOT IN (SELECT id FROM {changed})"
        whole = f"SELECT *, false AS gone FROM {fresh} UNION ALL {gone}" + (f" UNION ALL {kept}" if before else "")
        return f"SELECT * FROM ({whole}) ORDER BY ALL"  # the same rows make the same file

    return _written(facts, None, fresh=(facts.by_ids, {"ids": sorted(ids)}), select=select)


def months_under(facts: Facts, layer: Path, files: Mapping[date, Path]) -> list[date]:
    """The months in which a layer says something new, or hides something."""
    with duckdb.connect() as desk:
        told = desk.execute(
            f"SELECT DISTINCT CAST(date_trunc('month', \"{facts.begun}\") AS DATE) FROM '{layer}' WHERE NOT gone"
        ).fetchall()
        found = {month for (month,) in told}
        for month, path in files.items():
            hidden = f"SELECT 1 FROM '{path}' AS below WHERE NOT {_not_hidden(facts, str(layer))} LIMIT 1"
            if desk.execute(hidden).fetchone():
                found.add(month)
    return sorted(found)


def fold_month(facts: Facts, month: date, *, below: Path | None, layer: Path) -> Written:
    """A month as it stands with the layer over it, as one file."""
    columns = ", ".join(f'"{name}"' for name in facts.columns)
    inside = f"NOT gone AND date_trunc('month', \"{facts.begun}\") = DATE '{month}'"
    rows = f"SELECT {columns} FROM '{layer}' WHERE {inside}"
    if below:
        rows = f"{standing(facts, [str(below)], None)} WHERE {_not_hidden(facts, str(layer))} UNION ALL {rows}"
    whole = f'SELECT * FROM ({rows}) ORDER BY agency, "{facts.begun}"'
    return _written(facts, month, fresh=None, select=lambda _: whole)


def standing(facts: Facts, files: Sequence[str], layer: str | None) -> str:
    """SQL for the rows as they stand: what the layer says, and below it what it does not hide."""
    columns = ", ".join(f'"{name}"' for name in facts.columns)
    below = f"SELECT {columns} FROM read_parquet({list(files)}) AS below" if files else _nothing(facts)
    if layer is None:
        return below
    told = f"SELECT {columns} FROM read_parquet('{layer}') WHERE NOT gone"
    return f"{below} WHERE {_not_hidden(facts, layer)} UNION ALL {told}" if files else told


def _not_hidden(facts: Facts, layer: str) -> str:
    same = f"layer.{facts.about} = below.{facts.about}"
    return f"NOT EXISTS (SELECT 1 FROM read_parquet('{layer}') AS layer WHERE {same})"


def drop(facts: str, month: date | None, sha256: str) -> None:
    """A file no longer counts: from now on it waits to be swept."""
    with suppress(FileNotFoundError):
        os.utime(path_of(facts, month, sha256))


def sweep(facts: str, counted: Collection[str]) -> None:
    """Take away what no longer counts and nobody reads any more, and what was left by a writer that was killed.

    Only for whoever holds the lock of the writers.
    """
    for path in (folder() / facts).glob("*"):
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        elif str(path) not in counted:
            with suppress(FileNotFoundError):
                if time.time() - path.stat().st_mtime > READ_ON_S:
                    path.unlink()


def _written(
    facts: Facts, month: date | None, *, fresh: tuple[str, Mapping[str, Any]] | None, select: Callable[[str], str]
) -> Written:
    """Write beside, then name by its hash in one step: nobody ever sees half a file."""
    shelf = folder() / facts.name
    shelf.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=shelf) as desk, duckdb.connect() as engine:
        rows_as_text, parquet = Path(desk) / "rows.csv", Path(desk) / "rows.parquet"
        if fresh:
            _copy_out(facts.rows, *fresh, rows_as_text)
            _take_in(engine, facts.columns, rows_as_text)
        engine.execute(f"COPY ({select('fresh')}) TO '{parquet}' (FORMAT parquet, COMPRESSION zstd)")
        (rows,) = engine.execute(f"SELECT count(*) FROM '{parquet}'").fetchone() or (0,)
        digest = hashlib.sha256(parquet.read_bytes()).hexdigest()
        parquet.rename(path_of(facts.name, month, digest))
    return Written(digest, int(rows))


def _copy_out(rows: str, which: str, values: Mapping[str, Any], target: Path) -> None:
    """COPY: the fastest way out, and the same with any PostgreSQL. Moments and ids are ours, so literals are safe."""
    with connection.cursor() as cursor, target.open("wb") as out:
        raw = cursor.cursor.cursor if hasattr(cursor.cursor, "cursor") else cursor.cursor
        chosen = which % {name: sql.Literal(value).as_string(raw) for name, value in values.items()}
        with raw.copy(f"COPY ({rows % {'which': chosen}}) TO STDOUT (FORMAT csv)") as copied:
            for piece in copied:
                out.write(piece)


def _take_in(engine: duckdb.DuckDBPyConnection, columns: Mapping[str, str], source: Path) -> None:
    """CSV as a view, each column with its type."""
    types = ", ".join(f"'{name}': '{kind}'" for name, kind in columns.items())
    # Told and not sniffed: a month may hold no row at all.
    spelled = "auto_detect = false, delim = ',', quote = '\"', escape = '\"'"
    how = f"{spelled}, header = false, nullstr = '', allow_quoted_nulls = false"
    engine.execute(f"CREATE VIEW fresh AS SELECT * FROM read_csv('{source}', {how}, columns = {{{types}}})")


def _nothing(facts: Facts) -> str:
    columns = ", ".join(f'CAST(NULL AS {kind}) AS "{column}"' for column, kind in facts.columns.items())
    return f"SELECT {columns} WHERE false"
