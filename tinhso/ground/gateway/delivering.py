"""Which partner speaks which protocol: the one place that knows."""

from __future__ import annotations

from typing import Any

from tinhso.ground.gateway.models import OutboxMessage
from tinhso.ground.gateway.partners import interlink, national_portal


def hand_over(message: OutboxMessage) -> dict[str, Any]:
    """Give a message to its partner, with its key; the answer. Unavailable, Rejected."""
    match message.partner:
        case "residence" | "insurance":
            key = str(message.key)
            return interlink.send(message.partner, operation=message.operation, key=key, payload=message.payload)
        case "national_portal":
            return national_portal.send(operation=message.operation, payload=message.payload)
    raise ValueError(message.partner)


def is_known(message: OutboxMessage) -> bool:
    """Whether the partner knows a message that we count as delivered. Unavailable, Rejected."""
    match message.partner:
        case "residence" | "insurance":
            return interlink.ask(message.partner, str(message.key)) is not None
        case "national_portal":
            return national_portal.ask(message.payload["code"]) is not None
    raise ValueError(message.partner)
