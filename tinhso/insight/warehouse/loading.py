"""What seed/ says of figures: definitions as dated versions, and what others published."""

from __future__ import annotations

import csv
import json
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from tinhso.insight.warehouse.models import Metric, PublishedFigure, Statistic

RECORD_BEGINS = "2020-01-01"  # of the first version: what came before our record is told by the same words
BOUNDS = frozenset({"least", "most"})
# What makes a published value the same one when the file is loaded again.
SAME = ("indicator", "name", "about_code", "about", "period", "method", "vintage", "source")


@transaction.atomic
def load(seed: Path, now: datetime) -> str:
    """Write down each definition and each published value that is not there yet; safe to repeat."""
    today = timezone.localdate(now)
    metrics = _versions(Metric, seed / "metrics", today=today)
    statistics = _versions(Statistic, seed / "statistics", today=today)
    published = _published(seed / "published")
    return f"Định nghĩa chỉ tiêu: {metrics} tính, {statistics} nhập; số liệu đã công bố: {published}"


def _versions(model: type[Metric] | type[Statistic], folder: Path, *, today: date) -> int:
    """A changed wording is a new version, the old one ends the day before."""
    rows = [row for path in sorted(folder.glob("*.json")) for row in json.loads(path.read_text())]
    standing = {one.code: one for one in model.objects.filter(valid_to__isnull=True)}
    for place, row in enumerate(rows):
        for bound in BOUNDS & row.keys():
            row[bound] = None if row[bound] is None else Decimal(row[bound])
        known = standing.get(row["code"])
        if known and _says(known, row | {"place": place}):
            continue
        if known:
            known.valid_to = today - timedelta(days=1)
            known.save(update_fields=["valid_to"])
        model.objects.create(
            **row, place=place, version=known.version + 1 if known else 1,
            valid_from=today if known else RECORD_BEGINS,
        )  # fmt: skip
    return len(rows)


def _says(known: Metric | Statistic, row: dict[str, Any]) -> bool:
    return all(getattr(known, name) == value for name, value in row.items())


def _published(folder: Path) -> int:
    """A published value stays as it was published; the files only add, and mend our own marks and notes."""
    known = {tuple(getattr(one, name) for name in SAME): one.pk for one in PublishedFigure.objects.all()}
    rows = [_row(row) for path in sorted(folder.glob("*.csv")) for row in csv.DictReader(path.open(encoding="utf-8"))]
    for row in rows:
        row.pk = known.get(tuple(getattr(row, name) for name in SAME))
    PublishedFigure.objects.bulk_create([row for row in rows if row.pk is None])
    PublishedFigure.objects.bulk_update([row for row in rows if row.pk], ["kind", "confidence", "note"])
    return len(rows)


def _row(words: dict[str, str]) -> PublishedFigure:
    value, rank, rank_of = (words.pop(name) for name in ("value", "rank", "rank_of"))
    row = PublishedFigure(
        **words, value=Decimal(value) if value else None, rank=int(rank) if rank else None,
        rank_of=int(rank_of) if rank_of else None,
    )  # fmt: skip
    row.folded = row.words
    return row
