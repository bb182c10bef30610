"""Types of papers and the parts that take them, reviewed, from seed/store/documents.json."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

from django.db import transaction

from tinhso.engines.store.models import AcceptedType, DocumentType
from tinhso.ground.base.vietnamese import nfc


@transaction.atomic
def load(seed: Path, now: datetime) -> str:
    """Load the reviewed table; safe to repeat. A row that was taken out of the file goes."""
    given = json.loads((seed / "store" / "documents.json").read_text())
    types = [
        DocumentType(code=one["code"], name=nfc(one["name"]), kept_months=one.get("kept_months"),
                     basis=nfc(one.get("basis", "")))
        for one in given
    ]  # fmt: skip
    DocumentType.objects.bulk_create(
        types, update_conflicts=True, unique_fields=["code"], update_fields=["name", "kept_months", "basis"]
    )
    ids = dict(DocumentType.objects.values_list("code", "pk"))
    AcceptedType.objects.all().delete()
    rows = [
        AcceptedType(procedure_code=part["procedure"], part_code=part["part"], part_name=nfc(part["name"]),
                     type_id=ids[one["code"]], source=nfc(part["source"]))
        for one in given
        for part in one["taken_by"]
    ]  # fmt: skip
    AcceptedType.objects.bulk_create(rows)
    return f"store: {len(types)} loại giấy tờ, dùng cho {len(rows)} thành phần hồ sơ"
