"""The agencies of the year, shared out: those that will be one body stay together, so no shard waits for another."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from bench.simulator.staff import Staff


def shards_of(staff: Staff, count: int) -> list[frozenset[str]]:
    """Bodies of 1 January in so many parts of about the same work; a body's later successors go with it."""
    places, first, last = staff.plan.places, date(staff.plan.year, 1, 1), date(staff.plan.year, 12, 31)
    together: dict[str, list[str]] = defaultdict(list)
    for body in places.ours(first):
        slug = body.slug
        while not places.bodies[slug].stands(last) and slug in places.successors:
            slug = places.successors[slug]
        together[slug].append(body.slug)
    work = {slug: sum(len(staff.homes[home]) for home in homes) for slug, homes in together.items()}
    parts: list[list[str]] = [[] for _ in range(count)]
    loads = [0] * count
    for slug in sorted(together, key=lambda slug: (-work[slug], slug)):
        lightest = loads.index(min(loads))
        parts[lightest] += together[slug]
        loads[lightest] += work[slug]
    return [frozenset(part) for part in parts]
