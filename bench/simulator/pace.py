"""The line that says how far a run has come: a bar, the rate, the multiple of real time, and what is left."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import TextIO

from bench.progress import spoken

WIDTH = 28


@dataclass
class Pace:
    """days: how many the run will play. Filings tell the time left: a Sunday is soon over."""

    days: int
    expected: float
    clock: Callable[[], float] = time.monotonic
    out: TextIO = sys.stdout
    _begun: float = field(init=False)
    _played: int = 0

    def __post_init__(self) -> None:
        self._begun = self.clock()

    def tell(self, day: date, filed: int) -> str:
        """A day is over, and so many were filed since this run began; the line."""
        self._played += 1
        spent = max(1e-6, self.clock() - self._begun)
        share = min(1.0, filed / self.expected) if self.expected else self._played / self.days
        left = spent * (1 - share) / share if share else 0.0
        full = round(WIDTH * self._played / self.days)
        line = (
            f"[{'#' * full}{'.' * (WIDTH - full)}] {day:%d/%m} {filed:,} filed, {filed / spent:.1f}/s, "
            f"{self._played * 3600 / spent:,.0f} days an hour = {self._played * 86_400 / spent:,.0f}x real time, "
            f"{spoken(left)} left"
        )
        end = "\r" if self.out.isatty() and self._played < self.days else "\n"
        print(line, end=end, flush=True, file=self.out)
        return line
