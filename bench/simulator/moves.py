"""What a gear is asked to do, and what it answers: the whole interface between the simulator and the product.

The simulator decides who does what when; a gear carries it out through the product (its actions, or its HTTP doors)
and tells what came of it. A gear decides nothing and keeps no rule of the law.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol

from bench.simulator.plan import Filing


class Verb(StrEnum):
    """What may be asked of a gear; each is one act of the product (or one way through its pages); LOOK reads only."""

    LOOK = "look"
    FILE = "file"
    FILE_BUNDLE = "file_bundle"
    ANSWER_SUPPLEMENT = "answer_supplement"
    WITHDRAW = "withdraw"
    PAY = "pay"
    RATE = "rate"
    RECEIVE = "receive"
    REFUSE = "refuse"
    REQUEST_SUPPLEMENT = "request_supplement"
    CLOSE_UNANSWERED = "close_unanswered"
    TRANSFER = "transfer"
    TAKE = "take"
    ASSIGN = "assign"
    REASSIGN = "reassign"
    VERIFY = "verify"
    FINISH_VERIFICATION = "finish_verification"
    PROPOSE = "propose"
    ENDORSE = "endorse"
    SEND_BACK = "send_back"
    SIGN = "sign"
    ISSUE = "issue"
    HAND_OVER = "hand_over"
    EXTEND_WITH_APOLOGY = "extend_with_apology"
    APPROVE_WITHDRAWAL = "approve_withdrawal"


@dataclass(frozen=True, slots=True)
class Move:
    """One act on one filing. filing: with everything that the plan knows of it, its key above all.

    dossier_id and version: as the last answer said, 0 before filing. staff: number of the official who acts, '' for the
    applicant (and, for TRANSFER and CLOSE_UNANSWERED, for the house itself). facts: what the verb needs besides:
    ASSIGN, REASSIGN official; PROPOSE outcome; EXTEND_WITH_APOLOGY new_due_at; RATE score; PAY way (CASH, TRANSFER);
    REQUEST_SUPPLEMENT, REFUSE nothing.
    """

    filing: Filing
    dossier_id: int = 0
    version: int = 0
    staff: str = ""
    facts: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Batch:
    """Moves of one verb at one agency at one moment; a gear may carry them out together.

    agency: slug of the body of the case, which receives and resolves (in the simulator both are the same).
    """

    verb: Verb
    agency: str
    at: datetime
    moves: tuple[Move, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """Where a dossier stands after a move. problem: the code of a refusal, '' when it was done.

    state: as the product names it. desk: on whose desk it lies. due_at: the promise. owes: whether a fee is unpaid.
    code: the dossier's own.
    """

    key: str
    dossier_id: int = 0
    version: int = 0
    code: str = ""
    state: str = ""
    desk: str = ""
    due_at: datetime | None = None
    received_at: datetime | None = None
    owes: bool = False
    problem: str = ""


class Gear(Protocol):
    """Carries out what the simulator decided. `now` is always the batch's moment."""

    def carry_out(self, batches: Sequence[Batch], *, again: bool = False) -> list[Answer]:
        """One answer a move, in any order; batches of one call concern different dossiers and may run in any order.

        again: the same call was cut off by a kill, so some of its moves may be done already: a dossier whose version
        is past the move's is answered as it stands.
        """

    def end_of_slot(self, at: datetime) -> None:
        """What the house itself does after the acts of a slot: papers are signed, news is heard."""

    def end_of_day(self, at: datetime) -> None:
        """What the house does at night: counts folded, forgotten dossiers found, the journal checked."""
