"""Load over HTTP from a process of its own, so that the client's cost is not counted as ours."""

from __future__ import annotations

import http.client
import multiprocessing
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Call:
    """One HTTP request and the status that counts as done."""

    method: str
    path: str
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    expect: int = 200


def pressed(port: int, calls: Sequence[Call], *, clients: int, seconds: float) -> Callable[[], Any]:
    """A piece of work for `measured`: `clients` keep-alive connections walk through `calls` for a while.

    Each call is sent at most once per run when it writes (POST), over and over when it reads.
    """
    if not calls:
        raise SystemExit("nothing left to call: the database is too small for this item")

    def work() -> tuple[int, list[float], int]:
        context = multiprocessing.get_context("fork")
        ours, theirs = context.Pipe()
        client = context.Process(target=_client, args=(port, calls, clients, seconds, theirs))
        client.start()
        if not ours.poll(seconds + 60):
            client.kill()
            raise SystemExit("the client of the benchmark died or hung")
        done: tuple[int, list[float], int] = ours.recv()
        client.join()
        return done

    return work


def _client(port: int, calls: Sequence[Call], clients: int, seconds: float, answer: Any) -> None:
    latencies: list[float] = []
    failures: list[str] = []
    turn = iter(range(len(calls))) if calls[0].method == "POST" else _forever(len(calls))
    guard, stop_at = threading.Lock(), time.perf_counter() + seconds

    def press() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        while time.perf_counter() < stop_at:
            with guard:
                place = next(turn, None)
            if place is None:
                return
            call = calls[place]
            begun = time.perf_counter()
            connection.request(call.method, call.path, call.body or None, call.headers)
            response = connection.getresponse()
            content = response.read()
            if response.status == call.expect:
                latencies.append(1000 * (time.perf_counter() - begun))
            else:
                failures.append(f"{response.status} {call.path} {content[:200]!r}")

    threads = [threading.Thread(target=press) for _ in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        print(f"  {len(failures)} failures, the first: {failures[0]}", flush=True)
    answer.send((len(latencies), latencies, len(failures)))


def _forever(count: int) -> Any:
    place = 0
    while True:
        yield place % count
        place += 1
