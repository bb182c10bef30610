"""10 dashboard at ten million: the same eight tiles, sides and check as `dashboard`, over facts grown by DuckDB.

The facts of the stage are repeated, each copy seconds later than the last, until there are BENCH_FACTS of them (ten
million): the same skew, the same agencies, other moments. Only the facts grow, since dashboards read nothing else;
the table of PostgreSQL gets the very same rows.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from hashlib import sha256

import duckdb
from django.utils import timezone

from bench.items import dashboard
from bench.progress import note
from bench.report import Row
from bench.stage import Stage
from tinhso.insight.warehouse import storing
from tinhso.insight.warehouse.actions import pull_facts
from tinhso.insight.warehouse.models import FactFile, Pull
from tinhso.insight.warehouse.sources import SOURCES

FACTS = int(os.environ.get("BENCH_FACTS", "10000000"))
ITEM = "10 dashboard at ten million"
MONTHS = 2  # PostgreSQL reads the whole table for each tile: a year of such dashboards would take half an hour


def run(stage: Stage) -> list[Row]:
    """A new filter beside both engines, over as many facts as ten years of a province leave."""
    pull_facts(now=timezone.now(), anew=True)
    try:
        with grown() as many:
            return dashboard.asked(replace(stage, dossiers=many), item=ITEM, months=MONTHS)
    finally:
        shutil.rmtree(storing.folder(), ignore_errors=True)
        FactFile.objects.all().delete()
        Pull.objects.all().delete()


@contextmanager
def grown() -> Iterator[int]:
    """Shelves whose files hold each fact many times; how many facts that makes."""
    shelf = list(FactFile.objects.filter(facts="dossiers"))
    times = -(-FACTS // max(1, sum(file.rows for file in shelf)))
    (facts,) = [source for source in SOURCES if source.name == "dossiers"]
    moments = [name for name, kind in facts.columns.items() if kind == "TIMESTAMP"]
    later = ", ".join(f"{name} + to_seconds(k) AS {name}" for name in moments)
    begun = time.perf_counter()
    with duckdb.connect(config={"threads": 2}) as desk:
        for file in shelf:
            path = storing.path_of("dossiers", file.month, file.sha256)
            file.sha256 = sha256(f"{file.sha256} x {times}".encode()).hexdigest()
            target = storing.path_of("dossiers", file.month, file.sha256)
            each = f"(SELECT * FROM read_parquet('{path}'), range({times}) copies(k)) each"
            rows = f"SELECT each.* EXCLUDE (k) REPLACE ({later}) FROM {each}"
            desk.execute(f"COPY ({rows}) TO '{target}' (FORMAT parquet, COMPRESSION zstd)")
            file.rows *= times
            path.unlink()
    FactFile.objects.bulk_update(shelf, ["sha256", "rows"])
    many = sum(file.rows for file in shelf)
    size = sum(storing.path_of("dossiers", file.month, file.sha256).stat().st_size for file in shelf)
    note(f"{many:,} facts, {size / 1e6:.0f} MB, in {time.perf_counter() - begun:.0f} s")
    yield many
