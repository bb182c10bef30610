"""A run: days in order, each shared out among processes, with the house's night between them."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

from django.conf import settings
from django.db import connection

from bench.simulator.arrivals import Plan
from bench.simulator.home import Run, first_day
from bench.simulator.night import night_after
from bench.simulator.pace import Pace
from bench.simulator.tally import Tally
from bench.simulator.worker import Shard, serve

PATIENCE_S = 60  # how long a player may take to see that there is nothing more
Play = Callable[[date], Tally]


def days_from(first: date, until: date) -> list[date]:
    """The days to play, the last one included."""
    return [first + timedelta(days=place) for place in range((until - first).days + 1)]


def simulate(plan: Plan, run: Run, *, until: date, pace: Pace | None = None, keep_days: int | None = None) -> Tally:
    """Play on from the last finished day; what happened since. Safe to kill at any moment and to call again."""
    days = days_from(first_day(run), until)
    tally = Tally()
    if not days:
        return tally
    pace = pace or Pace(len(days), sum(plan.expected * plan.calendar.share(day) for day in days))
    folder = Path(settings.STATE_DIR) / "shards"
    folder.mkdir(exist_ok=True)
    shards = [Shard(plan, number, run.processes, folder, run.gear) for number in range(run.processes)]
    with _players(shards, run.last_day) as play:
        for day in days:
            tally.counts += play(day).counts
            night_after(day, keep_days=keep_days)
            run.last_day = str(day)
            run.write()
            pace.tell(day, tally.counts["filed"])
    return tally


@contextmanager
def _players(shards: list[Shard], last_day: str) -> Iterator[Play]:
    """How a day is played: by this process alone, or by one process a shard at the same time."""
    if len(shards) == 1:
        office = shards[0].office_after(last_day)
        yield lambda day: shards[0].play(office, day)
        return
    connection.close()
    connection.close_pool()  # a connection must not be shared with a child
    context = multiprocessing.get_context("fork")
    lines: list[Connection] = []
    players: list[BaseProcess] = []
    for shard in shards:
        ours, theirs = context.Pipe()
        player = context.Process(target=serve, args=(shard, last_day, theirs, [*lines, ours]), daemon=True)
        player.start()
        theirs.close()
        lines.append(ours)
        players.append(player)

    def play(day: date) -> Tally:
        for line in lines:
            line.send(day)
        together = Tally()
        for line in lines:
            together.counts += line.recv().counts  # EOFError when a player died: the run ends and can be resumed
        return together

    try:
        yield play
    finally:
        for line in lines:
            line.close()
        for player in players:
            player.join(PATIENCE_S)
