"""What happens to entered figures, as the journal keeps it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

ABOUT = "observation:{observation_id}"


@dataclass(frozen=True)
class ObservationEntered:
    """An official entered a figure, or a new version of one (nhập số liệu, đính chính)."""

    kind: ClassVar = "warehouse.entered"
    about: ClassVar = ABOUT
    observation_id: int
    statistic: str
    unit: str
    period: str
    revision: int
    value: Decimal
    reason: str


@dataclass(frozen=True)
class ObservationMoved:
    """A figure was checked, approved, locked, sent back, or gave way to a later version."""

    kind: ClassVar = "warehouse.moved"
    about: ClassVar = ABOUT
    observation_id: int
    verb: str
    state: str
    reason: str
