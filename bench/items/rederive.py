"""Our own item: a decree that moves working days arrives late; every open promise is computed again."""

from __future__ import annotations

import time
from datetime import UTC, datetime

from bench.report import Row
from bench.stage import Stage
from tinhso.engines.workflow.actions import rederive_clocks
from tinhso.ground.base.actors import System

RED_LINE_SECONDS = 60.0


def run(stage: Stage) -> list[Row]:
    """Seconds for all running clocks, scaled to 100,000; the bulk seed's promises are rough, so most of them move."""
    clocks = stage.count("workflow_clock")
    begun, moved = time.perf_counter(), 0
    for chunk in rederive_clocks(System("bench"), reason="Quyết định hoán đổi ngày làm việc", now=datetime.now(UTC)):
        moved += len(chunk)
    seconds = (time.perf_counter() - begun) * 100_000 / max(1, clocks)
    print(f"  {clocks:,} clocks, {moved:,} moved", flush=True)
    return [Row("own: re-derive 100,000 open dates", "s", seconds, RED_LINE_SECONDS, "the issue's bar",
                RED_LINE_SECONDS / seconds, clocks)]  # fmt: skip
