"""A day at the offices of some agencies: who does what when, by the queues and the minutes in hand.

What is decided depends on the plan, the answers so far and nothing else, and never on another agency: so a day gives
the same whichever process plays it, and whether or not it was cut off meanwhile.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from bench.simulator.arrivals import Plan
from bench.simulator.calendar import moment, slots
from bench.simulator.case import RATEABLE, RUNNING, Case
from bench.simulator.moves import Answer, Batch, Gear, Move, Verb
from bench.simulator.parameters import value
from bench.simulator.plan import Filing, Refusal, Supplement
from bench.simulator.staff import Credits, Officer, Staff, by_number, minutes_of, quickness
from bench.simulator.tally import Tally

# The stages of a slot in order, each some minutes after its beginning; what one stage leads to waits for its own.
STAGES = {
    "FILE": 0, "APPLICANT": 1, "HOUSE": 2, "RECEPTION": 5, "CASHIER": 7, "HAND_OUT": 9, "CASE": 14, "REVIEW": 18,
    "SIGN": 22, "ISSUE": 26, "RETURN": 30, "LATE": 33, "RATE": 35,
}  # fmt: skip
OPEN_ONLY = frozenset(STAGES) - {"FILE", "APPLICANT", "HOUSE", "RATE"}
DESKS = {"DIVISION_HEAD": "HAND_OUT", "CASE_OFFICER": "HAND_OUT"}
BY_STATE = {
    "AWAITING_RECEPTION": "RECEPTION", "ACCEPTED": "HOUSE", "TRANSFERRED": "HAND_OUT", "IN_PROCESS": "CASE",
    "VERIFYING": "CASE", "SIGNED": "ISSUE", "RESULT_READY": "RETURN", "REFUSED_AFTER_EXAMINATION": "RETURN",
    "WITHDRAWAL_ASKED": "CASE",
}  # fmt: skip
GIVE_UP = timedelta(hours=20)  # until the next try of what the product refused

Chosen = Iterator[tuple[Verb, str, Move]]


@dataclass
class Office:
    """The open cases of a shard. later: (moment, key, stage) of everything that is due some time."""

    plan: Plan
    staff: Staff
    agencies: frozenset[str]
    credits: Credits
    tally: Tally = field(default_factory=Tally)
    cases: dict[str, Case] = field(default_factory=dict)
    later: list[tuple[datetime, str, str]] = field(default_factory=list)
    waiting: dict[str, dict[str, None]] = field(default_factory=lambda: {stage: {} for stage in STAGES})

    def play(self, day: date, gear: Gear) -> None:
        """One day, slot by slot."""
        worked = self.plan.calendar.is_worked(day)
        arriving = defaultdict(list)
        bodies = {self.body_of(slug, day) for slug in self.agencies}
        for filing in self.plan.filings(day, only=bodies):
            arriving[filing.at].append(filing)
        self._move_house(day, gear)
        present = {slug: self.staff.present(slug, day) for slug in sorted(bodies)} if worked else {}
        desk = Desk(self, day, present)
        minutes = minutes_of([at for at, is_open in slots(day, worked=worked) if is_open])
        for at, is_open in slots(day, worked=worked):
            if is_open:
                self.credits.begin((one for staff in present.values() for one in _all(staff)), minutes[at])
            for stage in STAGES:
                if is_open or stage not in OPEN_ONLY:
                    self._stage(stage, at, desk, arriving.get(at, ()), gear)
            gear.end_of_slot(at)
        gear.end_of_day(moment(day, "23:30"))

    def body_of(self, slug: str, day: date) -> str:
        """The body in whose hands the work of this one is on a day."""
        bodies, successors = self.plan.places.bodies, self.plan.places.successors
        while not bodies[slug].stands(day) and slug in successors:
            slug = successors[slug]
        return slug

    def _move_house(self, day: date, gear: Gear) -> None:
        """Cases of a body that ended last night lie at its successor's now; merger day touched them, so look again."""
        moved = [case for case in self.cases.values() if not self.plan.places.bodies[case.agency].stands(day)]
        for case in moved:
            case.agency = self.body_of(case.agency, day)
        if moved:
            now = moment(day, "00:10")
            looks = Batch(Verb.LOOK, moved[0].agency, now, tuple(case.move() for case in moved))
            for answer in gear.carry_out([looks]):
                self.cases[answer.key].hear(answer, now)

    def _stage(self, stage: str, at: datetime, desk: Desk, arriving: Sequence[Filing], gear: Gear) -> None:
        now = at + timedelta(minutes=STAGES[stage])
        while self.later and self.later[0][0] <= now:
            _, key, due = heapq.heappop(self.later)
            if key in self.cases:
                self.waiting[due][key] = None
        chosen = self._filed(arriving) if stage == "FILE" else desk.chosen(stage, now)
        batches: dict[tuple[Verb, str], list[Move]] = defaultdict(list)
        for verb, agency, move in chosen:
            batches[verb, agency].append(move)
        if batches:
            asked = [Batch(verb, agency, now, tuple(moves)) for (verb, agency), moves in sorted(batches.items())]
            self._hear(asked, gear.carry_out(asked), now)

    def _filed(self, arriving: Sequence[Filing]) -> Chosen:
        for filing in arriving:
            self.cases[filing.key] = Case(filing, filing.agency)
            helper = ""
            if filing.channel != "ONLINE" or filing.assisted:
                desk = self.staff.of(filing.agency)["RECEPTION"]
                helper = desk[filing.human.index % len(desk)].number
            yield (Verb.FILE_BUNDLE if filing.bundle else Verb.FILE), filing.agency, Move(filing, staff=helper)

    def _hear(self, asked: Sequence[Batch], answers: Iterable[Answer], now: datetime) -> None:
        verbs = {move.filing.key: (batch.verb, move) for batch in asked for move in batch.moves}
        for answer in sorted(answers, key=lambda answer: answer.key):
            case, (verb, move) = self.cases[answer.key], verbs[answer.key]
            if answer.problem:
                self.tally.problem(verb, answer.problem)
                if verb in {Verb.FILE, Verb.FILE_BUNDLE}:
                    self._forget(case)
                    continue
                self._later(case, now + GIVE_UP, stage_of(case))
                continue
            before = case.state
            case.hear(answer, now)
            self.tally.done(verb, case, before, now=now)
            self._note(case, verb, move)
            self._next(case, verb, now)

    @staticmethod
    def _note(case: Case, verb: Verb, move: Move) -> None:
        """What the answer cannot say of what was just done."""
        match verb:
            case Verb.TAKE:
                case.holder = move.staff
            case Verb.ASSIGN | Verb.REASSIGN:
                case.holder = str(move.facts["official"])
            case Verb.REQUEST_SUPPLEMENT:
                case.asked += 1
            case Verb.FINISH_VERIFICATION:
                case.is_verified = True
            case Verb.SEND_BACK:
                case.is_sent_back = True
            case Verb.EXTEND_WITH_APOLOGY:
                case.is_apologised = True
            case Verb.PAY:
                case.pays_at = None

    def _next(self, case: Case, verb: Verb, now: datetime) -> None:
        """When the case is due for what comes next."""
        fate, filing = case.filing.fate, case.filing
        if case.owes and case.pays_at is None:
            case.pays_at = now + timedelta(days=fate.paid_after)
            self._later(case, case.pays_at, "APPLICANT" if fate.pays_online else "CASHIER")
        if verb in {Verb.FILE, Verb.FILE_BUNDLE} and fate.withdrawn_after is not None:
            self._later(case, now + timedelta(days=fate.withdrawn_after), "APPLICANT")
        if verb in {Verb.RECEIVE, Verb.ANSWER_SUPPLEMENT, Verb.APPROVE_WITHDRAWAL}:
            self._watch(case, now)
        if verb in {Verb.PAY, Verb.RATE, Verb.EXTEND_WITH_APOLOGY} and not case.has_ended:
            return
        if case.has_ended:
            rates = fate.rating and verb is not Verb.RATE and case.state in RATEABLE
            if rates:
                self._later(case, now + timedelta(days=fate.rated_after), "RATE")
            elif verb is not Verb.PAY:
                self._forget(case)
            return
        self._later(case, *_due(case, now, is_same_day=self.plan.places.services[filing.procedure].is_same_day))

    def _watch(self, case: Case, now: datetime) -> None:
        """Look at the case on its last day, before the promise is broken."""
        if case.due_at and not case.is_apologised:
            last = max((at for at, _ in slots(case.due_at.date(), worked=True) if at < case.due_at), default=None)
            if last and last > now:
                self._later(case, last - timedelta(hours=2), "LATE")

    def _later(self, case: Case, at: datetime, stage: str) -> None:
        heapq.heappush(self.later, (at, case.filing.key, stage))

    def _forget(self, case: Case) -> None:
        del self.cases[case.filing.key]


