"""Reading the facts: an Ibis table over the files of a fact table, renewed when a file was written anew."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from datetime import datetime

import ibis
import ibis.expr.types as ir

from tinhso.ground.base.facts import Facts
from tinhso.insight.warehouse.models import FactFile, Pull
from tinhso.insight.warehouse.sources import SOURCES
from tinhso.insight.warehouse.storing import path_of

# What of Ibis' types DuckDB's and ours are.
TYPES = {"BIGINT": "int64", "INTEGER": "int32", "VARCHAR": "string", "BOOLEAN": "boolean", "TIMESTAMP": "timestamp"}


@dataclass
class Lake:
    """One process's view of the warehouse: DuckDB in memory over files that never change once they are named."""

    backend: ibis.backends.duckdb.Backend
    views: dict[str, tuple[tuple[str, ...], ir.Table]] = field(default_factory=dict)
    guard: threading.Lock = field(default_factory=threading.Lock)


_LAKES: list[Lake] = []
_GUARD = threading.Lock()


def lake() -> Lake:
    """The lake of this process, opened at the first question."""
    with _GUARD:
        if not _LAKES:
            _LAKES.append(Lake(ibis.duckdb.connect(threads=2)))
        return _LAKES[0]


def table(name: str) -> ir.Table:
    """The facts of a table as they stand on the shelves now; empty, with all columns, where nothing was pulled yet."""
    files = tuple(
        str(path_of(name, month, sha256))
        for month, sha256 in FactFile.objects.filter(facts=name).order_by("month").values_list("month", "sha256")
    )
    facts = next(source for source in SOURCES if source.name == name)
    here = lake()
    with here.guard:
        known = here.views.get(name)
        if known is None or known[0] != files:
            here.views[name] = known = (files, _opened(here, facts, files))
        return known[1]


def as_of(name: str) -> datetime | None:
    """Up to which moment the facts tell everything; None before the first pull."""
    return Pull.objects.filter(facts=name).values_list("as_of", flat=True).first()


def _opened(here: Lake, facts: Facts, files: tuple[str, ...]) -> ir.Table:
    if files:
        return here.backend.read_parquet(list(files), table_name=f"{facts.name}_{abs(hash(files)):x}")
    schema = ibis.schema({column: TYPES[kind] for column, kind in facts.columns.items()})
    return here.backend.create_table(f"{facts.name}_none", schema=schema, overwrite=True)
