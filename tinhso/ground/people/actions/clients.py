"""Writing people: looks at their data, programs that act for agencies."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime

from django.db import transaction

from tinhso.ground.base.actors import Actor
from tinhso.ground.base.vietnamese import nfc
from tinhso.ground.journal.actions import record
from tinhso.ground.people.events import ApiClientMade, Looked
from tinhso.ground.people.models import Agency, ApiClient, Role
from tinhso.ground.people.persons import Person


def look_at(person: Person, *, citizen_id: int, purpose: str, subject: str, now: datetime) -> None:
    """Write down that `person` looked at a citizen's data; a citizen's look at himself is not news.

    purpose: a Vietnamese phrase that the citizen will read; subject: what it was for, such as dossier:17.
    """
    if person.citizen_id != citizen_id:
        record(person, Looked(citizen_id, purpose, subject), at=now)


@transaction.atomic
def make_api_client(
    actor: Actor, *, name: str, agency: Agency, roles: list[Role], now: datetime, valid_to: datetime | None = None
) -> tuple[ApiClient, str]:
    """Give a program a token for an agency; the token is returned here and never shown again."""
    token = f"tinhso_{secrets.token_urlsafe(32)}"
    client = ApiClient.objects.create(
        name=nfc(name),
        agency=agency,
        roles=[role.value for role in roles],
        token_sha256=hashlib.sha256(token.encode()).digest(),
        valid_from=now,
        valid_to=valid_to,
    )
    record(actor, ApiClientMade(agency.pk, client.pk, client.name, client.roles), at=now)
    return client, token
