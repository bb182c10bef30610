"""Of our own: five hundred viewers of one wall, held at once by one process; when something changes, all are told.

One unit is one change as one viewer hears it. What it takes from the change in the database until the whole message is
in the viewer's hands, and what the process costs a second, at rest and while it tells. BENCH_VIEWERS: how many.
"""

from __future__ import annotations

import asyncio
import os
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta

import psutil
from django.utils import timezone

from bench.measure import cpu_seconds, share_below
from bench.people import officer_at
from bench.progress import note
from bench.report import Row
from bench.stage import ROOT, Stage
from tinhso.config.launch.run import stream
from tinhso.ground.people.models import Account, Role, SignIn
from tinhso.ground.people.queries import agency
from tinhso.ground.people.session_store import SessionStore
from tinhso.insight.ioc import actions, tickets
from tinhso.insight.ioc.models import Snapshot
from tinhso.insight.warehouse.queries import PROVINCE

ITEM = "own: viewers"
VIEWERS = int(os.environ.get("BENCH_VIEWERS", "500"))
CHANGES, APART_S, REST_S = 10, 3.0, 10.0
HEARD_MS, CORES_PERCENT = 3000.0, 100.0  # a second of looking, and two for drawing and telling; one of two cores
END = b"\n\n"


def run(stage: Stage) -> list[Row]:
    """All held, all told; p95 of the wait, CPU of the process."""
    account = officer_at(agency("NB.VP"), roles=[Role.LEADER], now=timezone.now())
    handle = _signed_in(account)
    actions.refresh(now=timezone.now())
    try:
        with serving() as (port, process):
            told = asyncio.run(watched(port, process, account, handle))
    finally:
        Snapshot.objects.all().delete()
    if told.held < VIEWERS or told.missed:
        raise SystemExit(f"{ITEM}: {told.held} of {VIEWERS} held, {told.missed} messages not heard")
    p50, p95, size = share_below(told.waits, 0.5), share_below(told.waits, 0.95), stage.dossiers
    note(f"{ITEM}: {told.held} held, {CHANGES} changes, p50 {p50:.0f} ms, p95 {p95:.0f} ms, "
         f"CPU {told.busy:.1f} % telling, {told.rest:.1f} % at rest, {told.memory_mb:.0f} MB")  # fmt: skip
    return [
        Row(f"{ITEM}, held at once", "viewers", told.held, 500, "the issue's bar", told.held / 500, size, ITEM),
        Row(f"{ITEM}, a change is heard, p95", "ms", p95, HEARD_MS, "the design's aim", HEARD_MS / p95, size, ITEM),
        Row(f"{ITEM}, a change is heard, p50", "ms", p50, HEARD_MS, "the design's aim", HEARD_MS / p50, size),
        Row(f"{ITEM}, CPU while telling", "% of a core", told.busy, CORES_PERCENT, "one core of two",
            CORES_PERCENT / max(told.busy, 0.1), size, ITEM),
        Row(f"{ITEM}, CPU at rest", "% of a core", told.rest, CORES_PERCENT, "one core of two",
            CORES_PERCENT / max(told.rest, 0.1), size),
    ]  # fmt: skip


@dataclass
class Told:
    """What was found. waits: ms; busy, rest: CPU in per cent of one core."""

    held: int = 0
    missed: int = 0
    waits: list[float] = field(default_factory=list)
    busy: float = 0.0
    rest: float = 0.0
    memory_mb: float = 0.0


async def watched(port: int, process: psutil.Process, account: Account, handle: str) -> Told:
    """Connect everybody, rest, then change the wall again and again."""
    told = Told()
    arrivals: list[asyncio.Queue[float]] = [asyncio.Queue() for _ in range(VIEWERS)]
    listeners = [
        asyncio.create_task(_listen(port, _ticket(account, handle), arrivals[number])) for number in range(VIEWERS)
    ]
    first = await asyncio.gather(*(asyncio.wait_for(queue.get(), 60) for queue in arrivals), return_exceptions=True)
    told.held = sum(1 for one in first if isinstance(one, float))
    for queue in arrivals:
        while not queue.empty():
            queue.get_nowait()
    told.rest = await _cost(process, asyncio.sleep(REST_S))

    async def change_it() -> None:
        for number in range(CHANGES):
            changed = await asyncio.to_thread(_change, number)
            heard = await asyncio.gather(
                *(asyncio.wait_for(queue.get(), 30) for queue in arrivals), return_exceptions=True
            )
            told.waits += [1000 * (at - changed) for at in heard if isinstance(at, float)]
            told.missed += sum(1 for at in heard if not isinstance(at, float))
            await asyncio.sleep(max(0.0, APART_S - (time.perf_counter() - changed)))

    told.busy = await _cost(process, change_it())
    told.memory_mb = sum(one.memory_info().rss for one in [process, *process.children(recursive=True)]) / 1e6
    for one in listeners:
        one.cancel()
    await asyncio.gather(*listeners, return_exceptions=True)
    return told


async def _cost(process: psutil.Process, work: object) -> float:
    """The CPU of the process during some work, in per cent of one core."""
    before, begun = cpu_seconds(process), time.perf_counter()
    await work  # type: ignore[misc]
    return 100 * (cpu_seconds(process) - before) / (time.perf_counter() - begun)


async def _listen(port: int, ticket: str, heard: asyncio.Queue[float]) -> None:
    """One viewer: the moment at which each whole message of the wall was there."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=1 << 22)
    request = f"GET /dieu-hanh/luong?ve={ticket} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n"
    writer.write(request.encode())
    try:
        head = await reader.readuntil(b"\r\n\r\n")
        if b" 200 " not in head.split(b"\r\n", 1)[0]:
            raise ConnectionError(head[:60])
        while True:
            message = await reader.readuntil(END)
            if b"event: wall" in message:
                heard.put_nowait(time.perf_counter())
    finally:
        writer.close()


def _change(number: int) -> float:
    """Something that every wall shows; the moment at which it stood."""
    fresh = timezone.now() + timedelta(seconds=60 * number)  # another minute on the screen each time
    Snapshot.objects.update(as_of=fresh)
    return time.perf_counter()


def _ticket(account: Account, handle: str) -> str:
    return tickets.issue(account_id=account.pk, handle=handle, unit=PROVINCE, language="vi")


def _signed_in(account: Account) -> str:
    """A session that stands, as signing in leaves it; its handle."""
    session = SessionStore()
    session.set_expiry(3600)
    session.save()
    now = timezone.now()
    return SignIn.objects.create(session_id=session.session_key, account=account, started_at=now, seen_at=now).handle


@contextmanager
def serving() -> Iterator[tuple[int, psutil.Process]]:
    """The process of the stream as `make run` starts it, on a free port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(stream(str(port)), cwd=ROOT, env=dict(os.environ))
    try:
        for _ in range(900):
            try:
                socket.create_connection(("127.0.0.1", port), 2).close()
                break
            except OSError:
                time.sleep(0.2)
        else:
            raise SystemExit(f"{ITEM}: the stream did not come up")
        yield port, psutil.Process(process.pid)
    finally:
        process.terminate()
        process.wait(20)
