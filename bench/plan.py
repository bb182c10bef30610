"""What a run does, from the environment: sizes, items and their order, and how long each step usually takes."""

from __future__ import annotations

import os
import pkgutil
from types import ModuleType

# Growth first, while the databases differ in size only; then reads, then what writes.
FIRST = ("growth", "work_list", "many_users", "own_desk", "citizen")
LADDER = (10_000, 100_000, 1_000_000)
# What lives in one year of a province. Whatever a larger bench holds beyond it was closed in the years before
# (earlier_years.sql): then only growth is measured, unless items are named, and the limit keeps to this size.
LIVING = 1_000_000
# Seconds on two quiet cores at a million dossiers, to tell how much is left; others are taken to last as long as one.
USUAL = {
    "growth": 330, "work_list": 140, "many_users": 15, "own_desk": 50, "citizen": 55, "engine": 15, "journey": 20,
    "receipt": 25, "dashboard": 120, "dashboard_grown": 200, "viewers": 75, "rederive": 30, "search_procedures": 50,
    "province_year": 420,
}  # fmt: skip
ONE = 30.0


def sizes() -> list[int]:
    """How many dossiers, the smallest first; everything is measured at the last size, growth at each.

    BENCH_SIZES="10000,100000" names them; BENCH_DOSSIERS=100000 the last one, with the powers of ten below it.
    """
    if named := os.environ.get("BENCH_SIZES"):
        return sorted({int(size) for size in named.split(",")})
    last = int(os.environ.get("BENCH_DOSSIERS", LADDER[-1]))
    return [*(size for size in LADDER if size < last), last]


def chosen(items: ModuleType, *, largest: int = LIVING) -> list[str]:
    """The items to run at a largest size, in order; BENCH_ITEMS picks some."""
    wanted = [name for name in os.environ.get("BENCH_ITEMS", "").split(",") if name]
    if not wanted and largest > LIVING:
        wanted = ["growth"]
    every = sorted(module.name for module in pkgutil.iter_modules(items.__path__))
    if unknown := sorted(set(wanted) - set(every)):
        raise SystemExit(f"There is no item {', '.join(unknown)}; there are {', '.join(every)}.")
    ordered = [*(name for name in FIRST if name in every), *(name for name in every if name not in FIRST)]
    return [name for name in ordered if not wanted or name in wanted]


def steps(names: list[str], ladder: list[int], *, build: bool) -> list[tuple[str, float]]:
    """Everything the run does, each with the seconds it usually takes."""
    building = [("the province", 25.0)] if build else []
    if build:
        building += [(f"{size:,} dossiers", 3 + size / 5000) for size in ladder]
    return [*building, ("the web server", 4.0), *((name, USUAL.get(name, ONE)) for name in names)]
