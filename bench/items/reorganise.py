"""Of our own: merger day: half of the agencies end, and their open dossiers go to the other half; once interrupted."""

from __future__ import annotations

import time
from datetime import UTC, datetime

from bench.progress import note
from bench.report import Row
from bench.stage import Stage
from tinhso.government.dossiers.actions import open_by_agency
from tinhso.government.reorganisation import actions, queries
from tinhso.ground.base.actors import System
from tinhso.ground.people.models import Agency, AgencySuccession

BAR_S = 300.0
CUT_AFTER = 3  # batches, then the run is thrown away and begun again


def run(stage: Stage) -> list[Row]:
    """Wall seconds from the plan to equal totals; what is open of the whole province decides how long it takes."""
    now = datetime.now(UTC)
    instrument = f"Nghị quyết đo thử {now:%Y-%m-%d %H:%M:%S}"
    standing = list(Agency.objects.filter(valid_to=None, kind="COMMUNE").values_list("pk", flat=True))
    counts = open_by_agency(standing)
    # The busiest end, so that a run on databases of the last run has as much to move.
    busy = sorted(standing, key=lambda agency: -counts.get(agency, 0))
    half = len(busy) // 2
    AgencySuccession.objects.filter(old__in=busy[:half], new__in=busy[half:]).delete()
    AgencySuccession.objects.bulk_create(
        AgencySuccession(old_id=old, new_id=new, effective_date=now.date(), instrument=instrument)
        for old, new in zip(busy[:half], busy[half:], strict=False)
    )
    clerk, before = System("reorganisation"), sum(counts.values())
    began = time.perf_counter()
    for place, _ in enumerate(actions.reorganise(clerk, queries.plan(instrument, on=now.date()), now=now)):
        if place == CUT_AFTER:
            break
    day = list(actions.reorganise(clerk, queries.plan(instrument, on=now.date()), now=now))[-1]
    seconds = time.perf_counter() - began
    if not day.finished_at or sum(open_by_agency(standing).values()) != before:
        raise SystemExit(f"own: merger day: {before} open dossiers before, {open_by_agency(standing)} after")
    note(f"{day.moved:,} open dossiers of {stage.dossiers:,} moved in {seconds:.0f} s, interrupted once")
    item = "own: merger day"
    return [Row(item, "s", seconds, BAR_S, "the issue's bar", BAR_S / seconds, stage.dossiers, item)]
