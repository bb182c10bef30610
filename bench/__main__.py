"""make bench: build the stage, walk the items, print the table, write results.json."""

from __future__ import annotations

import importlib
import os
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import django
import psycopg

from bench import history, items, limits, plan, report, seeding
from bench.progress import Progress, note
from bench.quiet import Watch
from bench.stage import Stage, bench_database, copies, left_behind, postmaster, served

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tinhso.config.settings")


def main() -> None:
    """Run the benchmark from nothing to results.json."""
    keep = os.environ.get("BENCH_KEEP") == "1"  # the databases of the last run, for work on one item
    ladder = plan.sizes()
    names = plan.chosen(items, largest=ladder[-1])
    progress = Progress(plan.steps(names, ladder, build=not keep))
    if not keep:
        build(ladder, progress)
    else:
        bench_database(keep=True)
    django.setup()
    progress.begin("the web server")
    with psycopg.connect(os.environ["DATABASE_URL"]) as connection, served() as (port, web):
        stage = Stage(port, web, postmaster(connection), connection, dossiers(connection), copies(connection))
        results: list[report.Row] = []
        for name in names:
            progress.begin(name)
            watch = Watch(stage.database)
            results += report.stamped(importlib.import_module(f"bench.items.{name}").run(stage), watch.read())
    today = datetime.now(UTC).date()
    worse = history.slid(results, history.known())
    report.write(results, day=today)
    if "BENCH_RESULTS" not in os.environ:  # a try leaves no trace
        history.keep(results, day=today)
    print("\n" + report.table(results))
    if worse:
        raise SystemExit("\nSlower than it was, three runs in a row:\n" + "\n".join(f"  {one}" for one in worse))


def build(ladder: list[int], progress: Progress) -> None:
    """The province with the last size's dossiers, a copy at each size below, and the bare tables of the limit."""
    progress.begin("the province")
    address = bench_database()
    for standing, size in zip([0, *ladder], ladder, strict=False):
        progress.begin(f"{size:,} dossiers")
        # The limit's tables grow beside the last size's: a copy needs a database that nobody is connected to.
        with ThreadPoolExecutor(1) as beside, psycopg.connect(address) as connection:
            bare = beside.submit(bare_tables, address, min(size, plan.LIVING)) if size == ladder[-1] else None
            seeding.fill(connection, size, standing=standing)
            if bare:
                bare.result()
        if size != ladder[-1]:
            left_behind(size)


def bare_tables(address: str, dossiers: int) -> None:
    """The tables of the limit, over a connection of their own."""
    with psycopg.connect(address) as connection:
        limits.build(connection, dossiers)
    note("the bare tables of the limit stand")


def dossiers(connection: psycopg.Connection) -> int:
    """How many the database holds."""
    row = connection.execute("SELECT count(*) FROM dossiers_dossier").fetchone()
    connection.rollback()
    return int(row[0]) if row else 0


if __name__ == "__main__":
    main()
