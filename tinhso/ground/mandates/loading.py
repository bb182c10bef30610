"""Community teams of the demonstration, from seed/mandates; real ones come with the decisions of the communes."""

from __future__ import annotations

import csv
from datetime import date, datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from tinhso.ground.base.vietnamese import nfc
from tinhso.ground.mandates.models import CommunityTeam, TeamMember
from tinhso.ground.people.counter import citizens_with
from tinhso.ground.people.queries import agency


@transaction.atomic
def load(seed: Path, now: datetime) -> str:
    """Load this room's part of seed/; safe to repeat. Returns one line that says what now stands."""
    if not settings.DEMO:
        return "Tổ công nghệ số cộng đồng: chưa có"
    with (seed / "mandates" / "demo_teams.csv").open(newline="") as lines:
        rows = [{key: nfc(value) for key, value in row.items()} for row in csv.DictReader(lines)]
    for row in rows:
        begin = date.fromisoformat(row["valid_from"])
        told = {name: row[name] for name in ("hamlet", "name", "decision")}
        team, _ = CommunityTeam.objects.update_or_create(
            slug=row["slug"], defaults=told | {"agency": agency(row["agency"]), "valid_from": begin}
        )
        for place, citizen in enumerate(citizens_with(row["members"].split()).values()):
            TeamMember.objects.get_or_create(
                team=team, citizen=citizen, valid_from=begin, defaults={"is_leader": place == 0}
            )
    return f"Tổ công nghệ số cộng đồng dùng thử: {len(rows)}"
