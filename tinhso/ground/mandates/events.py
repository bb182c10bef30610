"""What happens to mandates, as the journal keeps it; numbers of people and reasons in their words stay in the row."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

ABOUT = "mandate:{mandate_id}"


@dataclass(frozen=True)
class MandateProposed:
    """Somebody asked to act for another (đề nghị được đại diện)."""

    kind: ClassVar[str] = "mandates.proposed"
    about: ClassVar[str] = ABOUT
    mandate_id: int
    basis: str
    way: str
    scope: str


@dataclass(frozen=True)
class CodeAsked:
    """A confirmation code is to be sent to the principal's telephone (mã xác nhận); the code itself is nowhere kept."""

    kind: ClassVar[str] = "mandates.code_asked"
    about: ClassVar[str] = ABOUT
    mandate_id: int
    number: int


@dataclass(frozen=True)
class CodeFailed:
    """A wrong or outdated code was typed."""

    kind: ClassVar[str] = "mandates.code_failed"
    about: ClassVar[str] = ABOUT
    mandate_id: int
    tries: int


@dataclass(frozen=True)
class MandateConfirmed:
    """Consent was recorded: from when to when it holds, and how (ghi nhận sự đồng ý)."""

    kind: ClassVar[str] = "mandates.confirmed"
    about: ClassVar[str] = ABOUT
    mandate_id: int
    way: str
    starts_at: datetime
    ends_at: datetime | None
    witness: str


@dataclass(frozen=True)
class MandateClosed:
    """It was declined, revoked, annulled, given up, or ran out (chấm dứt đại diện)."""

    kind: ClassVar[str] = "mandates.closed"
    about: ClassVar[str] = ABOUT
    mandate_id: int
    verb: str
    state: str
    reason: str


# What the people of a mandate are told of.
MANDATE_TURNS = (MandateProposed, CodeAsked, MandateConfirmed, MandateClosed)
