"""What crosses the wall asynchronously, as the journal keeps it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar


@dataclass(frozen=True)
class MessageDelivered:
    """A partner took a message; answer: what it said, codes and moments only (thư đã tới)."""

    kind: ClassVar = "gateway.delivered"
    about: ClassVar = "{subject}"
    message_id: int
    partner: str
    operation: str
    lane: str
    subject: str
    answer: dict[str, Any]


@dataclass(frozen=True)
class MessageBuried:
    """A message was given up, and its lane waits behind it; why: a code, no personal data (thư không gửi được)."""

    kind: ClassVar = "gateway.buried"
    about: ClassVar = "{subject}"
    message_id: int
    partner: str
    operation: str
    lane: str
    subject: str
    why: str


@dataclass(frozen=True)
class MessageReplayed:
    """Somebody sent a dead message again (gửi lại)."""

    kind: ClassVar = "gateway.replayed"
    about: ClassVar = "{subject}"
    message_id: int
    partner: str
    operation: str
    lane: str
    subject: str


@dataclass(frozen=True)
class EventArrived:
    """A partner told us something; at: its own moment, ISO 8601; data: as it came (tin đến)."""

    kind: ClassVar = "gateway.event_arrived"
    about: ClassVar = "{subject}"
    partner: str
    type: str
    subject: str
    event_id: str
    at: str
    data: dict[str, Any]


@dataclass(frozen=True)
class PacketPosted:
    """A document or a status was put into the outbox for other agencies (gói tin văn bản gửi đi)."""

    kind: ClassVar = "gateway.packet_posted"
    about: ClassVar = "{subject}"
    packet_id: int
    subject: str
    message: str
    sender: str
    receivers: list[str]
    document_id: str
    status: str


@dataclass(frozen=True)
class PacketFiled:
    """A packet that came in was taken over by a room (gói tin đã xử lý); subject: as what."""

    kind: ClassVar = "gateway.packet_filed"
    about: ClassVar = "{subject}"
    packet_id: int
    subject: str
