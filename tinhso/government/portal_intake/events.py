"""What the journal keeps of arrivals: codes and reasons, nobody's name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

ABOUT = "portal_arrival:{arrival_id}"


@dataclass(frozen=True)
class ArrivalTaken:
    """The national portal handed a dossier over (nhận hồ sơ từ Cổng quốc gia)."""

    kind: ClassVar[str] = "portal_intake.taken"
    about: ClassVar[str] = ABOUT
    arrival_id: int
    portal_code: str


@dataclass(frozen=True)
class ArrivalFiled:
    """It is a dossier of ours now; both codes lead to it."""

    kind: ClassVar[str] = "portal_intake.filed"
    about: ClassVar[str] = ABOUT
    arrival_id: int
    portal_code: str
    code: str
    kept_as_it_came: str


@dataclass(frozen=True)
class ArrivalRefused:
    """What came cannot become a dossier; it waits for somebody who looks at it."""

    kind: ClassVar[str] = "portal_intake.refused"
    about: ClassVar[str] = ABOUT
    arrival_id: int
    portal_code: str
    problem: str


@dataclass(frozen=True)
class ArrivalTakenAgain:
    """Somebody had it tried once more."""

    kind: ClassVar[str] = "portal_intake.taken_again"
    about: ClassVar[str] = ABOUT
    arrival_id: int
    portal_code: str
