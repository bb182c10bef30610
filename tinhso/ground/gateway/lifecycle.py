"""The life of one message that leaves for a partner, and what a packet of document exchange may be."""

from __future__ import annotations

from tinhso.ground.base.states import Labelled, Move, StateTable


class OutboxState(Labelled):
    """Where a message to a partner stands."""

    QUEUED = "QUEUED", "Đang chờ gửi"
    DELIVERED = "DELIVERED", "Đã tới"
    DEAD = "DEAD", "Không gửi được"


class PacketState(Labelled):
    """What a packet is to us; it never changes. REPEATED: its bytes came before under another number."""

    SENT = "SENT", "Đã gửi đi"
    TAKEN = "TAKEN", "Đã nhận"
    REPEATED = "REPEATED", "Đã nhận trước đó"
    UNREADABLE = "UNREADABLE", "Không nhận được"


S = OutboxState
LIFECYCLE = StateTable(
    # verb           from          to           who may say it
    Move("deliver", {S.QUEUED}, S.DELIVERED, {"system"}),
    Move("bury", {S.QUEUED}, S.DEAD, {"system"}),
    Move("replay", {S.DEAD}, S.QUEUED, {"CONTROLLER"}, "Gửi lại"),
)
