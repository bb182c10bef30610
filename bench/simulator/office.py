"""A day at the offices of some agencies: who does what when, by the queues and the minutes in hand.

What is decided depends on the plan, the answers so far and nothing else, and never on another agency: so a day gives
the same whichever process plays it, and whether or not it was cut off meanwhile.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from bench.simulator.arrivals import Plan
from bench.simulator.calendar import moment, slots
from bench.simulator.case import ENDED, RATEABLE, Case, must_act, stage_of
from bench.simulator.desk import FIRST_LOOK, LAST_LOOK, Desk
from bench.simulator.moves import Answer, Batch, Gear, Move, Verb
from bench.simulator.plan import Filing
from bench.simulator.staff import Credits, Officer, Staff, minutes_of
from bench.simulator.tally import Tally

# The stages of a slot in order, each some minutes after its beginning; what one stage leads to waits for its own.
STAGES = {
    "FILE": 0, "APPLICANT": 1, "HOUSE": 2, "RECEPTION": 5, "CASHIER": 7, "HAND_OUT": 9, "CASE": 14, "REVIEW": 18,
    "SIGN": 22, "ISSUE": 26, "RETURN": 30, "LATE": 33, "RATE": 35,
}  # fmt: skip
OPEN_ONLY = frozenset(STAGES) - {"FILE", "APPLICANT", "HOUSE", "RATE"}
UNANSWERED = 16  # working days after which nobody waits for an answer any more; the product says when it may close
GIVE_UP = timedelta(hours=20)  # until the next try of what the product refused

Chosen = Iterator[tuple[Verb, str, Move]]


@dataclass
class Office:
    """The open cases of a shard.

    later: (moment, key, stage) of everything that is due some time. waiting: what no one had the time for, by stage.
    today: what happened.
    """

    plan: Plan
    staff: Staff
    agencies: frozenset[str]
    credits: Credits
    today: Tally = field(default_factory=Tally)
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
        desk = Desk(self.plan, self.credits, self.cases, self.waiting, present, self._later, self._watch)
        minutes = minutes_of([at for at, is_open in slots(day, worked=worked) if is_open])
        for at, is_open in slots(day, worked=worked):
            if is_open:
                self.credits.begin((one for staff in present.values() for one in _all(staff)), minutes[at])
            for stage in STAGES:
                if is_open or stage not in OPEN_ONLY:
                    self._stage(stage, at, desk, arriving.get(at, ()), gear)
            gear.end_of_slot(at)
        gear.end_of_day(moment(day, "23:30"))

    def state(self) -> tuple[Any, ...]:
        """What must be kept between two days."""
        return self.credits.left, self.today, self.cases, self.later, self.waiting

    def take_up(self, state: tuple[Any, ...]) -> None:
        """Go on from what was kept."""
        self.credits.left, self.today, self.cases, self.later, self.waiting = state

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
                self.today.problem(verb, answer.problem)
                case.hear(answer, now)
                if not case.dossier_id or case.has_ended:
                    self._forget(case)
                else:
                    self._later(case, now + GIVE_UP, stage_of(case))
                continue
            before = case.state
            case.hear(answer, now)
            self.today.done(verb, case, before, now=now)
            self._note(case, verb, move)
            self._next(case, verb, before, now)

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

    def _next(self, case: Case, verb: Verb, before: str, now: datetime) -> None:
        """When the case is due for what comes next."""
        fate = case.filing.fate
        if case.owes and case.pays_at is None:
            case.pays_at = now + timedelta(days=fate.paid_after)
            self._later(case, case.pays_at, "APPLICANT" if fate.pays_online else "CASHIER")
        if verb in {Verb.FILE, Verb.FILE_BUNDLE} and fate.withdrawn_after is not None:
            self._later(case, now + timedelta(days=fate.withdrawn_after), "APPLICANT")
        if verb in {Verb.RECEIVE, Verb.ANSWER_SUPPLEMENT, Verb.APPROVE_WITHDRAWAL}:
            self._watch(case, now)
        if case.has_ended:
            if verb is Verb.RATE or not fate.rating or case.state not in RATEABLE:
                self._forget(case)
            elif before not in ENDED:
                self._later(case, now + timedelta(days=fate.rated_after), "RATE")
            return
        if verb in {Verb.PAY, Verb.EXTEND_WITH_APOLOGY}:  # it stays where it lies
            return
        self._later(case, *self._due(case, now))

    def _due(self, case: Case, now: datetime) -> tuple[datetime, str]:
        """The moment from which the case may be taken on, and the stage at which."""
        fate, stage, at = case.filing.fate, stage_of(case), now
        is_same_day = self.plan.places.services[case.filing.procedure].is_same_day
        match case.state:
            case "ACCEPTED":  # received after 15:00: it is passed on at the next opening
                at = self.plan.calendar.on_worked_day(now.date(), after=1, clock="07:45")
            case "IN_PROCESS" if not is_same_day and not must_act(case):
                at = max(now, case.ready_at)
            case "VERIFYING":
                at = now + timedelta(hours=20)
            case "AWAITING_SUPPLEMENT" | "SUPPLEMENT_BEFORE_ACCEPTANCE" if fate.answers_after is None:
                at, stage = self.plan.calendar.on_worked_day(now.date(), after=UNANSWERED, clock="07:45"), "HOUSE"
            case "AWAITING_SUPPLEMENT" | "SUPPLEMENT_BEFORE_ACCEPTANCE":
                at = now + timedelta(days=fate.answers_after or 0.0)
            case "RESULT_READY" | "REFUSED_AFTER_EXAMINATION":
                at = case.after(fate.collected_after)
        return at, stage

    def _watch(self, case: Case, now: datetime) -> None:
        """Look at the case on its last day, before the promise is broken."""
        if case.due_at and not case.is_apologised and case.due_at - LAST_LOOK > now:
            self._later(case, case.due_at - FIRST_LOOK, "LATE")

    def _later(self, case: Case, at: datetime, stage: str) -> None:
        heapq.heappush(self.later, (at, case.filing.key, stage))

    def _forget(self, case: Case) -> None:
        del self.cases[case.filing.key]


def _all(staff: dict[str, list[Officer]]) -> Iterable[Officer]:
    return (officer for officers in staff.values() for officer in officers)
