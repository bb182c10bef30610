"""What the journal keeps of the front."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar


@dataclass(frozen=True)
class PortalModeSet:
    """It was written down where citizens file from a moment on (chuyển chế độ tiếp nhận trực tuyến)."""

    kind: ClassVar[str] = "portal_sync.mode_set"
    about: ClassVar[str] = "portal_mode:{portal_mode_id}"
    portal_mode_id: int
    mode: str
    from_at: datetime
    grace_until: datetime | None
    instrument: str
    decided_by: str
