"""Endpoints of subscribers: opened after a handshake, closed, given a new secret; events kept for who collects them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from tinhso.ground.acts import inserting, send
from tinhso.ground.gateway.actions.crossing import logged
from tinhso.ground.gateway.actions.taking import LEGAL_BASIS
from tinhso.ground.gateway.lifecycle import OutboxState
from tinhso.ground.gateway.models import Endpoint, OutboxMessage
from tinhso.ground.gateway.partners import webhook
from tinhso.ground.gateway.rules import OVERLAP, payload_hash

HANDSHAKE = "Bắt tay với nơi nhận sự kiện"
KEEP = "{insert} ON CONFLICT (partner, operation, lane, payload_hash) DO NOTHING"


def make_endpoint(name: str, address: str) -> Endpoint:
    """A place for events, closed until it has agreed to be called."""
    return Endpoint.objects.create(name=name, address=address)


def shake_hands(endpoint: Endpoint, *, now: datetime) -> None:
    """Ask an address whether we may call it. Unavailable, Rejected. Call it outside a transaction."""
    origin = urlsplit(settings.PUBLIC_ORIGIN).hostname or ""
    with logged(endpoint.partner, purpose=HANDSHAKE, legal_basis=LEGAL_BASIS, subject="", operation="bat-tay", now=now):
        webhook.ask_leave(endpoint, origin=origin)


def set_open(endpoint: Endpoint, *, is_open: bool) -> None:
    """Let events go to an endpoint, or hold them back."""
    endpoint.is_open = is_open
    endpoint.save(update_fields=["is_open"])


def rotate_secret(endpoint: Endpoint, *, now: datetime) -> None:
    """Give an endpoint its next secret; the one of now signs too for a week. endpoint: locked."""
    endpoint.secret_number += 1
    endpoint.overlap_until = now + OVERLAP
    endpoint.save(update_fields=["secret_number", "overlap_until"])


def keep_for_collection(
    endpoint: Endpoint,
    *,
    operation: str,
    lane: str,
    payload: Mapping[str, Any],
    subject: str,
    purpose: str,
    now: datetime,
) -> None:
    """Lay an event where its subscriber collects it: written as arrived, for nobody is going to be called."""
    message = OutboxMessage(
        partner=endpoint.partner, operation=operation, lane=lane, subject=subject, purpose=purpose,
        legal_basis=LEGAL_BASIS, payload=dict(payload), payload_hash=payload_hash(payload),
        state=OutboxState.DELIVERED, next_try_at=now, created_at=now, delivered_at=now,
    )  # fmt: skip
    insert, values = inserting([message])
    send(KEEP.format(insert=insert), values)
