"""The 29 kinds of administrative documents, from seed/documents/kinds.csv."""

from __future__ import annotations

import csv
from datetime import datetime
from pathlib import Path

from django.db import transaction

from tinhso.government.documents.models import DocumentKind
from tinhso.ground.base.vietnamese import nfc

GIVEN = ("name", "abbreviation", "series", "place", "source")


@transaction.atomic
def load(seed: Path, now: datetime) -> str:
    """Load the kinds; safe to repeat. A kind is never taken away: documents name it."""
    with (seed / "documents" / "kinds.csv").open(newline="") as file:
        kinds = [DocumentKind(**{name: nfc(value) for name, value in row.items()}) for row in csv.DictReader(file)]
    DocumentKind.objects.bulk_create(kinds, update_conflicts=True, unique_fields=["code"], update_fields=GIVEN)
    return f"documents: {len(kinds)} loại văn bản hành chính"
