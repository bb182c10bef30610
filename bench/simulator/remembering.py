"""What the gear answered, kept in a file: a day that was cut off is played again to the same point."""

from __future__ import annotations

import pickle
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import IO

from bench.simulator.moves import Answer, Batch, Gear


@dataclass
class Remembering:
    """A gear before which lies the log of one day of one shard.

    As long as the log has answers they are given and nothing is done. The first call after it may have been cut off
    half-way, so the gear is told that it is asked again.
    """

    gear: Gear
    path: Path
    _known: list[list[Answer]] = field(default_factory=list)
    _log: IO[bytes] | None = None
    _was_cut: bool = False

    def begin(self) -> None:
        """Read what was answered before, and go on after it."""
        self._known, good = _read(self.path)
        self._was_cut = self.path.exists()
        self._log = self.path.open("ab")
        self._log.truncate(good)
        self._log.seek(good)

    def carry_out(self, batches: Sequence[Batch], *, again: bool = False) -> list[Answer]:
        """As the gear, or from the log."""
        if self._known:
            return self._known.pop(0)
        again = again or self._was_cut
        answers = self.gear.carry_out(batches, again=True) if again else self.gear.carry_out(batches)
        self._was_cut = False
        assert self._log is not None
        pickle.dump(answers, self._log)
        self._log.flush()
        return answers

    def end_of_slot(self, at: datetime) -> None:
        """As the gear: safe to repeat, so never from the log."""
        self.gear.end_of_slot(at)

    def end_of_day(self, at: datetime) -> None:
        """As the gear, and the log is closed."""
        self.gear.end_of_day(at)
        if self._log:
            self._log.close()


def _read(path: Path) -> tuple[list[list[Answer]], int]:
    """The whole answers of a log, and where they end: a kill may leave a broken piece behind."""
    found: list[list[Answer]] = []
    good = 0
    if path.exists():
        with path.open("rb") as log:
            while True:
                try:
                    found.append(pickle.load(log))
                except (EOFError, pickle.UnpicklingError):
                    break
                good = log.tell()
    return found, good
