"""Facts that workflow writes to the journal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class ClockStarted:
    """A promise was made: the due moment and its sentence."""

    kind: ClassVar = "workflow.clock_started"
    about: ClassVar = "clock:{clock_id}"
    clock_id: int
    subject: str
    due_at: str
    sentence: str


@dataclass(frozen=True)
class ClockPaused:
    """Time stopped counting."""

    kind: ClassVar = "workflow.clock_paused"
    about: ClassVar = "clock:{clock_id}"
    clock_id: int
    subject: str
    reason: str


@dataclass(frozen=True)
class DueMoved:
    """The promised moment moved (resumed, restarted, extended, lengthened), with its reason."""

    kind: ClassVar = "workflow.due_moved"
    about: ClassVar = "clock:{clock_id}"
    clock_id: int
    subject: str
    verb: str
    old_due_at: str
    new_due_at: str
    reason: str


@dataclass(frozen=True)
class ClockStopped:
    """The promise was kept, or fell away."""

    kind: ClassVar = "workflow.clock_stopped"
    about: ClassVar = "clock:{clock_id}"
    clock_id: int
    subject: str


@dataclass(frozen=True)
class ClocksRederived:
    """A late decision was applied to open clocks: how many were looked at and how many moved."""

    kind: ClassVar = "workflow.clocks_rederived"
    about: ClassVar = "calendar:{scope}"
    scope: str
    reason: str
    examined: int
    moved: int


@dataclass(frozen=True)
class RoutePublished:
    """A version of a route came into force."""

    kind: ClassVar = "workflow.route_published"
    about: ClassVar = "route:{route_code}"
    route_code: str
    version: int
    budget_days: str
    limit: str


@dataclass(frozen=True)
class ScopesMoved:
    """Open clocks follow the hours of the agencies that took the work over (chuyển lịch làm việc do sắp xếp)."""

    kind: ClassVar = "workflow.scopes_moved"
    about: ClassVar = "platform:clocks"
    scopes: dict[str, str]
    clocks: int