def stage_of(case: Case) -> str:
    """At which stage of a slot the case is waited for, as it stands."""
    if case.state == "AWAITING_SIGNATURE":
        return "REVIEW" if case.desk == "DIVISION_HEAD" else "SIGN"
    return BY_STATE.get(case.state, "APPLICANT")


def _due(case: Case, now: datetime, *, is_same_day: bool) -> tuple[datetime, str]:
    """The moment from which the case may be taken on, and the stage at which."""
    fate = case.filing.fate
    stage = stage_of(case)
    match case.state:
        case "ACCEPTED":
            return moment(now.date() + timedelta(days=1), "00:00"), stage
        case "IN_PROCESS" if not is_same_day and not _must_act(case):
            return max(now, case.ready_at), stage
        case "VERIFYING":
            return now + timedelta(hours=20), stage
        case "AWAITING_SUPPLEMENT" | "SUPPLEMENT_BEFORE_ACCEPTANCE":
            if fate.answers_after is None:
                return now + timedelta(days=21), "HOUSE"  # 15 working days at least; tried again while too early
            return now + timedelta(days=fate.answers_after), stage
        case "RESULT_READY" | "REFUSED_AFTER_EXAMINATION":
            return case.after(fate.collected_after), stage
    return now, stage


def _must_act(case: Case) -> bool:
    """Whether the officer has something else to do with it before its result."""
    fate = case.filing.fate
    asks = fate.supplement is Supplement.EXAMINATION and not case.asked
    return asks or (fate.verified and not case.is_verified)


