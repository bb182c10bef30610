"""What earlier runs found, and whether a ratio has slid: one bad run is noise, three in a row are a change.

bench/history.jsonl keeps a line for every ratio of every quiet run that was recorded: {date, item, rows, ratio}. A run
is compared with the best that the same item at the same size has held, by medians of three runs.
"""

from __future__ import annotations

import json
import math
import statistics
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bench.report import Row

HISTORY = Path(__file__).resolve().parent / "history.jsonl"
RUNS = 3
# Two runs of the same code differ by so much on a machine that others share (docs/how-to/benchmark.md).
DRIFT = 1.3
Place = tuple[str, int]


@dataclass(frozen=True)
class Slid:
    """An item whose ratio has become worse than it was: medians of three runs, then and now."""

    item: str
    best: float
    now: float

    def __str__(self) -> str:
        return f"{self.item}: {self.now:.3g}x, was {self.best:.3g}x ({self.now / self.best:.0%})"


def place_of(item: str, rows: int) -> Place:
    """What is compared with what: the item at the same power of ten of rows."""
    return item, round(math.log10(rows)) if rows > 0 else 0


def known(path: Path = HISTORY) -> dict[Place, list[float]]:
    """Every recorded ratio by place, the oldest first; nothing where there is no history."""
    found: dict[Place, list[float]] = defaultdict(list)
    for line in path.read_text().splitlines() if path.exists() else []:
        one = json.loads(line)
        found[place_of(one["item"], one["rows"])].append(one["ratio"])
    return found


def keep(rows: Iterable[Row], *, day: date, path: Path = HISTORY) -> None:
    """Append the ratios of a run; rows of a machine that was not quiet are left out."""
    with path.open("a") as lines:
        for row in rows:
            if not (row.quiet and row.quiet.broken):
                said = {"date": day.isoformat(), "item": row.item, "rows": row.rows, "ratio": round(row.ratio, 4)}
                lines.write(json.dumps(said, ensure_ascii=False) + "\n")


def slid(rows: Iterable[Row], before: dict[Place, list[float]]) -> list[Slid]:
    """The items of a quiet run that have slid: the last three runs, this one among them, beside the best three."""
    found = []
    for row in rows:
        earlier = before.get(place_of(row.item, row.rows), [])
        if (row.quiet and row.quiet.broken) or len(earlier) < RUNS:
            continue
        best, now = max(_medians(earlier)), _medians([*earlier, row.ratio])[-1]
        if now < best / DRIFT:
            found.append(Slid(row.item, best, now))
    return found


def _medians(ratios: Sequence[float]) -> list[float]:
    return [statistics.median(ratios[end - RUNS : end]) for end in range(RUNS, len(ratios) + 1)]
