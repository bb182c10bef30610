"""The drill: back up what lives, draw a line, write behind it, restore to the line beside it, and look."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import psycopg
from django.conf import settings
from django.db import connection
from django.utils import timezone

from tinhso.config.backup import cluster, places, restoring, streaming, taking
from tinhso.config.backup.events import DrillFailed, DrillMarked, DrillPassed
from tinhso.config.backup.places import Store
from tinhso.config.backup.proving import counts, standing_heads
from tinhso.config.backup.restoring import Restored
from tinhso.ground.base.actors import Actor
from tinhso.ground.base.refused import Refused
from tinhso.ground.journal.actions import record
from tinhso.ground.journal.queries import first_disagreement


@dataclass
class Line:
    """The line of a drill: its name and moment, what stood before it, what stood after."""

    name: str
    moment: datetime
    heads_before: list[tuple[int, int, str]]
    counts_before: dict[str, int]
    counts_after: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Report:
    """What a drill found: faults (none: passed), seconds of each step, bytes that came back."""

    name: str
    moment: datetime
    faults: list[str]
    seconds: dict[str, float]
    backup_bytes: int
    restored: Restored


def drill(actor: Actor, store: Store, *, say: Callable[[str], None], now: datetime) -> Report:
    """Run one; nothing of it stays running. The journal keeps how it ended. Refused: as take and restore."""
    name = f"{now.astimezone(UTC):{places.STAMP}}-{os.getpid()}"
    try:
        report = _run(actor, store, name, say=say, now=now)
    except (Refused, OSError, psycopg.Error) as error:
        why = error.sentence if isinstance(error, Refused) else str(error)
        record(actor, DrillFailed(name, [why]), at=timezone.now())
        raise
    if report.faults:
        record(actor, DrillFailed(name, report.faults[:10]), at=timezone.now())
    else:
        at, back = report.moment.isoformat(), report.restored
        record(actor, DrillPassed(name, back.chosen.name, at, back.bytes, report.seconds), at=timezone.now())
    return report


def _run(actor: Actor, store: Store, name: str, *, say: Callable[[str], None], now: datetime) -> Report:
    receiver = streaming.Receiver(cluster.address(), store)
    with psycopg.connect(cluster.address(), autocommit=True) as looking:
        slot = streaming.slot_of(looking)
    folder = settings.STATE_DIR / f"drill-{name}"
    seconds: dict[str, float] = {}

    @contextmanager
    def timed(step: str) -> Iterator[None]:
        begun = time.monotonic()
        yield
        seconds[step] = round(time.monotonic() - begun, 2)

    try:
        if not (slot and slot["active"]):
            receiver.start()
        with timed("backup"):
            made = taking.take(actor, store, now=now, say=say)
        line = draw_line(actor, name)
        say(f"Vạch diễn tập: {line.moment.isoformat()}")
        with timed("last_wal"):
            taking.copy_new_contents(store, now=now)
            receiver.wait_for(_wal_place())
        with timed("restore"):
            restored = restoring.restore(store, folder, at=line.moment, say=say, also=line.heads_before)
        seconds |= {f"restore_{step}": spent for step, spent in restored.took.seconds.items()}
        return Report(
            name,
            line.moment,
            [*restored.faults, *differences(line, restored.proof)],
            seconds,
            made.size_bytes,
            restored,
        )
    finally:
        receiver.stop(drop_slot=receiver.made_slot)
        shutil.rmtree(folder, ignore_errors=True)


def draw_line(actor: Actor, name: str) -> Line:
    """Write one thing before a moment and one after it; the moment is the database's own."""
    before = counts()
    record(actor, DrillMarked(name, "before"), at=timezone.now())
    heads_before = standing_heads()
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        line = Line(name, cursor.fetchone()[0], heads_before, before)
    record(actor, DrillMarked(name, "after"), at=timezone.now())
    line.counts_after = counts()
    return line


def differences(line: Line, proof: dict[str, Any]) -> list[str]:
    """What the copy does not say as it should: all that was before the line, nothing that came after."""
    if "marks" not in proof:
        return []
    found = []
    marks = {tuple(mark) for mark in proof["marks"]}
    if (line.name, "before") not in marks:
        found.append("Bản khôi phục thiếu dòng ghi trước vạch.")
    if (line.name, "after") in marks:
        found.append("Bản khôi phục có dòng ghi sau vạch.")
    foreign = first_disagreement([(chain, seq, digest) for chain, seq, digest in proof["heads"]])
    if foreign:
        found.append(f"Nhật ký khôi phục nói khác bản đang sống: chuỗi {foreign[0]}, dòng {foreign[1]}.")
    for table, before in line.counts_before.items():
        least, most = sorted((before, line.counts_after.get(table, before)))
        here = proof["counts"].get(table)
        if here is None or not least <= here <= most:
            found.append(f"Bảng {table}: khôi phục {here} dòng, đang sống {least}–{most}.")
    return found


def _wal_place() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_wal_lsn()::text")
        return str(cursor.fetchone()[0])
