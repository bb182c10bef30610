"""Bundles from seed/life_events/: a version of a bundle is a reviewed entry of the file, loaded once."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

from tinhso.government.life_events.models import Bundle, BundlePart

LIMIT = ("limit_value", "limit_unit", "cutoff", "limit_basis")


def load(seed: Path, now: datetime) -> str:
    """Add the versions that are not known yet; only the last day of a known one may change. Returns what now stands."""
    for entry in json.loads((seed / "life_events" / "bundles.json").read_text()):
        _one(entry)
    return f"Dịch vụ công liên thông: {Bundle.objects.count()} phiên bản."


def _one(entry: dict[str, Any]) -> None:
    valid_to = date.fromisoformat(entry["valid_to"]) if entry.get("valid_to") else None
    facts = {name: entry[name] for name in ("name", "procedure_code", "legal_basis", "source", "told_apart_by")}
    bundle, is_new = Bundle.objects.get_or_create(
        code=entry["code"],
        number=entry["number"],
        defaults={
            **facts,
            **_limit(entry),
            "verified_value": entry.get("verified_value"),
            "valid_from": date.fromisoformat(entry["valid_from"]),
            "valid_to": valid_to,
        },
    )
    if not is_new:
        Bundle.objects.filter(pk=bundle.pk).exclude(valid_to=valid_to).update(valid_to=valid_to)
        for part in entry["parts"]:  # a limit that was read later than the rest
            if value := part.get("verified_value"):
                known = BundlePart.objects.filter(bundle=bundle, code=part["code"], verified_value=None)
                known.update(verified_value=value)
        return
    own = (
        "verified_value",
        "code",
        "name",
        "procedure_code",
        "performer",
        "after",
        "chosen_by",
        "form_code",
        "papers",
        "ends_all",
    )
    BundlePart.objects.bulk_create(
        BundlePart(bundle=bundle, place=place, **{n: part[n] for n in own if n in part}, **_limit(part))
        for place, part in enumerate(entry["parts"])
    )


def _limit(entry: dict[str, Any]) -> dict[str, Any]:
    return {name: entry[name] for name in LIMIT if name in entry}
