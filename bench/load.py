"""Load over HTTP from a process of its own, so that the client's cost is not counted as ours."""

from __future__ import annotations

import http.client
import itertools
import multiprocessing
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from bench.line import Call, Line, raw

PATIENCE_S = 60  # how much longer than it was told a client may take before it counts as dead

# One unit of work by one client; what went wrong, "" when nothing did. StopIteration: nothing left to do.
Unit = Callable[[], str]
# A piece of work for `measured`: units done, latencies in ms, failures.
Work = Callable[[], tuple[int, list[float], int]]


def pressed(port: int, calls: Sequence[Call], *, clients: int, seconds: float) -> Work:
    """`clients` keep-alive connections walk through `calls` for a while.

    Each call is sent at most once per run when it writes (POST), over and over when it reads.
    """
    if not calls:
        raise SystemExit("nothing left to call: the database is too small for this item")

    def units() -> list[Unit]:
        ready = [(call, raw(port, call)) for call in calls]
        turns = Turns(ready if calls[0].method == "POST" else itertools.cycle(ready))
        return [_sender(Line(port), turns) for _ in range(clients)]

    return worked(units, seconds=seconds)


def _sender(line: Line, turns: Turns) -> Unit:
    def unit() -> str:
        call, request = turns.take()
        status, content = line.ask(request)
        return "" if status == call.expect else f"{status} {call.path} {content[:200]!r}"

    return unit


def worked(units: Callable[[], list[Unit]], *, seconds: float) -> Work:
    """Clients, each doing one unit after another for a while, in a process of their own, which calls `units` first."""

    def work() -> tuple[int, list[float], int]:
        context = multiprocessing.get_context("fork")
        ours, theirs = context.Pipe()
        client = context.Process(target=_client, args=(units, seconds, theirs))
        client.start()
        theirs.close()  # the client's end is the client's alone: were it to die, we read the end of the line
        try:
            if not ours.poll(seconds + PATIENCE_S):
                raise EOFError
            done: tuple[int, list[float], int] = ours.recv()
        except EOFError:
            client.kill()
            raise SystemExit("the client of the benchmark died or hung") from None
        client.join()
        return done

    return work


class Turns:
    """Things handed out one by one to many threads."""

    def __init__(self, things: Iterable[Any]) -> None:
        self._left = iter(things)
        self._guard = threading.Lock()

    def take(self) -> Any:
        """The next one; StopIteration when none is left."""
        with self._guard:
            return next(self._left)


def _client(units: Callable[[], list[Unit]], seconds: float, answer: Any) -> None:
    latencies: list[float] = []
    failures: list[str] = []
    ready = units()
    stop_at = time.perf_counter() + seconds

    def press(unit: Unit) -> None:
        once = False  # on a busy machine a thread may begin late; nobody goes without having done anything
        while (begun := time.perf_counter()) < stop_at or not once:
            once = True
            try:
                wrong = unit()
            except StopIteration:
                return
            except (OSError, http.client.HTTPException) as lost:
                wrong = f"no answer: {lost!r}"
            if wrong:
                failures.append(wrong)
            else:
                latencies.append(1000 * (time.perf_counter() - begun))

    threads = [threading.Thread(target=press, args=(unit,)) for unit in ready]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        print(f"  {len(failures)} failures, the first: {failures[0]}", flush=True)
    answer.send((len(latencies), latencies, len(failures)))
