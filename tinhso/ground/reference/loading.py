"""Units, instruments and calendar decisions from seed/."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path

from django.db import transaction

from tinhso.ground.base.sorting import sort_key
from tinhso.ground.base.vietnamese import VIETNAM
from tinhso.ground.reference.actions import mark_calendar_changed
from tinhso.ground.reference.kinds import Extent
from tinhso.ground.reference.models import (
    CalendarDay,
    CalendarDecision,
    LegalInstrument,
    Unit,
    UnitSuccession,
    WorkingHours,
)
from tinhso.ground.reference.names import folded


@transaction.atomic
def load(seed: Path, now: datetime) -> str:
    """Load this room's part of seed/; safe to repeat. Returns one line that says what now stands."""
    folder = seed / "reference"
    instruments = _instruments(folder)
    units = _units(folder, instruments)
    load_calendar(seed, now)
    return f"Danh mục: {units} phiên bản đơn vị hành chính, {CalendarDay.objects.count()} ngày nghỉ và làm bù."


@transaction.atomic
def load_calendar(seed: Path, now: datetime) -> None:
    """Load the working calendar alone, for a machine on which no province was loaded yet."""
    folder = seed / "reference"
    instruments = _instruments(folder)
    decisions = {}
    for row in _rows(folder / "calendar_decisions.csv"):
        announced_at = datetime.combine(date.fromisoformat(row["announced_date"]), time(), VIETNAM)
        decisions[row["key"]], _ = CalendarDecision.objects.update_or_create(
            instrument_id=instruments[row["instrument"]],
            scope=row["scope"],
            announced_at=announced_at,
            defaults={"announced_exact": row["announced_exact"] == "yes", "note": row["note"]},
            create_defaults={
                "announced_exact": row["announced_exact"] == "yes", "note": row["note"], "recorded_at": now
            },
        )  # fmt: skip
    CalendarDay.objects.bulk_create(
        (
            CalendarDay(decision=decisions[r["decision"]], date=r["date"], kind=r["kind"], name=r["name"])
            for r in _rows(folder / "calendar_days.csv")
        ),
        update_conflicts=True,
        unique_fields=["decision", "date"],
        update_fields=["kind", "name"],
    )
    WorkingHours.objects.bulk_create(
        (
            WorkingHours(
                scope=row["scope"],
                weekday=int(weekday),
                sessions=[time.fromisoformat(text) for text in row["sessions"].split()],
                valid_from=row["valid_from"],
                source=row["source"],
            )
            for row in _rows(folder / "working_hours.csv")
            for weekday in row["weekdays"].split()
        ),
        ignore_conflicts=True,
    )
    mark_calendar_changed()


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


def _instruments(folder: Path) -> dict[str, int]:
    LegalInstrument.objects.bulk_create(
        (
            LegalInstrument(
                code=row["code"],
                title=row["title"],
                issued_date=row["issued_date"] or None,
                effective_date=row["effective_date"] or None,
                source=row["source"],
            )
            for row in _rows(folder / "instruments.csv")
        ),
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["title", "issued_date", "effective_date", "source"],
    )
    return dict(LegalInstrument.objects.values_list("code", "pk"))


def _units(folder: Path, instruments: dict[str, int]) -> int:
    """Load unit versions and what became of them; how many versions stand in the seed."""
    rows = [
        Unit(
            code=row["code"],
            valid_from=row["valid_from"],
            valid_to=row["valid_to"] or None,
            level=row["level"],
            kind=row["kind"],
            name=row["name"],
            parent_code=row["parent_code"],
            province_code=row["province_code"],
            sort_key=sort_key(row["name"]),
            folded_name=folded(row["name"]),
        )
        for row in _rows(folder / "units.csv")
    ]
    Unit.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["code", "valid_from"],
        update_fields=["valid_to", "level", "kind", "name", "parent_code", "province_code", "sort_key", "folded_name"],
    )
    ids = {(code, start.isoformat()): pk for pk, code, start in Unit.objects.values_list("pk", "code", "valid_from")}
    UnitSuccession.objects.bulk_create(
        (
            UnitSuccession(
                old_id=ids[row["old_code"], row["old_from"]],
                new_id=ids[row["new_code"], row["new_from"]],
                extent=row["extent"],
                share=Decimal(1) if row["extent"] == Extent.WHOLE else None,
                is_default=row["is_default"] == "yes",
                effective_date=row["effective_date"],
                instrument_id=instruments[row["instrument"]],
            )
            for row in _rows(folder / "unit_successions.csv")
        ),
        update_conflicts=True,
        unique_fields=["old", "new"],
        update_fields=["extent", "share", "is_default", "effective_date", "instrument"],
    )
    return len(rows)
