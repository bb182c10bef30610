"""One item from two sides: our page or endpoint under load, and its limit or peer; rows for the report."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from bench import limits
from bench.bars import WAITS
from bench.load import Call, Unit, pressed, worked
from bench.measure import Reading, interleaved, measured, middle
from bench.peers import Peer
from bench.plan import LIVING
from bench.progress import note
from bench.quiet import Watch
from bench.report import Row, stamped
from bench.stage import Stage

CLIENTS = 4
SECONDS = float(os.environ.get("BENCH_SECONDS", "4"))
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "3"))


def always(calls: Sequence[Call]) -> Callable[[], Sequence[Call]]:
    """The same calls every round: reads may be asked again."""
    return lambda: calls


def pressing(
    stage: Stage,
    calls: Callable[[], Sequence[Call]],
    *,
    clients: int = CLIENTS,
    seconds: float = SECONDS,
    units_a_call: int = 1,
) -> Callable[[], Reading]:
    """Our side: load on the product as it is served. units_a_call: where one request carries several units."""

    def ours() -> Reading:
        work = pressed(stage.port, calls(), clients=clients, seconds=seconds)

        def counted() -> tuple[int, list[float], int]:
            done, waits, failures = work()
            return done * units_a_call, waits, failures

        return measured(counted, app=stage.web, database=stage.database)

    return ours


def working(stage: Stage, units: Callable[[], list[Unit]]) -> Callable[[], Reading]:
    """Our side, where a unit is more than one request: each client does its own."""
    return lambda: measured(worked(units, seconds=SECONDS), app=stage.web, database=stage.database)


def bare(stage: Stage, script: str) -> Callable[[], Reading]:
    """The limit's side: the same question to bare tables."""
    work = limits.driven(script, rows=min(stage.dossiers, LIVING), clients=CLIENTS, seconds=SECONDS)
    return lambda: measured(work, app=None, database=stage.database)


def compared(
    stage: Stage, item: str, calls: Callable[[], Sequence[Call]], *, limit: str, peer: Peer, unit: str = "pages",
    seen: dict[str, Reading] | None = None, units_a_call: int = 1,
) -> list[Row]:  # fmt: skip
    """Rows of one item: rate and CPU beside the limit, both beside the peer, and the waits (of whole requests).

    seen: takes our reading under the item's name, for those who compare items with each other.
    """
    note(f"{item}: {ROUNDS} rounds of ours and the limit")
    watch = Watch(stage.database)
    mine, other, rate, cpu = interleaved(
        pressing(stage, calls, units_a_call=units_a_call), bare(stage, limit), rounds=ROUNDS
    )
    _check(item, mine)
    if seen is not None:
        seen[item] = mine
    size, of_limit = stage.dossiers, f"{item}, of the limit"

    def waited(which: str, ms: float) -> Row:
        return Row(f"{item}, {which}", "ms", ms, other.p50_ms, "bare SQL, mean", other.p50_ms / max(ms, 0.001), size)

    rows = [
        Row(f"{item}, rate", f"{unit}/s", mine.per_second, other.per_second, "bare SQL", rate, size, of_limit),
        Row(f"{item}, CPU", "ms", mine.cpu_ms, other.cpu_ms, "bare SQL", cpu, size, of_limit),
        *beside_peer(item, mine, peer, unit=unit, size=size),
        waited("median wait", mine.p50_ms),
        waited("p95 wait", mine.p95_ms),
        *beside_wait_bars(item, mine, size=size),
    ]
    return stamped(rows, watch.read())


def alone(
    stage: Stage, item: str, ours: Callable[[], Reading], *, peer: Peer, unit: str = "pages"
) -> list[Row]:  # fmt: skip
    """Rows of one item that has a peer but no bare limit of its own."""
    note(f"{item}: {ROUNDS} rounds")
    watch = Watch(stage.database)
    readings = [ours() for _ in range(ROUNDS)]
    mine = middle(readings)
    for reading in readings:
        _check(item, reading)
    rows = [
        *beside_peer(item, mine, peer, unit=unit, size=stage.dossiers),
        *beside_wait_bars(item, mine, size=stage.dossiers),
    ]
    return stamped(rows, watch.read())


def beside_peer(item: str, mine: Reading, peer: Peer, *, unit: str, size: int) -> list[Row]:
    """Rate and CPU beside the peer's; judged together, so that the lower ratio counts."""
    rate = Row(f"{item}, rate beside the peer", f"{unit}/s", mine.per_second, peer.per_second, peer.name,
               mine.per_second / peer.per_second, size, item)  # fmt: skip
    if peer.cpu_ms is None:
        return [rate]
    cheap = peer.cpu_ms / max(mine.cpu_ms, 0.001)
    return [rate, Row(f"{item}, CPU beside the peer", "ms CPU", mine.cpu_ms, peer.cpu_ms, peer.name, cheap, size, item)]


def beside_wait_bars(item: str, mine: Reading, *, size: int) -> list[Row]:
    """Waits beside what they must stay below."""
    found = []
    for wait in WAITS.get(item, ()):
        ms = mine.p95_ms if wait.which == "p95" else mine.p50_ms
        name = f"{item}, {wait.which} wait in bounds"
        found.append(Row(name, "ms", ms, wait.ms, wait.name, wait.ms / max(ms, 0.001), size, name, wait.bar))
    return found


@contextmanager
def none_lost(stage: Stage, item: str, rows: str, *, rows_an_answer: int = 1) -> Iterator[None]:
    """Writes through the API meanwhile: rows added (a table, or one with its WHERE) must equal answers given."""
    before = stage.count(rows), stage.count("web_idempotentanswer")
    yield
    added, answered = stage.count(rows) - before[0], stage.count("web_idempotentanswer") - before[1]
    if added != answered * rows_an_answer:
        raise SystemExit(f"{item}: {answered} requests were answered, but {added} rows were added")


def _check(item: str, mine: Reading) -> None:
    if mine.failures:
        raise SystemExit(f"{item}: {mine.failures} answers were not what was expected")
    note(
        f"{mine.per_second:.0f}/s, CPU {mine.app_ms:.2f} + {mine.database_ms:.2f} ms, "
        f"median {mine.p50_ms:.0f} ms, p95 {mine.p95_ms:.0f} ms"
    )
