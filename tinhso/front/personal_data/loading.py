"""Time limits of rights, terms of keeping and the processing register, from seed/personal_data/duties.json."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from tinhso.front.personal_data.models import Activity, RightLimit, Term
from tinhso.ground.base.vietnamese import nfc
from tinhso.ground.reference.queries import instrument


@transaction.atomic
def load(seed: Path, now: datetime) -> str:
    """Load the reviewed rows; safe to repeat. A limit that a request used is changed by a new row with its own day."""
    given = json.loads((seed / "personal_data" / "duties.json").read_text())
    for row in given["limits"]:
        facts = {name: _nfc(value) for name, value in row.items() if name not in ("kind", "valid_from", "instrument")}
        RightLimit.objects.update_or_create(
            kind=row["kind"],
            valid_from=row["valid_from"],
            defaults=facts | {"instrument": instrument(row["instrument"])},
        )
    for row in given["terms"]:
        Term.objects.update_or_create(code=row["code"], defaults={name: _nfc(value) for name, value in row.items()})
    for place, row in enumerate(given["activities"]):
        # What the controller filled in himself stays: the day of the impact assessment.
        facts = {name: _nfc(value) for name, value in row.items() if name != "assessed_on"} | {"place": place}
        Activity.objects.update_or_create(
            code=row["code"], defaults=facts, create_defaults=facts | {"assessed_on": row["assessed_on"]}
        )
    counts = (len(given["limits"]), len(given["terms"]), len(given["activities"]))
    return "personal_data: {} thời hạn quyền, {} thời hạn lưu giữ, {} hoạt động xử lý".format(*counts)


def _nfc(value: Any) -> Any:
    return nfc(value) if isinstance(value, str) else value
