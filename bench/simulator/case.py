"""A filing that has become a dossier, as the simulator follows it: what the last answer said, and what is still due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bench.simulator.moves import Answer, Move
from bench.simulator.plan import Filing, Supplement

ENDED = frozenset({"RETURNED", "REFUSED_AT_RECEPTION", "CLOSED_BEFORE_ACCEPTANCE", "WITHDRAWN", "STOPPED", "CLOSED"})
RATEABLE = ENDED - {"CLOSED_BEFORE_ACCEPTANCE"}
RUNNING = frozenset(
    {"ACCEPTED", "TRANSFERRED", "IN_PROCESS", "VERIFYING", "CONSULTING", "AWAITING_SIGNATURE", "SIGNED"}
)

BY_STATE = {
    "AWAITING_RECEPTION": "RECEPTION", "ACCEPTED": "HOUSE", "TRANSFERRED": "HAND_OUT", "IN_PROCESS": "CASE",
    "VERIFYING": "CASE", "SIGNED": "ISSUE", "RESULT_READY": "RETURN", "REFUSED_AFTER_EXAMINATION": "RETURN",
    "WITHDRAWAL_ASKED": "CASE",
}  # fmt: skip


@dataclass(slots=True)
class Case:
    """agency: the body of today. since: when it came to where it stands. holder: staff number of its case officer."""

    filing: Filing
    agency: str
    dossier_id: int = 0
    version: int = 0
    code: str = ""
    state: str = ""
    desk: str = ""
    due_at: datetime | None = None
    received_at: datetime | None = None
    first_due_at: datetime | None = None
    owes: bool = False
    since: datetime | None = None
    holder: str = ""
    asked: int = 0
    pays_at: datetime | None = None
    is_verified: bool = False
    is_sent_back: bool = False
    is_apologised: bool = False
    wants_out: bool = False

    def hear(self, answer: Answer, at: datetime) -> None:
        """Take in what a gear said."""
        if (answer.state, answer.desk) != (self.state, self.desk):
            self.since = at
        self.dossier_id, self.version = answer.dossier_id, answer.version
        self.code, self.state, self.desk = answer.code or self.code, answer.state, answer.desk
        self.due_at, self.received_at, self.owes = answer.due_at, answer.received_at, answer.owes
        if self.first_due_at is None and answer.received_at:
            self.first_due_at = answer.due_at

    def move(self, staff: str = "", **facts: object) -> Move:
        """A move on this dossier."""
        return Move(self.filing, self.dossier_id, self.version, staff, facts)

    @property
    def has_ended(self) -> bool:
        """Whether nobody has to do anything any more."""
        return self.state in ENDED

    @property
    def ready_at(self) -> datetime:
        """When the case officer has finished his own work: his pace within the promised time."""
        received, due = self.received_at or self.filing.at, self.first_due_at or self.filing.at
        return received + (due - received) * self.filing.fate.pace

    def after(self, days: float) -> datetime:
        """Some days after it came to where it stands."""
        return (self.since or self.filing.at) + timedelta(days=days)


def stage_of(case: Case) -> str:
    """At which stage of a slot the case is waited for, as it stands."""
    if case.state == "AWAITING_SIGNATURE":
        return "REVIEW" if case.desk == "DIVISION_HEAD" else "SIGN"
    return BY_STATE.get(case.state, "APPLICANT")


def may_withdraw(case: Case) -> bool:
    """Whether the law still lets the applicant take the dossier back."""
    return case.state in RUNNING | {"AWAITING_RECEPTION"} and case.state != "SIGNED"


def must_act(case: Case) -> bool:
    """Whether the officer has something else to do with it before its result."""
    fate = case.filing.fate
    asks = fate.supplement is Supplement.EXAMINATION and not case.asked
    return asks or (fate.verified and not case.is_verified)
