"""Rows of the benchmark: printed as a table, written as bench/results.json."""

from __future__ import annotations

import json
import os
import platform
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

RESULTS = Path(__file__).resolve().parent / "results.json"


@dataclass(frozen=True)
class Row:
    """One line: our figure and its reference in the same unit; ratio > 1 means better than the reference.

    rows: how many rows the tables held, or units the item made.
    """

    item: str
    unit: str
    ours: float
    reference: float
    reference_name: str
    ratio: float
    rows: int


def machine() -> str:
    """What the figures were taken on: processor count and architecture, no names."""
    return f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}"


def write(rows: list[Row], *, day: date) -> None:
    """Replace results.json: a list of {item, unit, ours, reference, reference_name, ratio, rows, machine, date}."""
    stamped = [
        {**{k: round(v, 4) if isinstance(v, float) else v for k, v in asdict(row).items()},
         "machine": machine(), "date": day.isoformat()}
        for row in rows
    ]  # fmt: skip
    RESULTS.write_text(json.dumps(stamped, ensure_ascii=False, indent=1) + "\n")


def table(rows: list[Row]) -> str:
    """The rows as text, one a line."""
    lines = [f"{'item':<44} {'ours':>12} {'reference':>12} {'ratio':>8}  unit, against, rows"]
    lines += [
        f"{r.item:<44} {r.ours:>12,.2f} {r.reference:>12,.2f} {r.ratio:>8.2f}  {r.unit}, {r.reference_name}, {r.rows:,}"
        for r in rows
    ]
    return "\n".join(lines)
