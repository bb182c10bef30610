"""make bench: build the stage, walk the items, print the table, write results.json."""

from __future__ import annotations

import importlib
import os
import pkgutil
import time
from datetime import UTC, datetime

import django
import psycopg

from bench import items, limits, report, seeding
from bench.stage import Stage, bench_database, postmaster, served

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tinhso.config.settings")


def chosen() -> list[str]:
    """The items to run, in alphabetical order; BENCH_ITEMS picks some."""
    wanted = os.environ.get("BENCH_ITEMS", "")
    every = sorted(module.name for module in pkgutil.iter_modules(items.__path__))
    return [name for name in every if not wanted or name in wanted.split(",")]


def main() -> None:
    """Run the benchmark from nothing to results.json."""
    rows = int(os.environ.get("BENCH_DOSSIERS", "1000000"))
    print(f"Building a province of {rows:,} dossiers…", flush=True)
    begun = time.monotonic()
    keep = os.environ.get("BENCH_KEEP") == "1"  # the database of the last run, for work on one item
    address = bench_database(keep=keep)
    django.setup()
    with psycopg.connect(address) as connection:
        if not keep:
            seeding.fill(connection, rows)
            limits.build(connection, rows)
        print(f"  built in {time.monotonic() - begun:.0f} s", flush=True)
        results: list[report.Row] = []
        with served() as (port, web):
            stage = Stage(port, web, postmaster(connection), connection, rows)
            for name in chosen():
                print(f"{name}…", flush=True)
                results += importlib.import_module(f"bench.items.{name}").run(stage)
    report.write(results, day=datetime.now(UTC).date())
    print("\n" + report.table(results))


if __name__ == "__main__":
    main()
