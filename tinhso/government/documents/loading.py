"""The 29 kinds of administrative documents; copies and papers of dossiers, numbered with them: seed/documents/."""

from __future__ import annotations

import csv
from datetime import datetime
from pathlib import Path

from django.db import transaction

from tinhso.government.documents.models import DocumentKind
from tinhso.ground.base.vietnamese import nfc

GIVEN = ("name", "abbreviation", "series", "place", "is_drafted", "prints_year", "source")
FILES = (("kinds.csv", True), ("papers.csv", False))


@transaction.atomic
def load(seed: Path, now: datetime) -> str:
    """Load the kinds; safe to repeat. A kind is never taken away: documents name it."""
    kinds = [kind for name, is_drafted in FILES for kind in _kinds(seed / "documents" / name, is_drafted=is_drafted)]
    DocumentKind.objects.bulk_create(kinds, update_conflicts=True, unique_fields=["code"], update_fields=GIVEN)
    return f"documents: {len(kinds)} loại văn bản, giấy tờ"


def _kinds(path: Path, *, is_drafted: bool) -> list[DocumentKind]:
    with path.open(newline="") as file:
        rows = [{name: nfc(value) for name, value in row.items()} for row in csv.DictReader(file)]
    years = [bool(row.pop("prints_year", "")) for row in rows]
    return [DocumentKind(**row, is_drafted=is_drafted, prints_year=year) for row, year in zip(rows, years, strict=True)]
