"""Ranks, groups, and what a change would do to them."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)


def ranks(values: Mapping[Key, Decimal]) -> dict[Key, int]:
    """Competition ranking on unrounded values: 1, 2, 2, 4."""
    places: dict[Decimal, int] = {}
    for place, value in enumerate(sorted(values.values(), reverse=True), 1):
        places.setdefault(value, place)
    return {key: places[value] for key, value in values.items()}


@dataclass(frozen=True)
class Place:
    """Where a value would stand: between best and worst, which meet when all of rank_of are known."""

    best: int
    worst: int


def place_among(value: Decimal, others: Mapping[int, Decimal], *, rank_of: int) -> Place:
    """Where a value would stand among published ranks, of which only some carry a value.

    others: rank -> value of other units. A unit whose value is unknown stands where its rank puts it, so the
    place lies behind the last rank that is certainly above, and before the first that is certainly below.
    """
    above = [rank for rank, other in others.items() if other > value]
    below = [rank for rank, other in others.items() if other <= value]
    best = max(above, default=0) + 1
    worst = max(best, min(below, default=rank_of))
    return Place(best, worst)


def faults_of(published: Collection[int]) -> list[int]:
    """Ranks that break competition ranking: after a tie of n, the next n - 1 places stay empty."""
    in_order = sorted(published)
    return sorted({rank for rank in in_order if rank != in_order.index(rank) + 1})


def group_of(percent: Decimal) -> str:
    """PAR INDEX: A from 90, B from 80, C from 70, else D (which has not been printed in recent years [L])."""
    return next((name for name, least in (("A", 90), ("B", 80), ("C", 70)) if percent >= least), "D")
