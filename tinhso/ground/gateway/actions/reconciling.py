"""Holding our books of the outbox against a partner's."""

from __future__ import annotations

from datetime import datetime

from tinhso.ground.gateway import queries
from tinhso.ground.gateway.actions.crossing import logged
from tinhso.ground.gateway.actions.taking import LEGAL_BASIS
from tinhso.ground.gateway.delivering import is_known
from tinhso.ground.gateway.models import OutboxMessage

PURPOSE = "Đối soát với đối tác"


def unknown_to_partner(partner: str, *, since: datetime, now: datetime) -> list[OutboxMessage]:
    """Messages that a partner once took and does not know, oldest first; asks for each one. Unavailable, Rejected."""
    unknown = []
    for message in queries.delivered_messages(partner, since=since):
        with logged(partner, purpose=PURPOSE, legal_basis=LEGAL_BASIS, subject=message.subject,
                    operation="doi-soat", now=now) as call:  # fmt: skip
            known = is_known(message)
            call.detail = "khớp" if known else "đối tác không có"
        if not known:
            unknown.append(message)
    return unknown
