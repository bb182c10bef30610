"""Definitions of metrics from seed/metrics: a changed wording is a new version, the old one ends the day before."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from tinhso.insight.warehouse.models import Metric

RECORD_BEGINS = "2020-01-01"  # of the first version: what came before our record is told by the same words


@transaction.atomic
def load(seed: Path, now: datetime) -> str:
    """Write down each definition that is not there yet; safe to repeat."""
    rows = [row for path in sorted((seed / "metrics").glob("*.json")) for row in json.loads(path.read_text())]
    standing = {metric.code: metric for metric in Metric.objects.filter(valid_to__isnull=True)}
    today = timezone.localdate(now)
    for place, row in enumerate(rows):
        known = standing.get(row["code"])
        if known and _says(known, row | {"place": place}):
            continue
        if known:
            known.valid_to = today - timedelta(days=1)
            known.save(update_fields=["valid_to"])
        Metric.objects.create(
            **row, place=place, version=known.version + 1 if known else 1,
            valid_from=today if known else RECORD_BEGINS,
        )  # fmt: skip
    return f"Định nghĩa chỉ tiêu: {len(rows)}"


def _says(metric: Metric, row: dict[str, Any]) -> bool:
    return all(getattr(metric, name) == value for name, value in row.items())
