"""make test-spark: the same metrics on Apache Spark as on DuckDB, to the last digit.

The facts outgrow one machine one day; what figures mean must not change on that day. So the very expressions of
`warehouse/metrics` run on both engines here, over the same invented facts.
"""

from __future__ import annotations

import os
import tempfile
import time
import warnings
from pathlib import Path
from typing import Any

import django
import duckdb
import ibis
from pyspark.sql import SparkSession

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tinhso.config.settings")
django.setup()

from tests.spark.facts import invented  # noqa: E402 - Django first
from tinhso.insight.warehouse.metrics.catalogue import COUNTED  # noqa: E402
from tinhso.insight.warehouse.metrics.totals import by_agency, checks_by_agency  # noqa: E402
from tinhso.insight.warehouse.periods import Convention, period  # noqa: E402
from tinhso.insight.warehouse.sources import SOURCES  # noqa: E402

ROWS = int(os.environ.get("SPARK_ROWS", "50000"))
PERIODS = [
    period("2025"),
    period("2026"),
    period("2026-Q3"),
    period("2026-02"),
    period("2026-02", Convention.REPORTING),
    period("2019-05"),  # before anything was filed
]


def main() -> None:
    """Compute everything twice and compare; SystemExit at the first difference."""
    warnings.filterwarnings("ignore", category=FutureWarning)  # Spark's word about pandas, which is not used here
    with tempfile.TemporaryDirectory() as folder:
        session = spark(folder)
        try:
            here, there = ibis.duckdb.connect(), ibis.pyspark.connect(session)
            for facts in SOURCES:
                path = str(Path(folder) / f"{facts.name}.parquet")
                with duckdb.connect() as desk:
                    desk.execute(f"COPY ({invented(facts, ROWS)}) TO '{path}' (FORMAT parquet)")
                compare(facts.name, here.read_parquet(path), there.read_parquet(path))
            print("DuckDB and Spark say the same to the last digit.")
        finally:
            session.stop()


def spark(folder: str) -> SparkSession:
    """Spark on two processors of this machine, heard by nobody else."""
    settings = {
        "spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1", "spark.ui.enabled": "false",
        "spark.sql.session.timeZone": "UTC", "spark.sql.shuffle.partitions": "2", "spark.local.dir": folder,
        "spark.sql.warehouse.dir": folder, "spark.ui.showConsoleProgress": "false",
    }  # fmt: skip
    builder = SparkSession.builder.master("local[2]").appName("tinhso")
    for name, value in settings.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    return session


def compare(facts: str, here: Any, there: Any) -> None:
    """All metrics of a table in each period; of dossiers all rules of quality, too."""
    codes = [code for code, counted in COUNTED.items() if counted.facts == facts]
    for of in PERIODS:
        what = f"{len(codes)} metrics of {facts}, {of.first} to {of.last}"
        _same(what, by_agency(here, codes, of), by_agency(there, codes, of))
    if facts == "dossiers":
        _same("rules of quality", checks_by_agency(here), checks_by_agency(there))


def _same(what: str, one: Any, other: Any) -> None:
    begun = time.perf_counter()
    ours = _sorted(one)
    between = time.perf_counter()
    theirs = _sorted(other)
    waits = f"DuckDB {between - begun:.2f} s, Spark {time.perf_counter() - between:.2f} s"
    if ours != theirs:
        wrong = [(a, b) for a, b in zip(ours, theirs, strict=False) if a != b] or [(len(ours), len(theirs))]
        raise SystemExit(f"{what}: not the same\n{wrong[0]}")
    print(f"{what}: {len(ours)} agencies, {sum(map(len, ours))} values equal ({waits})", flush=True)


def _sorted(table: Any) -> list[dict[str, int | None]]:
    """The rows of an answer by agency; each value a whole number, whatever the engine calls it."""
    rows = table.to_pyarrow().to_pylist()
    plain = [{name: None if value is None else int(value) for name, value in sorted(row.items())} for row in rows]
    return sorted(plain, key=lambda row: row["agency"] or 0)


if __name__ == "__main__":
    main()
