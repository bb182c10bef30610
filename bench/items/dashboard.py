"""10 dashboard: eight tiles with two filters, beside PostgreSQL and beside bare DuckDB, over the same facts.

One unit is one dashboard: eight figures of a period and a unit that nobody asked for before. Each side answers the same
questions in the same run, and the answers must be equal. The warehouse reads a copy, so what the copy costs is a row.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from datetime import date, datetime

import duckdb
import psutil
from django.utils import timezone

from bench.load import Call, pressed
from bench.measure import Reading, interleaved, measured
from bench.progress import note
from bench.report import Row
from bench.sides import ROUNDS, SECONDS, beside_wait_bars
from bench.stage import Stage
from bench.tiles import TILES, each_tile, narrow_table, tiles_sql
from tinhso.insight.warehouse import queries, storing
from tinhso.insight.warehouse.actions import pull_facts
from tinhso.insight.warehouse.metrics.administrative import RESTING
from tinhso.insight.warehouse.models import FactFile, Pull
from tinhso.insight.warehouse.periods import Period, months_back
from tinhso.insight.warehouse.queries.figures import as_told, forget
from tinhso.insight.warehouse.sources import SOURCES

ITEM = "10 dashboard"
HELD = ", ".join(f"'{state}'" for state in RESTING)
FRESH_S = 60.0  # the design's aim: the front page shows what was true a minute ago
Question = tuple[Period, int]
Answer = list[int]


def run(stage: Stage) -> list[Row]:
    """A new filter beside both engines, the front page, and the price of the copy."""
    note("the facts onto the shelves…")
    begun = time.perf_counter()
    files = pull_facts(now=timezone.now(), anew=True)
    pulled = time.perf_counter() - begun
    try:
        note(f"{files} months in {pulled:.0f} s")
        return [*asked(stage), *front_page(stage), *the_copy(stage, pulled, files)]
    finally:  # the next run finds neither files nor rows that speak of them
        shutil.rmtree(storing.folder(), ignore_errors=True)
        FactFile.objects.all().delete()
        Pull.objects.all().delete()


def asked(stage: Stage, *, item: str = ITEM, months: int = 12) -> list[Row]:
    """Ours between PostgreSQL and DuckDB, round by round. months: how many of them each side is asked for."""
    questions = list(questions_of(stage, months))
    known = queries.metrics(date(2026, 1, 1))
    wanted = [next(one for one in known if one.code == code) for code in TILES]
    now = timezone.now()

    def ours(period: Period, unit: int) -> Answer:
        told = queries.figures(wanted, period, units=[unit], now=now)
        return [number for one in told for number in (one.numerator, one.denominator or 0)]

    files = [str(path) for path in sorted((storing.folder() / "dossiers").glob("*.parquet"))]
    with duckdb.connect(config={"threads": 2}) as desk, narrow_table(stage.connection) as table:
        desk.execute(f"CREATE VIEW facts AS SELECT * FROM read_parquet({files})")

        def duck(period: Period, unit: int) -> Answer:
            row = desk.execute(tiles_sql("facts", as_told("dossiers", period), unit, resting=HELD)).fetchone() or ()
            return [int(number or 0) for number in row]

        def postgres(period: Period, unit: int) -> Answer:
            row = (
                stage.connection.execute(tiles_sql(table, as_told("dossiers", period), unit, resting=HELD)).fetchone()
                or ()
            )
            return [int(number or 0) for number in row]

        def postgres_by_tile(period: Period, unit: int) -> Answer:
            asked = each_tile(table, as_told("dossiers", period), unit, resting=HELD)
            rows = [stage.connection.execute(one).fetchone() or () for one in asked]
            return [int(number or 0) for row in rows for number in row]

        _check(questions, ours, duck, postgres, postgres_by_tile)
        note(f"{item}: {ROUNDS} rounds of ours and PostgreSQL, {len(questions)} dashboards each")
        mine, slow, slow_rate, slow_cpu = interleaved(
            _reading(stage, ours, questions), _reading(stage, postgres_by_tile, questions), rounds=ROUNDS
        )
        note(f"{item}: {ROUNDS} rounds of ours and PostgreSQL, all tiles in one statement")
        third, terse, terse_rate, _ = interleaved(
            _reading(stage, ours, questions), _reading(stage, postgres, questions), rounds=ROUNDS
        )
        note(f"{item}: {ROUNDS} rounds of ours and DuckDB")
        again, bare, rate, cpu = interleaved(
            _reading(stage, ours, questions), _reading(stage, duck, questions), rounds=ROUNDS
        )
    new, limit, size = f"{item}, a new filter", f"{item}, a new filter, of the limit", stage.dossiers
    slowly, at_once, barely = "PostgreSQL, a statement a tile", "PostgreSQL, one statement", "bare DuckDB"
    return [
        Row(f"{new}, beside PostgreSQL", "ms (p50)", mine.p50_ms, slow.p50_ms, slowly, slow_rate, size, new),
        Row(f"{new}, CPU beside PostgreSQL", "ms CPU", mine.cpu_ms, slow.cpu_ms, slowly, slow_cpu, size, new),
        Row(f"{new}, beside one statement", "ms (p50)", third.p50_ms, terse.p50_ms, at_once, terse_rate, size),
        Row(f"{new}, beside DuckDB", "ms (p50)", again.p50_ms, bare.p50_ms, barely, rate, size, limit),
        Row(f"{new}, CPU beside DuckDB", "ms CPU", again.cpu_ms, bare.cpu_ms, barely, cpu, size, limit),
    ]


def questions_of(stage: Stage, many: int) -> Iterator[Question]:
    """Each of the last so many months for the whole province, and for its busiest agency."""
    busiest = "SELECT resolving_agency_id FROM dossiers_dossier GROUP BY 1 ORDER BY count(*) DESC LIMIT 1"
    row = stage.connection.execute(busiest).fetchone()
    months = months_back(timezone.now(), many)
    for unit in (queries.PROVINCE, int(row[0]) if row else 0):
        yield from ((month, unit) for month in months)


def front_page(stage: Stage) -> list[Row]:
    """The page as everybody opens it, over and over: kept until a file is written anew."""
    calls = [Call("GET", "/so-lieu/")]
    pressed(stage.port, calls, clients=1, seconds=min(1.0, SECONDS))()  # the first of all is the question of `asked`
    reading = measured(pressed(stage.port, calls, clients=1, seconds=SECONDS), app=stage.web, database=stage.database)
    if reading.failures:
        raise SystemExit(f"{ITEM}, front page: {reading.failures} answers were not what was expected")
    return beside_wait_bars(f"{ITEM}, front page", reading, size=stage.dossiers)


def the_copy(stage: Stage, pulled: float, files: int) -> list[Row]:
    """What it costs to have the copy: all of it, and one month again."""
    (facts,) = [source for source in SOURCES if source.name == "dossiers"]
    newest = FactFile.objects.filter(facts="dossiers", month__isnull=False).order_by("-rows").first()
    if newest is None:
        return []
    begin = datetime.combine(newest.month, datetime.min.time(), timezone.get_current_timezone())
    end = begin.replace(year=begin.year + begin.month // 12, month=begin.month % 12 + 1)
    begun = time.perf_counter()
    storing.write_month(facts, newest.month, begin=begin, end=end)
    month = time.perf_counter() - begun
    copy = f"{ITEM}, the copy"
    return [
        Row(f"{copy}: the largest month again", "s", month, FRESH_S, "fresh within", FRESH_S / month, newest.rows),
        Row(f"{copy}: all {files} months", "s", pulled, FRESH_S, "fresh within", FRESH_S / pulled, stage.dossiers),
    ]


def _check(questions: list[Question], *sides: Callable[[Period, int], Answer]) -> None:
    """Every side says the same of every question, or nothing is measured."""
    for period, unit in questions:
        answers = [side(period, unit) for side in sides]
        if any(answer != answers[0] for answer in answers):
            raise SystemExit(f"{ITEM}: {period.code}, unit {unit}: the sides do not agree: {answers}")


def _reading(stage: Stage, side: Callable[[Period, int], Answer], questions: list[Question]) -> Callable[[], Reading]:
    """All questions once, each as if nobody had asked it before."""

    def work() -> tuple[int, list[float], int]:
        forget()
        waits = []
        for period, unit in questions:
            begun = time.perf_counter()
            side(period, unit)
            waits.append(1000 * (time.perf_counter() - begun))
        return len(questions), waits, 0

    return lambda: measured(work, app=psutil.Process(), database=stage.database)
