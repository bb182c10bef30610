"""What happens to committees, as the journal keeps it; the kinds are those of rows written before the room was cut."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar


@dataclass(frozen=True)
class CommitteeFounded:
    """A committee or help group was founded."""

    kind: ClassVar = "plans.committee_founded"
    about: ClassVar = "committee:{committee_id}"
    committee_id: int
    name: str
    decision: str


@dataclass(frozen=True)
class MemberMoved:
    """Somebody came into a committee, or left it. verb: joins or leaves."""

    kind: ClassVar = "plans.member_moved"
    about: ClassVar = "committee:{committee_id}"
    committee_id: int
    verb: str
    name: str
    seat: str
    on: date
    decision: str
