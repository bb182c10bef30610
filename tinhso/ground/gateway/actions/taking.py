"""The inbox: an event of a partner is believed by its signature, kept once, and told to the house."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.conf import settings
from django.db import transaction

from tinhso.ground.base.actors import System
from tinhso.ground.base.refused import NotVisible
from tinhso.ground.gateway.actions.crossing import logged
from tinhso.ground.gateway.events import EventArrived
from tinhso.ground.gateway.models import InboxEvent
from tinhso.ground.gateway.rules import SIGNATURE, CloudEvent, check_signature, read_event
from tinhso.ground.journal.actions import record

RECEIVER = System("gateway")
PURPOSE = "Nhận tin từ đối tác"
LEGAL_BASIS = "Nghị định 278/2025/NĐ-CP"


def take_event(partner: str, *, headers: Mapping[str, str], body: bytes, now: datetime) -> bool:
    """Take a CloudEvent that a partner posted; False when it was known. Each arrival is in the message log.

    BadEvent: bad-signature, stale-event, future-event, unreadable-event. NotVisible for who is no partner.
    """
    secret = settings.EVENT_SECRETS.get(partner)
    if secret is None:
        raise NotVisible("no-partner", "Không có đối tác này.")
    given = {name.lower(): value for name, value in headers.items()}
    with logged(partner, purpose=PURPOSE, legal_basis=LEGAL_BASIS, subject="", operation="su-kien", now=now) as call:
        check_signature(secret, given.get(SIGNATURE.lower(), ""), body, now=now)
        event = read_event(body)
        call.subject, call.operation = event.subject, event.type
        is_new = _keep(partner, event, now=now)
        call.detail = "mới" if is_new else "đã có"
    return is_new


@transaction.atomic
def _keep(partner: str, event: CloudEvent, *, now: datetime) -> bool:
    _kept, is_new = InboxEvent.objects.get_or_create(
        partner=partner,
        event_id=event.event_id,
        defaults={
            "type": event.type,
            "subject": event.subject,
            "at": event.at,
            "body": event.body,
            "arrived_at": now,
        },
    )
    if is_new:
        at = event.at.isoformat()
        record(RECEIVER, EventArrived(partner, event.type, event.subject, event.event_id, at, event.data), at=now)
    return is_new
