"""One item from two sides: our page or endpoint under load, and its limit in SQL; rows for the report."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bench import limits
from bench.load import Call, pressed
from bench.measure import Reading, interleaved, measured
from bench.peers import Peer
from bench.report import Row
from bench.stage import Stage

CLIENTS, SECONDS = 4, 5


def pressing(stage: Stage, calls: Callable[[], Sequence[Call]], *, clients: int = CLIENTS) -> Callable[[], Reading]:
    """Our side: load on the product as it is served."""
    return lambda: measured(
        pressed(stage.port, calls(), clients=clients, seconds=SECONDS), app=stage.web, database=stage.database
    )


def bare(stage: Stage, script: str) -> Callable[[], Reading]:
    """The limit's side: the same question to bare tables."""
    work = limits.driven(script, rows=stage.dossiers, clients=CLIENTS, seconds=SECONDS)
    return lambda: measured(work, app=None, database=stage.database)


def compared(
    stage: Stage, item: str, calls: Callable[[], Sequence[Call]], *, limit: str, peer: Peer, unit: str = "pages"
) -> list[Row]:
    """Rows of one item: rate and CPU beside the limit, both beside the peer, and the latency."""
    mine, other, rate, cpu = interleaved(pressing(stage, calls), bare(stage, limit))
    if mine.failures:
        raise SystemExit(f"{item}: {mine.failures} answers were not what was expected")
    print(
        f"  {mine.per_second:.0f}/s, CPU {mine.app_ms:.2f} + {mine.database_ms:.2f} ms, p95 {mine.p95_ms:.0f} ms",
        flush=True,
    )
    size = stage.dossiers

    def waited(which: str, ms: float) -> Row:
        return Row(f"{item}, {which}", "ms", ms, other.p50_ms, "bare SQL, mean", other.p50_ms / max(ms, 0.001), size)

    return [
        Row(f"{item}, rate", f"{unit}/s", mine.per_second, other.per_second, "bare SQL", rate, size),
        Row(f"{item}, CPU", "ms", mine.cpu_ms, other.cpu_ms, "bare SQL", cpu, size),
        Row(f"{item}, rate beside the peer", f"{unit}/s", mine.per_second, peer.per_second, peer.name,
            mine.per_second / peer.per_second, size),
        Row(f"{item}, CPU beside the peer", "ms", mine.cpu_ms, peer.cpu_ms, peer.name, peer.cpu_ms / mine.cpu_ms, size),
        waited("median wait", mine.p50_ms),
        waited("p95 wait", mine.p95_ms),
    ]  # fmt: skip
