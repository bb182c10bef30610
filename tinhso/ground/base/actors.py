"""Who acts: the two words that every action and journal row need of a person or a machine."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


class Actor(Protocol):
    """Anyone who can be named in the journal and judged by a state table."""

    @property
    def ref(self) -> str:
        """A stable reference: citizen:12, official:7, client:3, system:clock."""

    @property
    def name(self) -> str:
        """The name as it is written down, so that history survives a deleted account."""

    @property
    def roles(self) -> frozenset[str]:
        """Roles that this actor holds now."""


@dataclass(frozen=True)
class System:
    """The system itself: timers, reactions, loaders."""

    part: str
    roles: frozenset[str] = frozenset({"system"})

    @property
    def ref(self) -> str:
        """system:<part>."""
        return f"system:{self.part}"

    @property
    def name(self) -> str:
        """Hệ thống, with the part that acted."""
        return f"Hệ thống ({self.part})"
