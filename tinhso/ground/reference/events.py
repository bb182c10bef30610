"""Facts that reference writes to the journal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class CalendarDecided:
    """A decision about days off or worked was announced (hoán đổi, nghỉ riêng): open due dates may move.

    days: ISO dates with their kind, such as "2026-01-02 SWAP_OFF".
    """

    kind: ClassVar = "reference.calendar_decided"
    about: ClassVar = "calendar:{scope}"
    decision_id: int
    scope: str
    instrument: str
    announced_at: str
    days: tuple[str, ...]
