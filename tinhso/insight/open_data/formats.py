"""The same rows in three formats: CSV, JSON, Parquet; the same rows always give the same bytes of CSV and JSON."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb

from tinhso.insight.open_data.tables import DAY, NUMBER, TEXT, WHOLE, Cell, Table

BOM = b"\xef\xbb\xbf"
MIME = {"csv": "text/csv", "json": "application/json", "parquet": "application/vnd.apache.parquet"}
NAMES = {"csv": "CSV", "json": "JSON", "parquet": "PARQUET"}  # as the EU's list of file types names them
IN_DUCKDB = {TEXT: "VARCHAR", WHOLE: "BIGINT", NUMBER: "DECIMAL(38, 4)", DAY: "DATE"}


def written(table: Table) -> dict[str, bytes]:
    """CSV (UTF-8, comma, dot as decimal point, days as 2026-11-27), JSON (a list of objects), Parquet (typed)."""
    as_csv = _csv(table)
    return {"csv": as_csv, "json": _json(table), "parquet": _parquet(table, as_csv)}


def rows_in(content: bytes) -> list[dict[str, Any]]:
    """The rows of what was written as JSON."""
    rows: list[dict[str, Any]] = json.loads(content)
    return rows


def columns_of(table: Table) -> list[dict[str, str]]:
    """The columns as a version keeps them."""
    return [{"name": one.name, "title": one.title, "type": one.type} for one in table.columns]


def _csv(table: Table) -> bytes:
    out = StringIO()
    lines = csv.writer(out, lineterminator="\r\n")  # RFC 4180
    lines.writerow([one.name for one in table.columns])
    lines.writerows([_text(cell) for cell in row] for row in table.rows)
    return out.getvalue().encode()


def _text(cell: Cell) -> str:
    return "" if cell is None else f"{cell:f}" if isinstance(cell, Decimal) else str(cell)


def _json(table: Table) -> bytes:
    names = [one.name for one in table.columns]
    rows = (dict(zip(names, map(_plain, row), strict=True)) for row in table.rows)
    body = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    return f"[\n{body}\n]\n".encode() if body else b"[]\n"


def _plain(cell: Cell) -> Any:
    if isinstance(cell, Decimal):
        return int(cell) if cell == cell.to_integral() else float(cell)
    return cell.isoformat() if isinstance(cell, date) else cell


def _parquet(table: Table, as_csv: bytes) -> bytes:
    types = ", ".join(f"'{one.name}': '{IN_DUCKDB[one.type]}'" for one in table.columns)
    with TemporaryDirectory() as desk, duckdb.connect() as engine:
        source, target = Path(desk) / "rows.csv", Path(desk) / "rows.parquet"
        source.write_bytes(as_csv)
        spelled = "auto_detect = false, header = true, delim = ',', quote = '\"', escape = '\"'"
        read = f"read_csv('{source}', {spelled}, columns = {{{types}}})"
        # Names of columns are of our own seed or passed the register's schema; paths are ours.
        engine.execute(f"COPY (SELECT * FROM {read}) TO '{target}' (FORMAT parquet, COMPRESSION zstd)")  # noqa: S608
        return target.read_bytes()


def typed(columns: Sequence[Mapping[str, str]]) -> dict[str, str]:
    """Names of columns with their types as CKAN says them: text, int, numeric, date."""
    return {one["name"]: {WHOLE: "int", NUMBER: "numeric", DAY: "date"}.get(one["type"], "text") for one in columns}
