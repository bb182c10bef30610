"""Honest measuring on a noisy machine: CPU of whole process trees, rounds interleaved, medians of ratios."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

import psutil

REAPED_S = 0.3


@dataclass(frozen=True)
class Reading:
    """One stretch of work: how many units, how long, and what it cost.

    app_ms and database_ms are CPU milliseconds per unit from the operating system's accounts.
    """

    units: int
    seconds: float
    app_ms: float
    database_ms: float
    p50_ms: float = 0.0
    p95_ms: float = 0.0
    failures: int = 0

    @property
    def per_second(self) -> float:
        """Units per second of wall time."""
        return self.units / self.seconds if self.seconds else 0.0

    @property
    def cpu_ms(self) -> float:
        """CPU milliseconds per unit, application and database together."""
        return self.app_ms + self.database_ms


def cpu_seconds(root: psutil.Process) -> float:
    """CPU of a process tree, living processes and reaped children alike."""
    total = 0.0
    for process in [root, *root.children(recursive=True)]:
        try:
            times = process.cpu_times()
        except psutil.NoSuchProcess:
            continue
        total += times.user + times.system + times.children_user + times.children_system
    return total


def measured(
    work: Callable[[], tuple[int, list[float], int]], *, app: psutil.Process | None, database: psutil.Process
) -> Reading:
    """Run `work` (units done, latencies in ms, failures) and read what it cost both process trees."""
    before_app, before_database = cpu_seconds(app) if app else 0.0, cpu_seconds(database)
    begun = time.perf_counter()
    units, latencies, failures = work()
    seconds = time.perf_counter() - begun
    time.sleep(min(REAPED_S, seconds))  # a backend that has just exited is counted once its parent has reaped it
    spent_app = (cpu_seconds(app) if app else 0.0) - before_app
    spent_database = cpu_seconds(database) - before_database
    return Reading(
        units=units,
        seconds=seconds,
        app_ms=1000 * spent_app / max(1, units),
        database_ms=1000 * spent_database / max(1, units),
        p50_ms=share_below(latencies, 0.5),
        p95_ms=share_below(latencies, 0.95),
        failures=failures,
    )


def share_below(latencies: list[float], share: float) -> float:
    """The latency that `share` of all stay below: 0.5 is the median, 0.95 the p95; 0 when there were none."""
    ordered = sorted(latencies) or [0.0]
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def interleaved(
    ours: Callable[[], Reading], reference: Callable[[], Reading], *, rounds: int = 3
) -> tuple[Reading, Reading, float, float]:
    """A B A B …: the median reading of each, and the medians of the ratios in rate and in CPU.

    Both ratios say how much of the reference we reach (1.0 = as fast, as cheap). The system counts CPU in ticks of
    10 ms: a stretch too short for one tick says nothing, and a ratio of which no round says anything is 0.
    """
    pairs = [(ours(), reference()) for _ in range(rounds)]
    rate = statistics.median(a.per_second / b.per_second for a, b in pairs if b.per_second)
    cpu = statistics.median([b.cpu_ms / a.cpu_ms for a, b in pairs if a.cpu_ms] or [0.0])
    return middle([a for a, _ in pairs]), middle([b for _, b in pairs]), rate, cpu


def middle(readings: list[Reading]) -> Reading:
    """The reading with the median cost."""
    return sorted(readings, key=lambda r: r.cpu_ms)[len(readings) // 2]
