"""Item 3 once more: sixteen officers look at their list at the same time."""

from __future__ import annotations

from bench import peers, questions
from bench.report import Row
from bench.sides import alone, always, pressing
from bench.stage import Stage

USERS = 16


def run(stage: Stage) -> list[Row]:
    """Rate beside the peer under the same load, and the median wait; two processors are full long before."""
    calls = questions.of_officer(stage)["list, first page"]
    return alone(stage, "3 list, 16 users", pressing(stage, always(calls), clients=USERS), peer=peers.LIST_16)
