"""One process that plays one shard, day by day, as its parent says."""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from bench.simulator.arrivals import Plan
from bench.simulator.by_actions import ActionsGear
from bench.simulator.moves import Gear
from bench.simulator.office import Office
from bench.simulator.remembering import Remembering
from bench.simulator.shards import shards_of
from bench.simulator.staff import Credits, Staff
from bench.simulator.tally import Tally
from bench.simulator.world import Cast

GEARS: dict[str, Callable[[Plan], Gear]] = {"actions": lambda plan: ActionsGear(plan, Cast(plan))}
LOOKS_S = 5  # how often a player looks whether its parent lives


@dataclass(frozen=True)
class Shard:
    """The place of a process among its fellows, and the folder in which it keeps how far it has come."""

    plan: Plan
    number: int
    of: int
    folder: Path
    gear: str = "actions"

    def play(self, office: Office, day: date) -> Tally:
        """One day; what happened in it. A day that was cut off goes on where it was, a finished one is not played."""
        if self._kept(str(day)).exists():
            office.take_up(self.kept(str(day)))
            return office.today
        gear = Remembering(self._gear(), self._log(day))
        gear.begin()
        office.today = Tally()
        office.play(day, gear)
        self._keep(office, day)
        return office.today

    def _log(self, day: date) -> Path:
        return self.folder / f"answers-{self.number}-{day}"

    def office_after(self, day: str) -> Office:
        """The office as it was at the end of a day; '' = before the first."""
        staff = Staff(self.plan)
        agencies = shards_of(staff, self.of)[self.number]
        office = Office(self.plan, staff, agencies, Credits(self.plan.scale))
        if day:
            office.take_up(self.kept(day))
        return office

    def kept(self, day: str) -> tuple[Any, ...]:
        """What was kept at the end of a day."""
        found: tuple[Any, ...] = pickle.loads(self._kept(day).read_bytes())
        return found

    def _kept(self, day: str) -> Path:
        return self.folder / f"office-{self.number}-{day}"

    def _keep(self, office: Office, day: date) -> None:
        """Today's end, beside yesterday's: the parent may die before it counts the day as finished."""
        fresh = self._kept(f"{day}.new")
        fresh.write_bytes(pickle.dumps(office.state()))
        fresh.replace(self._kept(str(day)))
        for old in sorted(self.folder.glob(f"office-{self.number}-*"))[:-2]:
            old.unlink()
        self._log(day).unlink()

    def _gear(self) -> Gear:
        return GEARS[self.gear](self.plan)


def serve(shard: Shard, last_day: str, line: Connection, others: Sequence[Connection]) -> None:
    """Play the days that come along the line until it is closed; each is answered with its tally.

    others: the parent's ends of this line and of those before it: while a child holds one, nobody hears it close.
    """
    for other in others:
        other.close()
    office = shard.office_after(last_day)
    parent = os.getppid()
    while True:
        while not line.poll(LOOKS_S):
            if os.getppid() != parent:  # it was killed: its day is not finished, and goes on at the next run
                return
        try:
            day = line.recv()
        except EOFError:  # nothing more to play
            return
        line.send(shard.play(office, day))
