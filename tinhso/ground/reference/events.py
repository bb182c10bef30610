"""Facts that reference writes to the journal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class CalendarDecided:
    """A decision about days off or worked was announced (hoán đổi, nghỉ riêng): open due dates may move.

    days: ISO dates with their kind, such as "2026-01-02 SWAP_OFF". words: the decision as it is told to people,
    fit to stand after `vì`: văn bản 12729/VPCP-KGVX cho nghỉ Thứ Sáu 02/01/2026, làm việc Thứ Bảy 10/01/2026.
    """

    kind: ClassVar = "reference.calendar_decided"
    about: ClassVar = "calendar:{scope}"
    decision_id: int
    scope: str
    instrument: str
    announced_at: str
    days: tuple[str, ...]
    words: str
