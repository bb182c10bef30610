"""Facts that reference writes to the journal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class WorkingHoursDecided:
    """An agency has working hours of its own from a day on (giờ làm việc riêng): open due dates may move.

    week: what each named weekday has, such as "thứ Hai 07:00–11:30, 13:30–17:00"; replaced: how many rows of the
    same first day it corrects. words: fit to stand after `vì`, as in CalendarDecided.
    """

    kind: ClassVar = "reference.working_hours_decided"
    about: ClassVar = "calendar:{scope}"
    scope: str
    instrument: str
    valid_from: str
    valid_to: str
    week: tuple[str, ...]
    replaced: int
    words: str


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


# Decisions that move promised days: who hears them names the family once in config/reactions.py.
TIME_DECISIONS = (CalendarDecided, WorkingHoursDecided)
