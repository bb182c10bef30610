"""The life of one message on one channel."""

from __future__ import annotations

from tinhso.ground.base.states import Labelled


class MessageState(Labelled):
    """Where a message stands."""

    QUEUED = "QUEUED", "Đang chờ gửi"
    SENT = "SENT", "Đã gửi"
    FAILED = "FAILED", "Không gửi được"
    NO_ADDRESS = "NO_ADDRESS", "Không có địa chỉ liên lạc"


class MessageChannel(Labelled):
    """Ways to reach a person; NONE when we know of no way."""

    EMAIL = "EMAIL", "Thư điện tử"
    SMS = "SMS", "Tin nhắn SMS"
    ZALO = "ZALO", "Zalo"
    NONE = "NONE", "Không có kênh"
