"""Load over HTTP from a process of its own, so that the client's cost is not counted as ours."""

from __future__ import annotations

import http.client
import itertools
import multiprocessing
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

PATIENCE_S = 60  # how much longer than it was told a client may take before it counts as dead

# One unit of work over a kept connection; what went wrong, "" when nothing did. StopIteration: nothing left to do.
Unit = Callable[[http.client.HTTPConnection], str]
# A piece of work for `measured`: units done, latencies in ms, failures.
Work = Callable[[], tuple[int, list[float], int]]


@dataclass(frozen=True)
class Call:
    """One HTTP request and the status that counts as done."""

    method: str
    path: str
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    expect: int = 200


def pressed(port: int, calls: Sequence[Call], *, clients: int, seconds: float) -> Work:
    """`clients` keep-alive connections walk through `calls` for a while.

    Each call is sent at most once per run when it writes (POST), over and over when it reads.
    """
    if not calls:
        raise SystemExit("nothing left to call: the database is too small for this item")

    def unit() -> Unit:
        turn = Turns(calls if calls[0].method == "POST" else itertools.cycle(calls))
        return lambda connection: _send(connection, turn.take())

    return worked(port, unit, clients=clients, seconds=seconds)


def worked(port: int, unit: Callable[[], Unit], *, clients: int, seconds: float) -> Work:
    """`clients` connections, each doing one unit after another for a while, in a process of their own."""

    def work() -> tuple[int, list[float], int]:
        context = multiprocessing.get_context("fork")
        ours, theirs = context.Pipe()
        client = context.Process(target=_client, args=(port, unit, clients, seconds, theirs))
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


def _send(connection: http.client.HTTPConnection, call: Call) -> str:
    connection.request(call.method, call.path, call.body or None, call.headers)
    response = connection.getresponse()
    content = response.read()
    return "" if response.status == call.expect else f"{response.status} {call.path} {content[:200]!r}"


def _client(port: int, unit: Callable[[], Unit], clients: int, seconds: float, answer: Any) -> None:
    latencies: list[float] = []
    failures: list[str] = []
    one, stop_at = unit(), time.perf_counter() + seconds

    def press() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        while (begun := time.perf_counter()) < stop_at:
            try:
                wrong = one(connection)
            except StopIteration:
                return
            except (OSError, http.client.HTTPException) as lost:
                wrong = f"no answer: {lost!r}"
                connection.close()
            if wrong:
                failures.append(wrong)
            else:
                latencies.append(1000 * (time.perf_counter() - begun))

    threads = [threading.Thread(target=press) for _ in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        print(f"  {len(failures)} failures, the first: {failures[0]}", flush=True)
    answer.send((len(latencies), latencies, len(failures)))
