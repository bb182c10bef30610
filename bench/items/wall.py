"""Of our own: the wall of the province, twelve panels; cold where nothing was counted, warm as everybody opens it.

Cold is everything that was ever kept thrown away: thirteen months of all metrics for all agencies, then the page's live
part drawn. The issue's bars: 1 s cold, 200 ms warm, at a million dossiers.
"""

from __future__ import annotations

import shutil
import time

import psutil
from django.template.loader import render_to_string
from django.utils import timezone

from bench.load import Call, pressed
from bench.measure import measured
from bench.people import officer_at, signed_in
from bench.progress import note
from bench.report import Row
from bench.sides import ROUNDS, SECONDS
from bench.stage import Stage
from tinhso.ground.people.models import Role
from tinhso.ground.people.queries import agency
from tinhso.insight.ioc.live import live_context
from tinhso.insight.ioc.models import Snapshot
from tinhso.insight.warehouse import storing
from tinhso.insight.warehouse.actions import pull_facts
from tinhso.insight.warehouse.models import FactFile, Pull
from tinhso.insight.warehouse.queries import PROVINCE
from tinhso.insight.warehouse.queries.figures import forget

ITEM = "own: wall"
COLD_MS, WARM_MS = 1000.0, 200.0
BAR = "the issue's bar"
WALLS = ("/dieu-hanh/", "/dieu-hanh/tam/", "/dieu-hanh/ban-do/", "/dieu-hanh/linh-vuc/")


def run(stage: Stage) -> list[Row]:
    """Cold in this process, warm over HTTP; CPU beside both."""
    note("the facts onto the shelves…")
    pull_facts(now=timezone.now(), anew=True)
    try:
        return [*cold(stage), *warm(stage)]
    finally:
        shutil.rmtree(storing.folder(), ignore_errors=True)
        FactFile.objects.all().delete()
        Pull.objects.all().delete()
        Snapshot.objects.all().delete()


def cold(stage: Stage) -> list[Row]:
    """Everything anew, as often as rounds are asked for; the first also opens DuckDB and compiles the questions."""

    def work() -> tuple[int, list[float], int]:
        waits = []
        for _ in range(ROUNDS + 1):
            forget()
            Snapshot.objects.all().delete()
            begun = time.perf_counter()
            context = live_context(PROVINCE, now=timezone.now())
            render_to_string("ioc/_live.html", context)
            waits.append(1000 * (time.perf_counter() - begun))
            if len(context["panels"]) != 12:
                raise SystemExit(f"{ITEM}: {len(context['panels'])} panels")
        note(f"{ITEM}, cold: " + ", ".join(f"{wait:.0f} ms" for wait in waits))
        return len(waits), waits, 0

    reading = measured(work, app=psutil.Process(), database=stage.database)
    anew, size, item = reading.p50_ms, stage.dossiers, f"{ITEM}, cold"
    return [
        Row(item, "ms (p50)", anew, COLD_MS, BAR, COLD_MS / max(anew, 0.001), size, ITEM),
        Row(
            f"{item}, and the process as well",
            "ms",
            reading.p95_ms,
            COLD_MS,
            BAR,
            COLD_MS / max(reading.p95_ms, 0.001),
            size,
        ),
        Row(f"{item}, CPU", "ms CPU", reading.cpu_ms, COLD_MS, BAR, COLD_MS / max(reading.cpu_ms, 0.001), size),
    ]


def warm(stage: Stage) -> list[Row]:
    """The pages as a leader of the province opens them over and over."""
    leader = officer_at(agency("NB.VP"), roles=[Role.LEADER, Role.CONTROLLER], now=timezone.now())
    headers = signed_in(leader)
    found = []
    for path in WALLS:
        calls = [Call("GET", path, headers=headers)]
        pressed(stage.port, calls, clients=4, seconds=min(1.0, SECONDS))()
        reading = measured(
            pressed(stage.port, calls, clients=1, seconds=SECONDS), app=stage.web, database=stage.database
        )
        if reading.failures:
            raise SystemExit(f"{ITEM} {path}: {reading.failures} answers were not what was expected")
        item, judged = f"{ITEM}, {path}", ITEM if path == WALLS[0] else ""
        found += [
            Row(f"{item}, p95", "ms", reading.p95_ms, WARM_MS, BAR, WARM_MS / max(reading.p95_ms, 0.001),
                stage.dossiers, judged),
            Row(f"{item}, CPU", "ms CPU", reading.cpu_ms, WARM_MS, BAR, WARM_MS / max(reading.cpu_ms, 0.001),
                stage.dossiers),
        ]  # fmt: skip
    return found
