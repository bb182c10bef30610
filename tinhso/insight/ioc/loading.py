"""The catalogue of the centre from seed/ioc: dated versions, safe to repeat."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from tinhso.insight.ioc.models import Indicator

RECORD_BEGINS = "2020-01-01"


@transaction.atomic
def load(seed: Path, now: datetime) -> str:
    """Write down each indicator that is not there yet; a changed one is a new version, the old ends the day before."""
    today = timezone.localdate(now)
    rows: list[dict[str, Any]] = json.loads((seed / "ioc" / "indicators.json").read_text())
    standing = {one.code: one for one in Indicator.objects.filter(valid_to__isnull=True)}
    for place, row in enumerate(rows):
        said = row | {"place": place}
        known = standing.get(row["code"])
        if known and all(getattr(known, name) == value for name, value in said.items()):
            continue
        if known:
            known.valid_to = today - timedelta(days=1)
            known.save(update_fields=["valid_to"])
        Indicator.objects.create(
            **said, version=known.version + 1 if known else 1, valid_from=today if known else RECORD_BEGINS
        )
    return f"Chỉ tiêu điều hành: {len(rows)}, có nguồn: {sum(1 for row in rows if row['feed'] != 'NONE')}"
