"""The officers of a day before their queues: which of the waiting cases they take on, and with which act."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from bench.simulator.arrivals import Plan
from bench.simulator.case import RUNNING, Case, may_withdraw, must_act, stage_of
from bench.simulator.moves import Move, Verb
from bench.simulator.parameters import value
from bench.simulator.plan import Refusal, Supplement
from bench.simulator.staff import Credits, Officer, quickness

ASKED = frozenset({"AWAITING_SUPPLEMENT", "SUPPLEMENT_BEFORE_ACCEPTANCE"})
QUICK = {"WITHDRAWAL_ASKED": Verb.APPROVE_WITHDRAWAL, "VERIFYING": Verb.FINISH_VERIFICATION}
# Stages at which any state may be waited for; at the others a case that went elsewhere meanwhile is passed over.
ANY_STATE = frozenset({"APPLICANT", "CASHIER", "LATE", "RATE", "HOUSE"})

# Before the promise: when the leader first looks, and when for the last time; a slot may be an hour away from either.
FIRST_LOOK, LAST_LOOK = timedelta(hours=4), timedelta(hours=2)

Moves = list[tuple[Verb, str, Move]]


@dataclass
class Desk:
    """The officers of a day before their queues."""

    plan: Plan
    credits: Credits
    cases: dict[str, Case]
    waiting: dict[str, dict[str, None]]
    present: dict[str, dict[str, list[Officer]]]
    later: Callable[[Case, datetime, str], None]
    watch: Callable[[Case, datetime], None]

    def chosen(self, stage: str, now: datetime) -> Iterator[tuple[Verb, str, Move]]:
        """The moves of a stage: from its queue, oldest promise first, as long as there are minutes."""
        queue, cases = self.waiting[stage], self.cases
        if not queue:
            return
        act = getattr(self, f"_{stage.lower()}")
        known = [cases[key] for key in queue if key in cases]
        queue.clear()
        for case in sorted(known, key=lambda case: (case.due_at or case.filing.at, case.filing.key)):
            if stage not in ANY_STATE and stage_of(case) != stage:
                continue  # it has gone elsewhere meanwhile
            found = act(case, now)
            if found is None:
                queue[case.filing.key] = None  # nobody has the time: it waits for the next slot
            else:
                yield from found

    def _pays(self, case: Case, role: str, share: float = 1.0) -> Officer | None:
        officers = self.present[case.agency][role]
        return self.credits.take(officers, value("staff", "minutes")[role] * share)

    def _by(self, case: Case, role: str, verb: Verb, share: float = 1.0) -> Moves | None:
        officer = self._pays(case, role, share)
        return [(verb, case.agency, case.move(officer.number))] if officer else None

    def _applicant(self, case: Case, now: datetime) -> Moves:
        fate = case.filing.fate
        if case.owes and case.pays_at and case.pays_at <= now and fate.pays_online:
            return [(Verb.PAY, case.agency, case.move(way="TRANSFER"))]
        if case.state in ASKED and fate.answers_after is not None and case.after(fate.answers_after) <= now:
            return [(Verb.ANSWER_SUPPLEMENT, case.agency, case.move())]
        leaves = fate.withdrawn_after is not None and not case.wants_out
        if leaves and case.filing.at + timedelta(days=fate.withdrawn_after or 0) <= now and may_withdraw(case):
            case.wants_out = True
            return [(Verb.WITHDRAW, case.agency, case.move())]
        return []

    def _house(self, case: Case, now: datetime) -> Moves:
        if case.state == "ACCEPTED":
            return [(Verb.TRANSFER, case.agency, case.move())]
        if case.state in ASKED:
            return [(Verb.CLOSE_UNANSWERED, case.agency, case.move())]
        return []

    def _reception(self, case: Case, now: datetime) -> Moves | None:
        fate = case.filing.fate
        if fate.refusal is Refusal.RECEPTION:
            return self._by(case, "RECEPTION", Verb.REFUSE)
        if fate.supplement is Supplement.RECEPTION and not case.asked:
            return self._by(case, "RECEPTION", Verb.REQUEST_SUPPLEMENT)
        return self._by(case, "RECEPTION", Verb.RECEIVE)

    def _cashier(self, case: Case, now: datetime) -> Moves:
        if not case.owes:
            return []
        officer = self.present[case.agency]["RECEPTION"][0]
        return [(Verb.PAY, case.agency, case.move(officer.number, way="CASH"))]

    def _hand_out(self, case: Case, now: datetime) -> Moves | None:
        case_officers = self.present[case.agency]["CASE_OFFICER"]
        if case.desk != "DIVISION_HEAD":
            officer = self.credits.take(case_officers, 1.0)
            return [(Verb.TAKE, case.agency, case.move(officer.number))] if officer else None
        head = self._pays(case, "DIVISION_HEAD")
        if head is None:
            return None
        left = self.credits.left
        best = max(case_officers, key=lambda one: (left.get(one.number, 0.0), one.number))
        return [(Verb.ASSIGN, case.agency, case.move(head.number, official=best.number))]

    def _case(self, case: Case, now: datetime) -> Moves | None:
        officers = self.present[case.agency]["CASE_OFFICER"]
        holder = next((one for one in officers if one.number == case.holder), None)
        if holder is None:
            return self._stand_in(case, now)
        if case.state in QUICK:
            return [(QUICK[case.state], case.agency, case.move(holder.number))]
        service = self.plan.places.services[case.filing.procedure]
        if self.credits.take([holder], value("staff", "minutes")["CASE_OFFICER"] * quickness(service)) is None:
            return None
        if not service.is_same_day and case.ready_at > now and not must_act(case):
            self.later(case, case.ready_at, "CASE")
            return []
        return [self._work(case, holder)]

    @staticmethod
    def _work(case: Case, holder: Officer) -> tuple[Verb, str, Move]:
        """What the case officer does with the case now that he has the time."""
        fate = case.filing.fate
        if fate.supplement is Supplement.EXAMINATION and not case.asked:
            return Verb.REQUEST_SUPPLEMENT, case.agency, case.move(holder.number)
        if fate.verified and not case.is_verified:
            return Verb.VERIFY, case.agency, case.move(holder.number)
        outcome = "REFUSED" if fate.refusal is Refusal.EXAMINATION else "GRANTED"
        return Verb.PROPOSE, case.agency, case.move(holder.number, outcome=outcome)

    def _stand_in(self, case: Case, now: datetime) -> Moves | None:
        """The case officer is away: a colleague gets what will not wait."""
        urgent = case.due_at is None or case.due_at - now < timedelta(days=2)
        if case.state != "IN_PROCESS" or not urgent:
            return None
        head = self._pays(case, "DIVISION_HEAD")
        if head is None:
            return None
        left = self.credits.left
        colleagues = self.present[case.agency]["CASE_OFFICER"]
        best = max(colleagues, key=lambda one: (left.get(one.number, 0.0), one.number))
        return [(Verb.REASSIGN, case.agency, case.move(head.number, official=best.number))]

    def _review(self, case: Case, now: datetime) -> Moves | None:
        verb = Verb.SEND_BACK if case.filing.fate.sent_back and not case.is_sent_back else Verb.ENDORSE
        return self._by(case, "DIVISION_HEAD", verb)

    def _sign(self, case: Case, now: datetime) -> Moves | None:
        verb = Verb.SEND_BACK if case.filing.fate.sent_back and not case.is_sent_back else Verb.SIGN
        return self._by(case, "LEADER", verb)

    def _issue(self, case: Case, now: datetime) -> Moves | None:
        return self._by(case, "CLERK", Verb.ISSUE)

    def _return(self, case: Case, now: datetime) -> Moves | None:
        if case.owes:  # it is paid for first, and handed over in the slot after
            self.later(case, now, "CASHIER")
            return None
        return self._by(case, "RESULT_OFFICER", Verb.HAND_OVER)

    def _late(self, case: Case, now: datetime) -> Moves:
        """On the last day: an apology and a new day where the work will not be done, if the leader does his duty."""
        if case.due_at is None or case.is_apologised or case.state not in RUNNING or now >= case.due_at:
            return []
        left = case.due_at - now
        if left > FIRST_LOOK:
            self.watch(case, now)  # its day was moved meanwhile
            return []
        nearly = case.state in {"SIGNED", "AWAITING_SIGNATURE"}
        if left > LAST_LOOK and (nearly or case.ready_at < case.due_at):
            self.later(case, case.due_at - LAST_LOOK, "LATE")
            return []
        if nearly or not case.filing.fate.apologises:
            return []
        leader = self.present[case.agency]["LEADER"][0]
        new = self.plan.calendar.on_worked_day(max(case.ready_at, case.due_at).date(), after=2, clock="16:00")
        return [(Verb.EXTEND_WITH_APOLOGY, case.agency, case.move(leader.number, new_due_at=new))]

    def _rate(self, case: Case, now: datetime) -> Moves:
        return [(Verb.RATE, case.agency, case.move(score=case.filing.fate.rating))]
