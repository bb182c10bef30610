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
from tinhso.insight.warehouse import storing
from tinhso.insight.warehouse.models import FactFile, Pull
from tinhso.insight.warehouse.sources import SOURCES

LAYER = "/layer-"


class Lake(threading.local):
    """One thread's view of the warehouse: DuckDB in memory over files that never change once they are named.

    A connection of DuckDB answers one question at a time, so each thread has its own; it holds views and no rows.
    """

    def __init__(self) -> None:
        self.backend: Backend | None = None
        self.shelves: dict[str, str] = {}
        self.tables: dict[str, ir.Table] = {}

    def opened(self) -> Backend:
        """The connection, made at the first question."""
        if self.backend is None:
            self.backend = ibis.duckdb.connect(threads=2)
        return self.backend


LAKE = Lake()


def warm() -> None:
    """Load what the first question of a process would load, half a second of it. Needs neither database nor files."""
    backend = ibis.duckdb.connect(threads=1)
    backend.raw_sql("CREATE VIEW nothing AS SELECT 1 AS one")
    ibis.to_sql(backend.table("nothing").count(), dialect="duckdb")
    backend.disconnect()


def table(name: str) -> ir.Table:
    """The facts of a table as they stand on the shelves now; empty, with all columns, where nothing was pulled yet."""
    return standing(name)[1]


def standing(name: str) -> tuple[str, ir.Table]:
    """The same, with a name of the files as they stand: as long as it is the same, every answer is.

    The table itself is always the same view, so that a question is compiled once, whatever files come and go.
    """
    files = _files(name)
    shelf = _named(name, files)
    files = files if _all_there(files) else []
    if LAKE.shelves.get(name) != shelf:
        months = [file for file in files if LAYER not in file]
        layer = next((file for file in files if LAYER in file), None)
        rows = storing.standing(_source(name), months, layer)
        LAKE.opened().raw_sql(f"CREATE OR REPLACE VIEW {name} AS {rows}")
        LAKE.tables.setdefault(name, LAKE.opened().table(name))
        LAKE.shelves[name] = shelf
    return shelf, LAKE.tables[name]


def all_standing() -> str:
    """A name of all facts as they stand, in one reading: as long as it is the same, every answer is."""
    shelves: dict[str, list[str]] = {source.name: [] for source in SOURCES}
    files = FactFile.objects.filter(facts__in=shelves).order_by("month").values_list("facts", "month", "sha256")
    for name, month, digest in files:
        shelves[name].append(str(storing.path_of(name, month, digest)))
    return " ".join(_named(name, files) for name, files in shelves.items())


def as_of(name: str) -> datetime | None:
    """Up to which moment the facts tell everything; None before the first pull, and while files are lost.

    Files are not in backups: after a restore, or on a machine that is new, the next pull writes them again.
    """
    if not _all_there(_files(name)):
        return None
    return Pull.objects.filter(facts=name).values_list("as_of", flat=True).first()


def _files(name: str) -> list[str]:
    """The months and the layer, in one reading: what counts together."""
    shelf = FactFile.objects.filter(facts=name).order_by("month").values_list("month", "sha256")
    return [str(storing.path_of(name, month, digest)) for month, digest in shelf]


def _named(name: str, files: list[str]) -> str:
    there = files if _all_there(files) else []
    return f"{name}_{sha256(' '.join(there).encode()).hexdigest()[:16]}"


def _all_there(files: list[str]) -> bool:
    """A table with a month missing would tell too little, so then it tells nothing."""
    return all(Path(file).exists() for file in files)


def _source(name: str) -> Facts:
    return next(source for source in SOURCES if source.name == name)