@dataclass
class Desk:
    """The officers of a day before their queues."""

    office: Office
    day: date
    present: dict[str, dict[str, list[Officer]]]

    def chosen(self, stage: str, now: datetime) -> Chosen:
        """The moves of a stage: from its queue, oldest promise first, as long as there are minutes."""
        queue, cases = self.office.waiting[stage], self.office.cases
        if not queue:
            return
        act = getattr(self, f"_{stage.lower()}")
        known = [cases[key] for key in queue if key in cases]
        queue.clear()
        for case in sorted(known, key=lambda case: (case.due_at or case.filing.at, case.filing.key)):
            if stage not in {"APPLICANT", "CASHIER", "LATE", "RATE", "HOUSE"} and stage_of(case) != stage:
                continue  # it has gone elsewhere meanwhile
            found = act(case, now)
            if found is None:
                queue[case.filing.key] = None  # nobody has the time: it waits for the next slot
            else:
                yield from found

    def _pays(self, case: Case, role: str, share: float = 1.0) -> Officer | None:
        officers = self.present[case.agency][role]
        return self.office.credits.take(officers, value("staff", "minutes")[role] * share)

    def _by(self, case: Case, role: str, verb: Verb, share: float = 1.0) -> list[tuple[Verb, str, Move]] | None:
        officer = self._pays(case, role, share)
        return [(verb, case.agency, case.move(officer.number))] if officer else None

    def _applicant(self, case: Case, now: datetime) -> list[tuple[Verb, str, Move]]:
        fate = case.filing.fate
        if case.owes and case.pays_at and case.pays_at <= now and fate.pays_online:
            return [(Verb.PAY, case.agency, case.move(way="TRANSFER"))]
        if case.state in {"AWAITING_SUPPLEMENT", "SUPPLEMENT_BEFORE_ACCEPTANCE"} and fate.answers_after is not None:
            return [(Verb.ANSWER_SUPPLEMENT, case.agency, case.move())]
        leaves = fate.withdrawn_after is not None and not case.wants_out
        if leaves and case.filing.at + timedelta(days=fate.withdrawn_after or 0) <= now and may_withdraw(case):
            case.wants_out = True
            return [(Verb.WITHDRAW, case.agency, case.move())]
        return []

    def _house(self, case: Case, now: datetime) -> list[tuple[Verb, str, Move]]:
        if case.state == "ACCEPTED":
            return [(Verb.TRANSFER, case.agency, case.move())]
        if case.state in {"AWAITING_SUPPLEMENT", "SUPPLEMENT_BEFORE_ACCEPTANCE"}:
            return [(Verb.CLOSE_UNANSWERED, case.agency, case.move())]
        return []

    def _reception(self, case: Case, now: datetime) -> list[tuple[Verb, str, Move]] | None:
        fate = case.filing.fate
        if fate.refusal is Refusal.RECEPTION:
            return self._by(case, "RECEPTION", Verb.REFUSE)
        if fate.supplement is Supplement.RECEPTION and not case.asked:
            return self._by(case, "RECEPTION", Verb.REQUEST_SUPPLEMENT)
        return self._by(case, "RECEPTION", Verb.RECEIVE)

    def _cashier(self, case: Case, now: datetime) -> list[tuple[Verb, str, Move]]:
        if not case.owes:
            return []
        officer = self.present[case.agency]["RECEPTION"][0]
        return [(Verb.PAY, case.agency, case.move(officer.number, way="CASH"))]

    def _hand_out(self, case: Case, now: datetime) -> list[tuple[Verb, str, Move]] | None:
        case_officers = self.present[case.agency]["CASE_OFFICER"]
        if case.desk != "DIVISION_HEAD":
            officer = self.office.credits.take(case_officers, 1.0)
            return [(Verb.TAKE, case.agency, case.move(officer.number))] if officer else None
        head = self._pays(case, "DIVISION_HEAD")
        if head is None:
            return None
        left = self.office.credits.left
        best = max(case_officers, key=lambda one: (left.get(one.number, 0.0), one.number))
        return [(Verb.ASSIGN, case.agency, case.move(head.number, official=best.number))]

    def _case(self, case: Case, now: datetime) -> list[tuple[Verb, str, Move]] | None:
        holder = by_number({"": self.present[case.agency]["CASE_OFFICER"]}).get(case.holder)
        if holder is None:
            return self._stand_in(case, now)
        service = self.office.plan.places.services[case.filing.procedure]
        fate = case.filing.fate
        if case.state == "WITHDRAWAL_ASKED":
            return [(Verb.APPROVE_WITHDRAWAL, case.agency, case.move(holder.number))]
        if case.state == "VERIFYING":
            return [(Verb.FINISH_VERIFICATION, case.agency, case.move(holder.number))]
        cost = value("staff", "minutes")["CASE_OFFICER"] * quickness(service)
        if self.office.credits.take([holder], cost) is None:
            return None
        if fate.supplement is Supplement.EXAMINATION and not case.asked:
            return [(Verb.REQUEST_SUPPLEMENT, case.agency, case.move(holder.number))]
        if fate.verified and not case.is_verified:
            return [(Verb.VERIFY, case.agency, case.move(holder.number))]
        if not service.is_same_day and case.ready_at > now:
            self.office._later(case, case.ready_at, "CASE")
            return []
        outcome = "REFUSED" if fate.refusal is Refusal.EXAMINATION else "GRANTED"
        return [(Verb.PROPOSE, case.agency, case.move(holder.number, outcome=outcome))]

    def _stand_in(self, case: Case, now: datetime) -> list[tuple[Verb, str, Move]] | None:
        """The case officer is away: a colleague gets what will not wait."""
        urgent = case.due_at is None or case.due_at - now < timedelta(days=2)
        if case.state != "IN_PROCESS" or not urgent:
            return None
        head = self._pays(case, "DIVISION_HEAD")
        if head is None:
            return None
        left = self.office.credits.left
        colleagues = self.present[case.agency]["CASE_OFFICER"]
        best = max(colleagues, key=lambda one: (left.get(one.number, 0.0), one.number))
        return [(Verb.REASSIGN, case.agency, case.move(head.number, official=best.number))]

    def _review(self, case: Case, now: datetime) -> list[tuple[Verb, str, Move]] | None:
        verb = Verb.SEND_BACK if case.filing.fate.sent_back and not case.is_sent_back else Verb.ENDORSE
        return self._by(case, "DIVISION_HEAD", verb)

    def _sign(self, case: Case, now: datetime) -> list[tuple[Verb, str, Move]] | None:
        verb = Verb.SEND_BACK if case.filing.fate.sent_back and not case.is_sent_back else Verb.SIGN
        return self._by(case, "LEADER", verb)

    def _issue(self, case: Case, now: datetime) -> list[tuple[Verb, str, Move]] | None:
        return self._by(case, "CLERK", Verb.ISSUE)

    def _return(self, case: Case, now: datetime) -> list[tuple[Verb, str, Move]] | None:
        if case.owes:  # it is paid for first, and handed over in the slot after
            self.office._later(case, now, "CASHIER")
            return None
        return self._by(case, "RESULT_OFFICER", Verb.HAND_OVER)

    def _late(self, case: Case, now: datetime) -> list[tuple[Verb, str, Move]]:
        """On the last day: an apology and a new day where the work will not be done, if the leader does his duty."""
        if case.due_at is None or case.is_apologised or case.state not in RUNNING:
            return []
        if not case.due_at - timedelta(hours=9) < now < case.due_at:
            self.office._watch(case, now)
            return []
        left = case.due_at - now
        nearly = case.state in {"SIGNED", "AWAITING_SIGNATURE"}
        if nearly or (case.ready_at < case.due_at and left > timedelta(hours=1)):
            if left > timedelta(hours=1):
                self.office._later(case, case.due_at - timedelta(minutes=50), "LATE")
            return []
        if not case.filing.fate.apologises:
            return []
        leader = self.present[case.agency]["LEADER"][0]
        new = self.office.plan.calendar.end_of_worked_day(max(case.ready_at, case.due_at).date(), after=2)
        return [(Verb.EXTEND_WITH_APOLOGY, case.agency, case.move(leader.number, new_due_at=new))]

    def _rate(self, case: Case, now: datetime) -> list[tuple[Verb, str, Move]]:
        return [(Verb.RATE, case.agency, case.move(score=case.filing.fate.rating))]


def may_withdraw(case: Case) -> bool:
    """Whether the law still lets the applicant take the dossier back."""
    return case.state in RUNNING | {"AWAITING_RECEPTION"} and case.state != "SIGNED"


def _all(staff: dict[str, list[Officer]]) -> Iterable[Officer]:
    return (officer for officers in staff.values() for officer in officers)


Act = Callable[[Case, datetime], "list[tuple[Verb, str, Move]] | None"]
