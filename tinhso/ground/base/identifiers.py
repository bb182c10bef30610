"""Identifiers made in Python, because the SQL baseline (PostgreSQL 15) has no uuidv7()."""

from __future__ import annotations

import os
import time
import uuid
from datetime import datetime


def uuid7() -> uuid.UUID:
    """A time-ordered UUID (RFC 9562 version 7): unguessable, yet kind to an index."""
    millis = time.time_ns() // 1_000_000
    value = (millis & 0xFFFFFFFFFFFF) << 80 | int.from_bytes(os.urandom(10), "big")
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return uuid.UUID(int=value)


def first_uuid7(moment: datetime) -> uuid.UUID:
    """The bound of a moment: every uuid7 made then or later is greater."""
    return uuid.UUID(int=int(moment.timestamp() * 1000) << 80)
