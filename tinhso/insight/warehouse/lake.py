"""Reading the facts: an Ibis table over the files of a fact table, renewed when a file was written anew."""

from __future__ import annotations

import threading
from datetime import datetime
from hashlib import sha256
from pathlib import Path

import ibis
import ibis.expr.types as ir
from ibis.backends.duckdb import Backend

from tinhso.ground.base.facts import Facts
from tinhso.insight.warehouse.models import FactFile, Pull
from tinhso.insight.warehouse.sources import SOURCES
from tinhso.insight.warehouse.storing import path_of


class Lake(threading.local):
    """One thread's view of the warehouse: DuckDB in memory over files that never change once they are named.

    A connection of DuckDB answers one question at a time, so each thread has its own; it holds views and no rows.
    """

    def __init__(self) -> None:
        self.backend: Backend | None = None
        self.views: dict[str, tuple[str, ir.Table]] = {}

    def opened(self) -> Backend:
        """The connection, made at the first question."""
        if self.backend is None:
            self.backend = ibis.duckdb.connect(threads=2)
        return self.backend


LAKE = Lake()


def table(name: str) -> ir.Table:
    """The facts of a table as they stand on the shelves now; empty, with all columns, where nothing was pulled yet."""
    return standing(name)[1]


def standing(name: str) -> tuple[str, ir.Table]:
    """The same, with a name of the files as they stand: as long as it is the same, every answer is."""
    files = _files(name)
    files = files if _all_there(files) else []
    view = f"{name}_{sha256(' '.join(files).encode()).hexdigest()[:16]}"
    known = LAKE.views.get(name)
    if known is None or known[0] != view:
        if known:
            LAKE.opened().raw_sql(f"DROP VIEW IF EXISTS {known[0]}")
        LAKE.views[name] = known = (view, _opened(view, name, files))
    return known


def as_of(name: str) -> datetime | None:
    """Up to which moment the facts tell everything; None before the first pull, and while files are lost.

    Files are not in backups: after a restore, or on a machine that is new, the next pull writes them again.
    """
    if not _all_there(_files(name)):
        return None
    return Pull.objects.filter(facts=name).values_list("as_of", flat=True).first()


def _files(name: str) -> list[str]:
    shelf = FactFile.objects.filter(facts=name).order_by("month").values_list("month", "sha256")
    return [str(path_of(name, month, digest)) for month, digest in shelf]


def _all_there(files: list[str]) -> bool:
    """A table with a month missing would tell too little, so then it tells nothing."""
    return all(Path(file).exists() for file in files)


def _opened(view: str, name: str, files: list[str]) -> ir.Table:
    rows = f"SELECT * FROM read_parquet({files})" if files else _nothing(_source(name))  # noqa: S608 - our own paths
    LAKE.opened().raw_sql(f"CREATE OR REPLACE VIEW {view} AS {rows}")
    return LAKE.opened().table(view)


def _source(name: str) -> Facts:
    return next(source for source in SOURCES if source.name == name)


def _nothing(facts: Facts) -> str:
    columns = ", ".join(f"CAST(NULL AS {kind}) AS {column}" for column, kind in facts.columns.items())
    return f"SELECT {columns} WHERE false"
