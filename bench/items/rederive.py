"""Our own item: a decree that moves working days arrives late; every open promise is computed again."""

from __future__ import annotations

import time
from datetime import UTC, datetime

from bench.progress import note, spoken
from bench.report import Row
from bench.stage import Stage
from tinhso.engines.workflow.actions import rederive_clocks
from tinhso.ground.base.actors import System

RED_LINE_SECONDS = 60.0  # for 100,000
AIM_PER_SECOND = 20_000.0
TELL_EACH = 20_000


def run(stage: Stage) -> list[Row]:
    """Seconds for all running clocks, scaled to 100,000, and clocks a second: what a night's computation would do.

    The bulk seed's promises are rough, so most of them move: the dear case.
    """
    clocks = stage.count("workflow_clock")
    begun, moved, told = time.perf_counter(), 0, 0
    for chunk in rederive_clocks(System("bench"), reason="Quyết định hoán đổi ngày làm việc", now=datetime.now(UTC)):
        moved += len(chunk)
        if moved - told >= TELL_EACH:
            told = moved
            note(f"{moved:,} of about {clocks:,} moved, {spoken(time.perf_counter() - begun)} gone")
    seconds = time.perf_counter() - begun
    note(f"{clocks:,} clocks, {moved:,} moved in {seconds:.1f} s")
    scaled, each_second = seconds * 100_000 / max(1, clocks), clocks / seconds
    late, again = "own: late decree", "6 due, computed again"
    return [
        Row("own: re-derive 100,000 open dates", "s", scaled, RED_LINE_SECONDS, "the issue's bar",
            RED_LINE_SECONDS / scaled, clocks, late),
        Row("6 due, computed again", "deadlines/s", each_second, AIM_PER_SECOND, "the design's aim",
            each_second / AIM_PER_SECOND, clocks, again),
    ]  # fmt: skip
