"""Which partner speaks which protocol: the one place that knows."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone

from tinhso.ground.files.queries import file_by_key, open_content
from tinhso.ground.gateway import queries
from tinhso.ground.gateway.errors import Rejected
from tinhso.ground.gateway.models import OutboxMessage
from tinhso.ground.gateway.partners import axis, interlink, national_portal, webhook
from tinhso.ground.gateway.rules import HOOK, event_body


def hand_over(message: OutboxMessage, *, now: datetime) -> dict[str, Any]:
    """Give a message to its partner, with its key; the answer. Unavailable, Rejected."""
    match message.partner:
        case "residence" | "insurance":
            key = str(message.key)
            return interlink.send(message.partner, operation=message.operation, key=key, payload=message.payload)
        case "national_portal":
            return national_portal.send(operation=message.operation, payload=message.payload)
        case axis.PARTNER:
            return _send_packet(message.payload, now=now)
        case partner if partner.startswith(HOOK):
            endpoint = queries.endpoint_of(partner)
            if not endpoint.is_open:
                raise Rejected(partner, "nơi nhận đã ngừng")
            event = event_body(str(message.key), message.payload)
            return webhook.send(endpoint, event, secrets=queries.secrets_of(endpoint, now=now), now=now)
    raise ValueError(message.partner)


def is_known(message: OutboxMessage) -> bool:
    """Whether the partner knows a message that we count as delivered. Unavailable, Rejected."""
    match message.partner:
        case "residence" | "insurance":
            return interlink.ask(message.partner, str(message.key)) is not None
        case "national_portal":
            return national_portal.ask(message.payload["code"]) is not None
        case axis.PARTNER:
            sent = axis.sent(message.payload["kind"], now=timezone.now())
            return message.answer.get("doc_id") in {row.doc_id for row in sent}
        case partner if partner.startswith(HOOK):
            # A subscriber keeps no books that could be asked; what it missed it reads under /api/events.
            return True
    raise ValueError(message.partner)


def _send_packet(said: dict[str, Any], *, now: datetime) -> dict[str, Any]:
    """Send the file of a packet as it was written, byte by byte at each try."""
    with open_content(file_by_key(said["file"])) as content:
        doc_id = axis.send(
            content, size_bytes=said["size_bytes"], sha256=said["sha256"], kind=said["kind"], sender=said["sender"],
            receivers=(), now=now,
        )  # fmt: skip
    return {"doc_id": doc_id}
