"""Item 5: "my dossiers" of a signed-in person with step, promise and what is needed; also of one who has 900."""

from __future__ import annotations

from bench import peers, questions
from bench.report import Row
from bench.sides import always, compared
from bench.stage import Stage


def run(stage: Stage) -> list[Row]:
    """The page /cua-toi/ of forty citizens, and of the busiest one."""
    return [
        row
        for name, calls in questions.of_citizens(stage).items()
        for row in compared(stage, f"5 {name}", always(calls), limit="citizen", peer=peers.CITIZEN)
    ]
