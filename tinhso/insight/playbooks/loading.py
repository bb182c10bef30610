"""Skeletons of playbooks from seed/playbooks: drafts that officials complete, propose and approve; safe to repeat."""

from __future__ import annotations

import json
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.db import transaction

from tinhso.insight.playbooks.models import Playbook, PlaybookStep


@transaction.atomic
def load(seed: Path, now: datetime) -> str:
    """Lay down each skeleton once. What officials made of it since stays; a changed file changes no draft of theirs."""
    rows: list[dict[str, Any]] = json.loads((seed / "playbooks" / "playbooks.json").read_text())
    made = 0
    for row in rows:
        if Playbook.objects.filter(code=row["code"]).exists():
            continue
        steps = row.pop("steps")
        digest = sha256(json.dumps([row, steps], sort_keys=True).encode()).hexdigest()
        playbook = Playbook.objects.create(**row, version=1, seeded=digest)
        PlaybookStep.objects.bulk_create(
            PlaybookStep(playbook=playbook, place=place, **step) for place, step in enumerate(steps, start=1)
        )
        made += 1
    return f"Kịch bản điều hành: {len(rows)} khung từ luật, mới {made}"
