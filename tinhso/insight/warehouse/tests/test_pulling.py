"""The shelves: a minute's changes cost a minute's changes, and nobody ever reads half of anything."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings as house
from django.db import connection

from tinhso.government.dossiers.models import Dossier
from tinhso.government.dossiers.tests.factories import MONDAY, dossier_in, make_one_stop
from tinhso.ground.gateway.models import MessageLog
from tinhso.insight.warehouse import lake, queries, storing
from tinhso.insight.warehouse.actions import pull_facts, pulling
from tinhso.insight.warehouse.metrics.catalogue import COUNTED
from tinhso.insight.warehouse.models import FactFile
from tinhso.insight.warehouse.periods import period
from tinhso.insight.warehouse.sources import SOURCES

NOVEMBER = period("2026-11")
LATER = MONDAY + timedelta(days=1)
WRITER = """
import sys, django
django.setup()
from django.conf import settings
from django.db import connection
from django.utils import timezone
settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = sys.argv[1]
settings.WAREHOUSE_DIR = sys.argv[2]
from tinhso.insight.warehouse.actions import pull_facts
for _ in range(3):
    pull_facts(now=timezone.now(), anew=True)
"""


def open_now() -> int:
    known = [queries.metric("ADM.OPEN", LATER.date())]
    (figure,) = queries.figures(known, NOVEMBER, units=[queries.PROVINCE], now=LATER)
    return figure.numerator


def files() -> set[str]:
    return {f"{month}" for month in FactFile.objects.filter(facts="dossiers").values_list("month", flat=True)}


@pytest.mark.django_db(transaction=True)
def test_what_changed_lies_over_the_months_until_it_is_folded_in(transactional_db, monkeypatch):
    place = make_one_stop()
    old = dossier_in(place, "ACCEPTED", now=MONDAY - timedelta(days=40), idempotency_key="old")
    dossier_in(place, "ACCEPTED", idempotency_key="new")
    dossier_in(place, "ACCEPTED", idempotency_key="gone")
    pull_facts(now=LATER)
    before = {path: path.stat().st_mtime_ns for path in storing.folder().rglob("20*.parquet")}
    assert pull_facts(now=LATER) == 0
    assert open_now() == 3

    # One more and one less; the months stay as they are, and a thin layer says what is new.
    dossier_in(place, "IN_PROCESS", idempotency_key="newer")
    Dossier.objects.filter(pk=old.pk).update(channel="POST")
    changed = [old.pk, Dossier.objects.latest("pk").pk, 10**9]
    monkeypatch.setattr(pulling, "subjects_between", lambda *_, begin, most: changed if begin == "dossier:" else [])
    assert pull_facts(now=LATER) == 1
    assert {path: path.stat().st_mtime_ns for path in before} == before
    assert files() == {"2026-10-01", "2026-11-01", "None"}
    assert open_now() == 4
    rows = lake.table("dossiers").to_pyarrow().to_pylist()
    assert {row["dossier"]: row["channel"] for row in rows}[old.pk] == "POST"
    assert pull_facts(now=LATER) == 0  # the same again is no new file

    # Too thick: folded into its months, and every figure stays.
    monkeypatch.setattr(pulling, "THICK", 1)
    Dossier.objects.filter(pk=old.pk).update(channel="ONLINE")
    assert pull_facts(now=LATER) == 2
    assert files() == {"2026-10-01", "2026-11-01"}
    assert sorted(row["dossier"] for row in lake.table("dossiers").to_pyarrow().to_pylist()) == sorted(
        Dossier.objects.values_list("pk", flat=True)
    )
    assert open_now() == 4

    # A lost layer: everything is taken anew rather than guessed.
    monkeypatch.setattr(pulling, "THICK", 1000)
    Dossier.objects.filter(pk=old.pk).update(channel="POST")
    pull_facts(now=LATER)
    for path in storing.folder().rglob("layer-*"):
        path.unlink()
    assert lake.as_of("dossiers") is None
    pull_facts(now=LATER)
    assert (open_now(), files()) == (4, {"2026-10-01", "2026-11-01"})

    # What no longer counts goes when nobody can be reading it any more.
    stale = [path for path in storing.folder().rglob("*.parquet") if f"{path}" not in lake._files("dossiers")]
    assert stale
    for path in stale:
        os.utime(path, (1, 1))
    (storing.folder() / "dossiers" / "tmp-of-a-killed-writer").mkdir()
    pull_facts(now=LATER, anew=True)
    left = sorted(f"{path}" for path in (storing.folder() / "dossiers").iterdir())
    assert left == sorted(lake._files("dossiers"))


@pytest.mark.django_db(transaction=True)
def test_two_machines_that_write_at_once_tear_nothing(transactional_db, settings):
    place = make_one_stop()
    for number in range(3):
        dossier_in(place, "ACCEPTED", idempotency_key=f"{number}")
    pull_facts(now=MONDAY)
    told = [sys.executable, "-c", WRITER, str(connection.settings_dict["NAME"]), str(settings.WAREHOUSE_DIR)]
    writers = [subprocess.Popen(told, cwd=house.ROOT, env=os.environ) for _ in range(2)]
    seen = set()
    while any(writer.poll() is None for writer in writers):
        seen.add(lake.table("dossiers").to_pyarrow().num_rows)

    assert [writer.returncode for writer in writers] == [0, 0]
    assert seen == {3}
    assert not [path for path in Path(storing.folder()).rglob("*") if path.is_dir() and path.parent != storing.folder()]


@pytest.mark.django_db(transaction=True)
def test_calls_are_counted_by_the_hour_and_told_again_when_more_came(transactional_db):
    def call(outcome: str, minutes: int) -> None:
        MessageLog.objects.create(
            partner="population", operation="look_up", purpose="Đối chiếu", legal_basis="NĐ", subject="dossier:1",
            at=MONDAY + timedelta(minutes=minutes), duration_ms=40, outcome=outcome,
        )  # fmt: skip

    def told() -> list[tuple[str, int, int | None]]:
        known = [queries.metric(code, LATER.date()) for code in ("DAT.API.CALLS", "DAT.API.UP")]
        figures = queries.figures(known, NOVEMBER, units=[queries.PROVINCE], now=LATER)
        return [(one.metric.code, one.numerator, one.denominator) for one in figures]

    call("DONE", 0)
    call("UNAVAILABLE", 1)
    pull_facts(now=MONDAY + timedelta(minutes=5))
    assert told() == [("DAT.API.CALLS", 2, None), ("DAT.API.UP", 1, 2)]
    call("REJECTED", 6)
    call("DONE", 70)
    pull_facts(now=MONDAY + timedelta(minutes=75))
    assert told() == [("DAT.API.CALLS", 4, None), ("DAT.API.UP", 3, 4)]
    # An hour of which nothing new is known is not told again.
    assert pull_facts(now=MONDAY + timedelta(minutes=95)) == 0


@pytest.mark.django_db
def test_every_table_of_facts_can_be_taken_and_asked(lived):
    for facts in SOURCES:
        assert lake.as_of(facts.name) == lived
        assert set(lake.table(facts.name).columns) == set(facts.columns)
        with connection.cursor() as cursor:
            cursor.execute(facts.rows.replace("%(which)s", facts.by_ids), {"ids": [1, 2]})
    known = [one.code for one in queries.metrics(lived.date())]
    assert set(known) == set(COUNTED)
    figures = queries.figures(queries.metrics(lived.date()), NOVEMBER, units=[queries.PROVINCE], now=lived)
    assert [figure.metric.code for figure in figures] == known
