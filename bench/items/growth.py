"""Items 3 to 6 at each size of one province: what a page costs must not grow with the table.

The copies left behind on the way up are all served at the same time, and a round asks each of them, the smallest
first: an hour in which the machine is busy is the same hour for all sizes. Rounds are short and many, and a size costs
what its cheapest round cost: others can only make a round dearer. Beside it stands how many pages the database touched.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace

import psycopg

from bench import questions
from bench.bars import FLAT, GROWTH
from bench.load import Call
from bench.measure import Reading
from bench.progress import note
from bench.quiet import Watch
from bench.report import Row, stamped
from bench.sides import ROUNDS, SECONDS, always, pressing
from bench.stage import Stage, address_of, django_at, served
from bench.touched import touched

SHORTER = 4  # as many times shorter and more often than the rounds of other items

ASKED = (
    "list, first page", "list, a late page", "search, code", "search, words", "search, a citizen's name", "citizen",
    "due, the desk with its counts",
)  # fmt: skip
NUMBER = {"list": 3, "search": 4, "citizen": 5, "due": 6}


def run(stage: Stage) -> list[Row]:
    """A row a page and size; the last of each page is judged by how much it grew from the smallest."""
    if not stage.smaller:
        note("only one size was built: nothing to compare")
        return []
    with ExitStack() as stack:
        sizes = [stack.enter_context(served_at(stage, *smaller)) for smaller in stage.smaller]
        sizes.append((stage, asked_at(stage)))
        return [row for page in ASKED for row in grown(page, sizes)]


@contextmanager
def served_at(stage: Stage, dossiers: int, name: str) -> Iterator[tuple[Stage, dict[str, list[Call]]]]:
    """A smaller copy, served as the large one is, and what its people ask."""
    with ExitStack() as stack:
        with django_at(name):
            connection = stack.enter_context(psycopg.connect(address_of(name)))
            small = replace(stage, connection=connection, dossiers=dossiers, smaller=())
            asked = asked_at(small)
            port, web = stack.enter_context(served())
        yield replace(small, port=port, web=web), asked


def asked_at(stage: Stage) -> dict[str, list[Call]]:
    """Every page, by name."""
    return questions.of_officer(stage) | questions.of_citizens(stage)


def grown(page: str, sizes: list[tuple[Stage, dict[str, list[Call]]]]) -> list[Row]:
    """One page at every size, in turns."""
    note(f"{page}: {ROUNDS * SHORTER} rounds of {len(sizes)} sizes")
    watch = Watch(sizes[-1][0].database)
    sides = [pressing(stage, always(asked[page]), seconds=SECONDS / SHORTER) for stage, asked in sizes]
    for stage, asked in sizes:  # the first answers of a fresh server are not its price
        pressing(stage, always(asked[page]), seconds=min(0.5, SECONDS))()
    rounds = [[side() for side in sides] for _ in range(ROUNDS * SHORTER)]
    if any(reading.failures for one in rounds for reading in one):
        raise SystemExit(f"growth, {page}: answers were not what was expected")
    rows = rows_of(page, [stage.dossiers for stage, _ in sizes], rounds)
    return stamped([*rows, *rows_of_touched(page, sizes)], watch.read())


def rows_of(page: str, sizes: list[int], rounds: list[list[Reading]]) -> list[Row]:
    """The least CPU at each size beside the smallest's, and the slope: the largest's over the smallest's."""
    name = f"{NUMBER[page.partition(',')[0]]} {page}, growth"
    costs = [min(one[place].cpu_ms for one in rounds) for place in range(len(sizes))]
    slopes = [cost / max(costs[0], 0.001) for cost in costs]
    note(", ".join(f"{cost:.1f} ms at {size:,}" for cost, size in zip(costs, sizes, strict=True)))
    least = f"at {sizes[0]:,}"
    at_sizes = [
        Row(f"{name}, at {size:,}", "ms CPU", cost, costs[0], least, 1 / max(slope, 0.001), size)
        for size, cost, slope in zip(sizes, costs, slopes, strict=True)
    ]
    most = f"the most that {sizes[-1]:,} may cost over {sizes[0]:,}"
    flat = GROWTH / max(slopes[-1], 0.001)
    slope = Row(f"{name}, slope", "times", slopes[-1], GROWTH, most, flat, sizes[-1], name, FLAT)
    return [*at_sizes, slope]


def rows_of_touched(page: str, sizes: list[tuple[Stage, dict[str, list[Call]]]]) -> list[Row]:
    """Pages of the database at each size beside the smallest's; nothing is judged by them."""
    counts = [(stage.dossiers, count) for stage, asked in sizes if (count := touched(stage, asked[page])) is not None]
    note(", ".join(f"{count:.0f} pages touched at {size:,}" for size, count in counts))
    name, unit = f"{NUMBER[page.partition(',')[0]]} {page}, growth, touched", "pages of 8 kB"
    return [
        Row(
            f"{name} at {size:,}", unit, count, counts[0][1], f"at {counts[0][0]:,}", counts[0][1] / max(count, 1), size
        )
        for size, count in counts
    ]
