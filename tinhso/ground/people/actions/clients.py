"""Writing people: looks at their data, programs that act for agencies."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from tinhso.ground.base.actors import Actor
from tinhso.ground.base.refused import NotAllowed, Refused
from tinhso.ground.base.vietnamese import nfc
from tinhso.ground.journal.actions import record
from tinhso.ground.people import queries
from tinhso.ground.people.events import ApiClientMade, ApiClientRevoked, Looked
from tinhso.ground.people.models import ROLES_OF_PROGRAMS, Agency, ApiClient, Role
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
    """Give a program a token for an agency; the token is returned here and never shown again.

    Refused: role-missing, role-too-wide (it would see beyond the agency), agency-closed, ends-in-past.
    """
    _check_may_issue(actor)
    if not roles:
        raise Refused("role-missing", "Hãy chọn ít nhất một vai trò cho ứng dụng.", field="roles")
    if too_wide := [role.label for role in roles if role not in ROLES_OF_PROGRAMS]:
        raise Refused("role-too-wide", f"Không giao cho ứng dụng vai trò {', '.join(too_wide)}.", field="roles")
    if not queries.agencies_on(timezone.localdate(now)).filter(pk=agency.pk).exists():
        raise Refused("agency-closed", "Cơ quan này hiện không hoạt động.", field="agency")
    if valid_to is not None and valid_to <= now:
        raise Refused("ends-in-past", "Ngày hết hiệu lực phải ở sau hôm nay.", field="valid_to")
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


@transaction.atomic
def revoke_api_client(actor: Actor, client: ApiClient, *, reason: str, now: datetime) -> ApiClient:
    """Close the token of a program at once. Refused: reason-missing, and client-closed when it opens nothing now."""
    _check_may_issue(actor)
    if not (reason := nfc(reason).strip()):
        raise Refused("reason-missing", "Hãy ghi lý do thu hồi.", field="reason")
    client = ApiClient.objects.select_for_update().get(pk=client.pk)
    if client.valid_to is not None and client.valid_to <= now:
        raise Refused("client-closed", "Mã truy cập của ứng dụng này đã hết hiệu lực.")
    client.valid_to = now
    client.save(update_fields=["valid_to"])
    record(actor, ApiClientRevoked(client.agency_id, client.pk, client.name, reason), at=now)
    return client


def _check_may_issue(actor: Actor) -> None:
    if not actor.roles & queries.MAY_ISSUE:
        raise NotAllowed("not-admin", "Chỉ quản trị hệ thống được cấp, thu hồi mã truy cập.")
