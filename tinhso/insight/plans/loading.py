"""Directives, their ties and targets from seed/plans: reviewed rows with their sources and marks."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.db import models, transaction

from tinhso.ground.base.actors import System
from tinhso.insight.plans.models import Directive, DirectiveTie, Target, TargetResult

LOADER = System("loader")
# What the files keep mending. The rest belongs to officials once it stands: who answers, baselines, measures, ends.
MENDED = {
    Directive: ("title", "title_en", "issuer", "kind", "confidence", "source", "note"),
    Target: ("name", "name_en", "unit", "confidence", "source", "note", "place"),
}
Row = dict[str, Any]


@transaction.atomic
def load(seed: Path, now: datetime) -> str:
    """Write down what is not there yet; safe to repeat. What officials added or changed is not touched."""
    shelf = seed / "plans"
    directives = _put(Directive, [_directive(row) for row in _rows(shelf / "directives.csv")])
    for row in _rows(shelf / "ties.csv"):
        two = {"lower": directives[row["lower"]], "upper": directives[row["upper"]]}
        if not DirectiveTie.objects.filter(**two).exists():  # nor where officials took it back
            facts = {"tie": row["tie"], "confidence": row["confidence"], "source": row["source"]}
            DirectiveTie.objects.create(**two, **facts, on=_day(row["on"]))
    targets = _put(Target, [_target(row, directives) for row in _rows(shelf / "targets.csv")])
    for row in _rows(shelf / "results.csv"):
        TargetResult.objects.get_or_create(
            target=targets[row["target"]], on=date.fromisoformat(row["on"]), value=Decimal(row["value"]),
            source=row["source"],
            defaults={"kind": row["kind"], "note": row["note"], "entered_by_ref": LOADER.ref,
                      "entered_by_name": LOADER.name, "entered_at": now},
        )  # fmt: skip
    return f"Văn bản chỉ đạo: {len(directives)}, chỉ tiêu: {len(targets)}"


def _put(model: type[Any], rows: Sequence[models.Model]) -> dict[str, Any]:
    """Add the new rows, mend the reviewed facts of those that stand; all by code."""
    known: dict[str, Any] = {one.code: one for one in model.objects.filter(reviewed=True)}
    fresh, changed = [], []
    for row in rows:
        standing = known.setdefault(row.code, row)  # type: ignore[attr-defined]
        if standing is row:
            fresh.append(row)
            continue
        for name in MENDED[model]:
            setattr(standing, name, getattr(row, name))
        changed.append(standing)
    model.objects.bulk_create(fresh)
    model.objects.bulk_update(changed, MENDED[model])
    return known


def _rows(path: Path) -> list[Row]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def _directive(row: Row) -> Directive:
    return Directive(**row | {"issued_on": _day(row["issued_on"]), "ended_on": _day(row["ended_on"])}, reviewed=True)


def _target(row: Row, directives: dict[str, Directive]) -> Target:
    days = {name: _day(row[name]) for name in ("due_on", "baseline_on", "ended_on")}
    numbers = {name: Decimal(row[name]) if row[name] else None for name in ("value", "baseline")}
    named = {"directive": directives[row["directive"]], "place": int(row["place"])}
    return Target(**row | days | numbers | named, reviewed=True)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
