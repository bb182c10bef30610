"""What happens to briefings, as the journal keeps it; the kind is that of rows written before the room was cut."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class BriefingMoved:
    """A briefing was written, submitted with its figures, sent back or published."""

    kind: ClassVar = "plans.briefing_moved"
    about: ClassVar = "briefing:{briefing_id}"
    briefing_id: int
    verb: str
    state: str
    lines: int
