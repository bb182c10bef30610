"""One of our own: a late decree reaches 100,000 open promises, each with its sentence and its reason.

Clocks of the work of one December, promised before the swap of 2 January 2026 was announced; everything is rolled
back. The limit is the one the province set: a minute.
"""

from __future__ import annotations

import random
from datetime import datetime, timedelta

import psutil
from django.db import transaction

from bench.measure import Reading, measured
from bench.report import Row
from bench.stage import Stage
from tinhso.engines.workflow.actions import rederive_clocks
from tinhso.engines.workflow.limits import Limit, LimitUnit
from tinhso.engines.workflow.models import Clock
from tinhso.engines.workflow.rules import due
from tinhso.ground.base.actors import System
from tinhso.ground.base.vietnamese import VIETNAM
from tinhso.ground.reference.queries import calendar_for

CLOCKS, ALLOWED_SECONDS = 100_000, 60.0
BEGIN = datetime(2025, 12, 1, 7, 30, tzinfo=VIETNAM)
EVE, DAY_AFTER = datetime(2025, 12, 24, 9, tzinfo=VIETNAM), datetime(2025, 12, 26, 9, tzinfo=VIETNAM)
LIMITS = [Limit(days, LimitUnit.WORKING_DAY) for days in (1, 2, 3, 5, 7, 10, 15, 20)]
SCOPE = "agency:0"  # no agency: only these clocks carry it, and it follows the calendar of the nation


def promises() -> list[Clock]:
    """Clocks of 24 days, promised with the calendar as it was known on the eve."""
    chance, calendar, clocks = random.Random(20251225), calendar_for(known_at=EVE), []
    for number in range(CLOCKS):
        received_at, limit = BEGIN + timedelta(minutes=chance.randrange(24 * 24 * 60)), chance.choice(LIMITS)
        promise = due(received_at, limit, calendar)
        clocks.append(
            Clock(
                subject=f"bench-promise:{number}", scope=SCOPE, limit_value=limit.value, limit_unit=limit.unit,
                received_at=received_at, starts_at=promise.starts_at, due_at=promise.at,
                due_sentence=promise.sentence, original_due_at=promise.at,
            )
        )  # fmt: skip
    return clocks


def run(stage: Stage) -> list[Row]:
    """Seconds for all, and CPU for each, against the minute that is allowed."""
    moved = 0

    def follow() -> tuple[int, list[float], int]:
        nonlocal moved
        chunks = rederive_clocks(System("bench"), reason="văn bản 12729/VPCP-KGVX", now=DAY_AFTER, scope=SCOPE)
        moved = sum(map(len, chunks))
        return CLOCKS, [], 0

    with transaction.atomic():
        Clock.objects.bulk_create(promises(), batch_size=5000)
        reading: Reading = measured(follow, app=psutil.Process(), database=stage.database)
        transaction.set_rollback(True)
    if not moved:
        raise SystemExit("The swap moved nothing: the calendar of the bench database is not the seed's.")
    return [
        Row(f"re-derive {CLOCKS:,} open promises ({moved:,} move)", "seconds", reading.seconds, ALLOWED_SECONDS,
            "a minute, as promised", ALLOWED_SECONDS / reading.seconds, CLOCKS),
        Row("re-derive one open promise", "CPU ms each", reading.cpu_ms, 1000 * ALLOWED_SECONDS / CLOCKS,
            "a minute, as promised", 1000 * ALLOWED_SECONDS / CLOCKS / reading.cpu_ms, CLOCKS),
    ]  # fmt: skip
