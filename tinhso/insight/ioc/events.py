"""What happens in the centre, as the journal keeps it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import ClassVar


@dataclass(frozen=True)
class AlertRaised:
    """A figure went beyond its red bound, or its source fell silent (cảnh báo)."""

    kind: ClassVar = "ioc.alert_raised"
    about: ClassVar = "alert:{alert_id}"
    alert_id: int
    indicator: str
    unit: int
    value: Decimal | None


@dataclass(frozen=True)
class AlertMoved:
    """An alert was acknowledged, given out as a task, answered or closed."""

    kind: ClassVar = "ioc.alert_moved"
    about: ClassVar = "alert:{alert_id}"
    alert_id: int
    verb: str
    state: str
    words: str


@dataclass(frozen=True)
class ThresholdMoved:
    """A threshold was proposed, approved, rejected or ended."""

    kind: ClassVar = "ioc.threshold_moved"
    about: ClassVar = "threshold:{threshold_id}"
    threshold_id: int
    indicator: str
    verb: str
    green: Decimal
    red: Decimal


@dataclass(frozen=True)
class ShiftMoved:
    """A shift was planned, begun, handed over or signed off by the next."""

    kind: ClassVar = "ioc.shift_moved"
    about: ClassVar = "shift:{shift_id}"
    shift_id: int
    verb: str
    official: str
    begins_at: datetime
    note: str
