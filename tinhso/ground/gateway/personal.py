"""What crossed our wall about people: each call with its purpose and legal basis."""

from __future__ import annotations

from tinhso.ground.base.personal import Kept, OfDuty
from tinhso.ground.gateway.models import (
    Endpoint,
    InboxEvent,
    MessageLog,
    OutboxMessage,
    Packet,
    Reconciliation,
    Replay,
)

KEPT = (
    Kept(
        MessageLog,
        "Những lần hệ thống hỏi, báo đối tác về hồ sơ của tôi",
        "trao-doi",
        "trao-doi",
        lambda who: MessageLog.objects.filter(subject__in=who.subjects).order_by("id"),
        without=("headers",),
    ),
    Kept(
        OutboxMessage,
        "Nội dung đã gửi cho đối tác",
        "trao-doi",
        "trao-doi",
        lambda who: OutboxMessage.objects.filter(subject__in=who.subjects).order_by("id"),
        without=("payload_hash", "claimed_until", "replay"),
        masked=("payload", "answer"),
    ),
    Kept(
        InboxEvent,
        "Nội dung đối tác báo về",
        "trao-doi",
        "trao-doi",
        lambda who: InboxEvent.objects.filter(subject__in=who.subjects).order_by("id"),
        masked=("body",),
    ),
)
OF_DUTY = (
    OfDuty(Replay, "Lần gửi lại các thư không tới nơi"),
    OfDuty(Reconciliation, "Lần đối soát với đối tác"),
    OfDuty(Packet, "Gói tin văn bản trao đổi giữa các cơ quan"),
)
IMPERSONAL = (Endpoint,)
