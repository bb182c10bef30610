"""Items 3, 5 and 6 for an official with few rights: one role at one office, so that only his own desk is his.

Peers used to be slow for such people, because a narrow right is a filter over everything. Rights here are posts at
agencies, never lists of procedures: the desk of one role in the busiest office is the narrow right of this product.
"""

from __future__ import annotations

from bench import peers, questions
from bench.report import Row
from bench.sides import alone, always, pressing
from bench.stage import Stage
from tinhso.ground.people.models import Role

ITEMS = {
    "3 list, own desk only": ("list, own desk", peers.LIST),
    "5 citizen, found by one with his own desk only": ("search, a citizen's name", peers.CITIZEN),
    "6 due, own desk only": ("due, the desk with its counts", peers.DUE),
}


def run(stage: Stage) -> list[Row]:
    """Beside the peer's figures, which were taken with all rights."""
    asked = questions.of_officer(stage, roles=[Role.CASE_OFFICER])
    return [
        row
        for item, (page, peer) in ITEMS.items()
        for row in alone(stage, item, pressing(stage, always(asked[page])), peer=peer)
    ]
