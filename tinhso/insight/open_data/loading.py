"""What seed/open_data says: which databases there are, and which datasets are published."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

from django.db import transaction

from tinhso.insight.open_data.models import CatalogueEntry, Dataset


@transaction.atomic
def load(seed: Path, now: datetime) -> str:
    """Write down each entry and each dataset, mend the words of those that are there; safe to repeat."""
    entries = json.loads((seed / "open_data" / "catalogue.json").read_text())
    for place, row in enumerate(entries):
        CatalogueEntry.objects.update_or_create(code=row["code"], defaults=row | {"place_in_list": place})
    datasets = json.loads((seed / "open_data" / "datasets.json").read_text())
    for place, row in enumerate(datasets):
        Dataset.objects.update_or_create(code=row["code"], defaults=row | {"place": place})
    return f"Danh mục dữ liệu: {len(entries)} cơ sở dữ liệu, {len(datasets)} bộ dữ liệu mở"
