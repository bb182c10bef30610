"""Rows of the benchmark: printed as two tables, written as bench/results.json."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path

from bench.bars import BARS, Bar
from bench.quiet import Quiet

RESULTS = Path(os.environ.get("BENCH_RESULTS", Path(__file__).resolve().parent / "results.json"))
FIELDS = ("item", "unit", "ours", "reference", "reference_name", "ratio", "rows")


@dataclass(frozen=True)
class Row:
    """One line: our figure and its reference in the same unit; ratio > 1 means better than the reference.

    rows: how many rows the tables held, or units the item made. judged: the verdict to which the row belongs
    (a key of bars.BARS); of rows judged together the lowest ratio counts. bar: when it is not that of BARS.
    """

    item: str
    unit: str
    ours: float
    reference: float
    reference_name: str
    ratio: float
    rows: int
    judged: str = ""
    bar: Bar | None = None
    quiet: Quiet | None = None


def stamped(rows: Iterable[Row], quiet: Quiet) -> list[Row]:
    """The rows with how quiet the machine was meanwhile, where they do not know better themselves."""
    return [row if row.quiet else replace(row, quiet=quiet) for row in rows]


def machine(quiet: Quiet | None = None) -> str:
    """What a figure was taken on: processors, architecture, and how much of it was idle or taken; no names."""
    name = f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}"
    if quiet is None:
        return name
    return f"{name}, {quiet}" + (", NOT QUIET" if quiet.broken else "")


def write(rows: list[Row], *, day: date, path: Path = RESULTS) -> None:
    """Replace results.json: a list of {item, unit, ours, reference, reference_name, ratio, rows, machine, date}."""
    lines = [
        {**{name: _rounded(value) for name, value in asdict(row).items() if name in FIELDS},
         "machine": machine(row.quiet), "date": day.isoformat()}
        for row in rows
    ]  # fmt: skip
    path.write_text(json.dumps(lines, ensure_ascii=False, indent=1) + "\n")


def _rounded(value: object) -> object:
    return round(value, 4) if isinstance(value, float) else value


@dataclass(frozen=True)
class Verdict:
    """One line of judgement: the rows judged together, and their bar; the row with the lowest ratio decides."""

    name: str
    rows: tuple[Row, ...]
    bar: Bar

    @property
    def row(self) -> Row:
        """The row that decides."""
        return min(self.rows, key=lambda row: row.ratio)

    @property
    def word(self) -> str:
        """MISSED, met, moonshot, below aim or no bar."""
        return self.bar.verdict(self.row.ratio)

    @property
    def reasons(self) -> str:
        """Against what, and every ratio that was weighed."""
        weighed = ", ".join(f"{times(row.ratio)} in {row.unit}" for row in self.rows)
        return f"{weighed}; {self.row.reference_name}"


def verdicts(rows: Iterable[Row]) -> list[Verdict]:
    """A verdict for everything that has a bar, in the order of the rows: rate and CPU, the lower of the two counts."""
    together: dict[str, list[Row]] = {}
    for row in rows:
        if row.judged and (row.bar or row.judged in BARS):
            together.setdefault(row.judged, []).append(row)
    return [Verdict(name, tuple(some), some[0].bar or BARS[name]) for name, some in together.items()]


def table(rows: list[Row]) -> str:
    """Verdicts first, then every row; a line above all when the machine was not quiet."""
    return "\n".join([*_alarm(rows), *_judgement(verdicts(rows)), "", *_everything(rows)])


def _alarm(rows: list[Row]) -> list[str]:
    loud = [row for row in rows if row.quiet and row.quiet.broken]
    if not loud:
        return []
    worst = max(row.quiet.others for row in loud if row.quiet)
    return [
        "!" * 100,
        f"THE MACHINE WAS NOT QUIET: other programs took up to {worst:.0%} of it during the lines marked with !.",
        "Their rates and waits say little; CPU milliseconds bear it better. Run again on a quiet machine.",
        "!" * 100,
    ]


def _judgement(found: list[Verdict]) -> list[str]:
    head = f" {'item':<52} {'ours':>11} {'reference':>11} {'ratio':>8} {'red line':>8} {'moonshot':>8}"
    lines = [f"{head}  verdict (the lowest ratio decides)"] if found else []
    for one in found:
        row = one.row
        lines.append(
            f"{_mark(row)}{one.name:<52.52} {row.ours:>11,.2f} {row.reference:>11,.2f} {times(row.ratio):>8} "
            f"{times(one.bar.red):>8} {times(one.bar.moon):>8}  {one.word:<9} {one.reasons}"
        )
    return lines


def _everything(rows: list[Row]) -> list[str]:
    lines = [f" {'row':<72} {'ours':>12} {'reference':>12} {'ratio':>8}  unit, against, rows, machine"]
    for row in rows:
        lines.append(
            f"{_mark(row)}{row.item:<72} {row.ours:>12,.2f} {row.reference:>12,.2f} {times(row.ratio):>8}  "
            f"{row.unit}, {row.reference_name}, {row.rows:,}" + (f", {row.quiet}" if row.quiet else "")
        )
    return lines


def _mark(row: Row) -> str:
    return "!" if row.quiet and row.quiet.broken else " "


def times(ratio: float | None) -> str:
    """A ratio with three digits that say something: 0.002x, 0.83x, 45x; a dash for none."""
    if ratio is None:
        return "-"
    return f"{ratio:.0f}x" if ratio >= 10 else f"{ratio:.2f}x" if ratio >= 0.1 else f"{ratio:.4f}x"
