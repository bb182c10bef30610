"""Items 3 to 6 at each size of one province: what a page costs must not grow with the table.

The copies left behind on the way up are all served at the same time, and a round asks each of them, the smallest
first: an hour in which the machine is busy is the same hour for all sizes. Rounds are short and many, and a size costs
what its cheapest round cost: others can only make a round dearer. A search finds more in a larger province, and a
longer page costs more: so beside the whole page stands what the database alone took, how many of its own pages it
touched, and how many lines the page had.
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
from bench.touched import held

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
    each = [stage.dossiers for stage, _ in sizes]
    rows = [*rows_of(page, each, rounds), *rows_of_database(page, each, rounds), *rows_of_held(page, sizes)]
    return stamped(rows, watch.read())


def rows_of(page: str, sizes: list[int], rounds: list[list[Reading]]) -> list[Row]:
    """The least CPU at each size beside the smallest's, and the slope: the largest's over the smallest's."""
    name = named(page)
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


def rows_of_database(page: str, sizes: list[int], rounds: list[list[Reading]]) -> list[Row]:
    """Of the page the part of the database at each size beside the smallest's; not judged, for it is small."""
    costs = [min(one[place].database_ms for one in rounds) for place in range(len(sizes))]
    note(", ".join(f"{cost:.1f} ms of the database at {size:,}" for cost, size in zip(costs, sizes, strict=True)))
    return beside_smallest(f"{named(page)}, of it the database", "ms CPU", costs, sizes)


def rows_of_held(page: str, sizes: list[tuple[Stage, dict[str, list[Call]]]]) -> list[Row]:
    """Lines of the page and pages of the database touched for it; not judged."""
    each, answers = [stage.dossiers for stage, _ in sizes], [held(stage, asked[page]) for stage, asked in sizes]
    lines, touched = [one.lines for one in answers], [one.touched for one in answers if one.touched is not None]
    note(f"lines {[round(one, 1) for one in lines]}, pages of the database touched {[round(one) for one in touched]}")
    rows = beside_smallest(f"{named(page)}, lines", "lines", lines, each) if all(lines) else []
    if len(touched) == len(each):
        rows += beside_smallest(f"{named(page)}, touched", "pages of 8 kB", touched, each)
    return rows


def beside_smallest(name: str, unit: str, figures: list[float], sizes: list[int]) -> list[Row]:
    """A row a size; a ratio above 1 means less than at the smallest."""
    least = f"at {sizes[0]:,}"
    return [
        Row(f"{name}, at {size:,}", unit, one, figures[0], least, max(figures[0], 0.001) / max(one, 0.001), size)
        for size, one in zip(sizes, figures, strict=True)
    ]


def named(page: str) -> str:
    """The item of a page."""
    return f"{NUMBER[page.partition(',')[0]]} {page}, growth"
