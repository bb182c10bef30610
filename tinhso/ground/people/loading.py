"""Agencies, their succession, and the people of the demonstration, from seed/people."""

from __future__ import annotations

import csv
import json
from base64 import b32decode
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction

from tinhso.ground.base.agency_codes import AgencyCode
from tinhso.ground.base.sorting import sort_key
from tinhso.ground.base.vietnamese import fold, nfc
from tinhso.ground.people import factors
from tinhso.ground.people.models import (
    Account,
    Agency,
    AgencySuccession,
    Citizen,
    FactorKind,
    Official,
    Organisation,
    Post,
    Representative,
    SecondFactor,
)

Row = dict[str, str]


@transaction.atomic
def load(seed: Path, now: datetime) -> str:
    """Load this room's part of seed/; safe to repeat. Returns one line that says what now stands."""
    folder = seed / "people"
    agencies = load_agencies(_rows(folder / "agencies.csv"))
    load_successions(_rows(folder / "successions.csv"), agencies)
    said = f"Cơ quan: {len(agencies)}"
    if settings.DEMO:
        demo = json.loads((folder / "demo.json").read_text())
        officials = load_officials(_rows(folder / "demo_officials.csv"), agencies, demo, now)
        said += f"; cán bộ dùng thử: {officials}; công dân dùng thử: {load_citizens(demo['citizens'])}"
    return said


def _rows(path: Path) -> list[Row]:
    with path.open(newline="") as lines:
        return [{key: nfc(value) for key, value in row.items()} for row in csv.DictReader(lines)]


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def load_agencies(rows: list[Row]) -> dict[str, Agency]:
    """Create or refresh every agency, parents first; slug -> agency."""
    fields = ["code", "legacy_code", "code_status", "name", "short_name", "sort_key", "kind", "level", "unit_code",
              "valid_from", "valid_to"]  # fmt: skip
    fresh = [
        Agency(
            slug=row["slug"],
            code=row["code"],
            legacy_code=AgencyCode.parse(row["code"]).legacy,
            code_status=row["code_status"],
            name=row["name"],
            short_name=row["short_name"],
            sort_key=sort_key(row["name"]),
            kind=row["kind"],
            level=int(row["level"]),
            unit_code=row["unit_code"],
            valid_from=_day(row["valid_from"]),
            valid_to=_day(row["valid_to"]),
        )
        for row in rows
    ]
    Agency.objects.bulk_create(fresh, update_conflicts=True, unique_fields=["slug"], update_fields=fields)
    stored = {agency.slug: agency for agency in Agency.objects.filter(slug__in=[row["slug"] for row in rows])}
    for row in rows:
        stored[row["slug"]].parent = stored[row["parent"]] if row["parent"] else None
    Agency.objects.bulk_update(stored.values(), ["parent"])
    return stored


def load_successions(rows: list[Row], agencies: dict[str, Agency]) -> None:
    """Whose work went to whom."""
    AgencySuccession.objects.bulk_create(
        [
            AgencySuccession(
                old=agencies[row["old"]],
                new=agencies[row["new"]],
                effective_date=date.fromisoformat(row["effective_date"]),
                instrument=row["instrument"],
            )
            for row in rows
        ],
        update_conflicts=True,
        unique_fields=["old", "new"],
        update_fields=["effective_date", "instrument"],
    )


def load_officials(rows: list[Row], agencies: dict[str, Agency], demo: dict[str, Any], now: datetime) -> int:
    """Officials of the demonstration with an account and a post each; how many there are."""
    known = set(
        Account.objects.filter(username__in=[row["username"] for row in rows]).values_list("username", flat=True)
    )
    # One argon2 hash for all: each costs a third of a second, and the password is public anyway.
    encoded = make_password(demo["password"]) if len(known) < len(rows) else ""
    for row in rows:
        agency = agencies[row["agency"]]
        official, _ = Official.objects.update_or_create(
            staff_number=row["staff_number"],
            defaults={"full_name": row["full_name"], "sort_key": sort_key(row["full_name"])},
        )
        Post.objects.update_or_create(
            official=official,
            agency=agency,
            role=row["role"],
            valid_from=agency.valid_from or date(2020, 1, 1),
            defaults={"title": row["title"]},
        )
        if row["username"] not in known:
            account = Account.objects.create(username=row["username"], official=official, password=encoded)
            secret = factors.sealed(b32decode(demo["totp_secret"]))
            SecondFactor.objects.create(account=account, kind=FactorKind.TOTP, secret=secret, used_at=now)
            known.add(row["username"])  # who holds two posts has two rows
    return len(rows)


def load_citizens(people: list[dict[str, Any]]) -> int:
    """Citizens of the demonstration, and the organisations for which they act; how many there are."""
    for facts in people:
        name = nfc(facts["full_name"])
        kept = ("birth_date", "sex", "ethnicity", "nationality", "phone", "email", "address", "commune_code", "tech_id")
        citizen, _ = Citizen.objects.get_or_create(
            personal_number=facts["personal_number"],
            defaults={"full_name": name, "sort_key": sort_key(name), "folded_name": fold(name)}
            | {field: facts[field] for field in kept},
        )
        Account.objects.get_or_create(citizen=citizen, defaults={"username": facts["username"], "password": "!"})
        if "represents" in facts:
            _load_mandate(citizen, facts["represents"])
    return len(people)


def _load_mandate(citizen: Citizen, facts: dict[str, str]) -> None:
    name = nfc(facts["name"])
    organisation, _ = Organisation.objects.get_or_create(
        tax_code=facts["tax_code"],
        defaults={"name": name, "sort_key": sort_key(name)}
        | {field: facts[field] for field in ("kind", "address", "commune_code")},
    )
    Representative.objects.get_or_create(
        organisation=organisation,
        citizen=citizen,
        defaults={"title": facts["title"], "valid_from": facts["valid_from"]},
    )
