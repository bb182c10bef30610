"""Was the machine ours while we measured? The idle share, and what other programs took of it."""

from __future__ import annotations

from dataclasses import dataclass

import psutil

from bench.measure import cpu_seconds

NOT_QUIET = 0.10  # of all processors taken by others: beyond it rates and waits say little


@dataclass(frozen=True)
class Quiet:
    """Shares of all processor time, 0 to 1: idle, and spent by programs that are not part of the benchmark."""

    idle: float
    others: float

    @property
    def broken(self) -> bool:
        """True when others took so much that rates and waits must not be trusted."""
        return self.others > NOT_QUIET

    def __str__(self) -> str:
        return f"idle {self.idle:.0%}, others {self.others:.0%}"


def quiet(*, total: float, idle: float, ours: float) -> Quiet:
    """Shares from seconds of processor time: all of it, what was idle, what the benchmark and its servers used."""
    if total <= 0:
        return Quiet(1.0, 0.0)
    return Quiet(idle / total, min(1.0, max(0.0, total - idle - ours) / total))


class Watch:
    """Looks at the whole machine from its making on; ours are this process with its children, and the database."""

    def __init__(self, database: psutil.Process) -> None:
        self._roots = (psutil.Process(), database)
        self._begun = self._seconds()

    def read(self) -> Quiet:
        """The shares since the watch was made."""
        total, idle, ours = (now - then for now, then in zip(self._seconds(), self._begun, strict=True))
        return quiet(total=total, idle=idle, ours=ours)

    def _seconds(self) -> tuple[float, float, float]:
        times = psutil.cpu_times()
        # Linux counts a guest's time within user as well; what waits for the disk is idle for our purpose.
        idle = times.idle + getattr(times, "iowait", 0.0)
        total = sum(times) - getattr(times, "guest", 0.0) - getattr(times, "guest_nice", 0.0)
        return total, idle, sum(cpu_seconds(root) for root in self._roots)
