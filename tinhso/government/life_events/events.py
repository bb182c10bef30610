"""Facts about life events. What concerns the citizen is about the case, so that one story tells it all."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar

ABOUT = "life_event:{case_id}"


@dataclass(frozen=True)
class LifeEventFiled:
    """A citizen filed once for several procedures (nộp một lần)."""

    kind: ClassVar[str] = "life_events.filed"
    about: ClassVar[str] = ABOUT
    case_id: int
    code: str
    parts: list[str]


@dataclass(frozen=True)
class LifeEventPromised:
    """The root was accepted: the whole is promised for a moment, with its sentence (hẹn trả)."""

    kind: ClassVar[str] = "life_events.promised"
    about: ClassVar[str] = ABOUT
    case_id: int
    due_at: datetime
    sentence: str


@dataclass(frozen=True)
class PartMoved:
    """One part came to another state; note: a reason, or what its result is called (bước chuyển)."""

    kind: ClassVar[str] = "life_events.part_moved"
    about: ClassVar[str] = ABOUT
    case_id: int
    part_id: int
    name: str
    performer: str
    verb: str
    state: str
    note: str = ""
    due_at: datetime | None = None


@dataclass(frozen=True)
class PartnerToldTooLate:
    """A partner told something of a part that no longer waits for it: kept, and changes nothing (tin đến muộn)."""

    kind: ClassVar[str] = "life_events.told_too_late"
    about: ClassVar[str] = ABOUT
    case_id: int
    part_id: int
    name: str
    performer: str
    told: str
    state: str


@dataclass(frozen=True)
class PartStuck:
    """What we sent did not arrive and is not tried again by itself (chưa chuyển được)."""

    kind: ClassVar[str] = "life_events.part_stuck"
    about: ClassVar[str] = ABOUT
    case_id: int
    part_id: int
    name: str
    performer: str


@dataclass(frozen=True)
class PartPromisedAnew:
    """A partner must verify something: the law gives its part more days (cơ quan phải xác minh)."""

    kind: ClassVar[str] = "life_events.part_promised_anew"
    about: ClassVar[str] = ABOUT
    case_id: int
    part_id: int
    name: str
    performer: str
    due_at: datetime
    sentence: str


@dataclass(frozen=True)
class PartLate:
    """A partner let the promise of its part pass: its citizen was told whose delay it is (cơ quan chậm hẹn)."""

    kind: ClassVar[str] = "life_events.part_late"
    about: ClassVar[str] = ABOUT
    case_id: int
    part_id: int
    name: str
    performer: str
    due_at: datetime


@dataclass(frozen=True)
class LifeEventEnded:
    """All parts have ended (kết thúc). results: part -> the words of its end."""

    kind: ClassVar[str] = "life_events.ended"
    about: ClassVar[str] = ABOUT
    case_id: int
    state: str
    results: dict[str, Any] = field(default_factory=dict)
