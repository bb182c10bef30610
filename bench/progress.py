"""What is being done now and how long it may still take, for runs of a quarter of an hour."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence


class Progress:
    """Steps with the seconds each took when it was last looked at; the pace of this machine corrects them."""

    def __init__(self, steps: Sequence[tuple[str, float]], *, clock: Callable[[], float] = time.monotonic) -> None:
        self._steps, self._clock = list(steps), clock
        self._begun, self._done = clock(), 0

    def begin(self, name: str) -> str:
        """Begin the next step; the line that says so."""
        spent = self._clock() - self._begun
        line = (
            f"[{self._done + 1}/{len(self._steps)}, {spoken(spent)} gone, about {spoken(self.left(spent))} left] {name}"
        )
        self._done += 1
        print(line, flush=True)
        return line

    def left(self, spent: float) -> float:
        """Seconds still to go: what the steps to come should take, at the pace of those that are done."""
        expected = sum(seconds for _, seconds in self._steps[: self._done])
        pace = min(4.0, max(0.25, spent / expected)) if expected else 1.0
        return pace * sum(seconds for _, seconds in self._steps[self._done :])


def note(text: str) -> None:
    """A line under the step that runs."""
    print(f"  {text}", flush=True)


def spoken(seconds: float) -> str:
    """45 s, 3 min, 12 min."""
    return f"{seconds:.0f} s" if seconds < 90 else f"{seconds / 60:.0f} min"
