"""The gear that calls the product's own acts, with the simulated moment as their clock. No rule is kept here."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from bench.simulator.arrivals import Plan
from bench.simulator.filing_in import Filer
from bench.simulator.moves import Answer, Batch, Move, Verb
from bench.simulator.words import BASIS, ITEM, REASONS
from bench.simulator.world import Cast
from tinhso.engines.payments import actions as payments
from tinhso.engines.payments.actions import StatementLine
from tinhso.engines.payments.queries import unpaid
from tinhso.government.dossiers import actions
from tinhso.government.dossiers.actions import Ready
from tinhso.government.dossiers.models import Dossier, IssuedPaper
from tinhso.government.dossiers.queries import SYSTEM
from tinhso.ground.base.actors import System
from tinhso.ground.base.refused import Refused
from tinhso.ground.people.persons import Person

BANK = System("bank")
STANDING = ("pk", "version", "code", "state", "desk", "due_at", "received_at", "fee_vnd", "fee_paid_at")
HANDFUL = 200
# What several dossiers may share a transaction for; the other acts read again what they have written.
SEVERAL = {
    Verb.RECEIVE, Verb.REFUSE, Verb.TRANSFER, Verb.TAKE, Verb.ASSIGN, Verb.REASSIGN, Verb.VERIFY, Verb.PROPOSE,
    Verb.ENDORSE, Verb.SEND_BACK, Verb.HAND_OVER, Verb.PAY,
}  # fmt: skip
KEYS: dict[Verb, tuple[Callable[..., Ready[Any]], Callable[..., Dossier]]] = {
    Verb.SIGN: (actions.ready_to_sign, actions.keep_signature),
    Verb.ISSUE: (actions.ready_to_seal, actions.keep_issued),
}
PAPERS_AFTER = timedelta(minutes=40)  # of a slot's beginning: later than its last act, earlier than the next slot


@dataclass
class ActionsGear:
    """One shard's way into the product. touched: dossiers of this slot, whose official papers are signed at its end."""

    plan: Plan
    cast: Cast
    touched: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.filer = Filer(self.plan, self.cast)

    def carry_out(self, batches: Sequence[Batch], *, again: bool = False) -> list[Answer]:
        """Every verb for all agencies together where the product can; a refusal is an answer, all else crashes."""
        answers: list[Answer] = []
        for verb, several in groupby(sorted(batches, key=lambda batch: batch.verb), key=lambda batch: batch.verb):
            if verb in SEVERAL or verb in KEYS:
                answers += self._together(verb, list(several), again=again)
                continue
            if verb is Verb.FILE:
                answers += self._filed(list(several))
                continue
            for batch in several:
                answers += self._batch(batch, again=again)
        self.touched.update(answer.dossier_id for answer in answers if answer.dossier_id)
        return answers

    def end_of_slot(self, at: datetime) -> None:
        """Sign the official papers that this slot's acts promised: what a job does right after each act."""
        if not self.touched:
            return
        due = at + PAPERS_AFTER
        waiting = IssuedPaper.objects.filter(dossier__in=self.touched, next_try_at__lte=due).order_by("pk")
        ids = list(waiting.values_list("pk", flat=True))
        for first in range(0, len(ids), HANDFUL):
            actions.sign_papers(ids[first : first + HANDFUL], now=due)
        self.touched.clear()

    def end_of_day(self, at: datetime) -> None:
        """Nothing of its own: the house's night is one for all shards (`night.py`)."""

    def _batch(self, batch: Batch, *, again: bool) -> list[Answer]:
        moves: Sequence[Move] = batch.moves
        if batch.verb is Verb.FILE_BUNDLE:
            return [_filing(move, self.filer.bundle(batch, move)) for move in moves]
        if batch.verb is Verb.LOOK:
            rows = Dossier.objects.filter(pk__in=[move.dossier_id for move in moves]).only(*STANDING).in_bulk()
            return [_answer(move.filing.key, rows[move.dossier_id]) for move in moves]
        done = self._done_before(moves) if again else {}
        act = ACTS[batch.verb]
        answers = []
        for move in moves:
            if move.filing.key in done:
                answers.append(_answer(move.filing.key, done[move.filing.key]))
                continue
            try:
                dossier = act(self, batch, move)
            except Refused as refused:
                answers.append(_answer(move.filing.key, _standing(move.dossier_id), problem=refused.code))
            else:
                answers.append(_answer(move.filing.key, dossier))
        return answers

    def _together(self, verb: Verb, batches: Sequence[Batch], *, again: bool) -> list[Answer]:
        """One verb on the dossiers of all these batches, a handful in a transaction (dossiers.actions.on_each)."""
        whole = {move.dossier_id: (batch, move) for batch in batches for move in batch.moves}
        done = self._done_before([move for _, move in whole.values()]) if again else {}
        left = [Dossier(pk=pk) for pk, (_, move) in whole.items() if move.filing.key not in done]
        if verb in KEYS:
            found = self._signed(*KEYS[verb], left, whole)
        else:
            found = actions.on_each(lambda dossier: ACTS[verb](self, *whole[dossier.pk]), left, handful=HANDFUL)
        answers = [_answer(key, dossier) for key, dossier in done.items()]
        for dossier, one in zip(left, found, strict=True):
            key = whole[dossier.pk][1].filing.key
            refused = isinstance(one, Refused)
            answers.append(_answer(key, _standing(dossier.pk), problem=one.code) if refused else _answer(key, one))
        return answers

    def _signed(
        self,
        prepare: Callable[..., Ready[Any]],
        keep: Callable[..., Dossier],
        dossiers: Sequence[Dossier],
        whole: Mapping[int, tuple[Batch, Move]],
    ) -> list[Dossier | Refused]:
        """As a session of bulk signing does: drafts by the handful, a key asked once for all its papers, then kept."""
        found: dict[int, Any] = {}
        for first in range(0, len(dossiers), HANDFUL):
            rows = Dossier.objects.only("outcome").in_bulk([one.pk for one in dossiers[first : first + HANDFUL]])
            hand = list(rows.values())
            drafts = actions.on_each(lambda one: self._prepared(prepare, one, *whole[one.pk]), hand, handful=HANDFUL)
            ready = {one.dossier.pk: one for one in drafts if not isinstance(one, Refused)}
            at = max(whole[one.pk][0].at for one in hand)
            files = dict(zip(ready, actions.signed_of(list(ready.values()), now=at), strict=True))

            def take_in(one: Dossier, ready: Any = ready, files: Any = files) -> Dossier:
                batch, move = whole[one.pk]
                return keep(self.officer(move, batch), ready[one.pk], files[one.pk], now=batch.at)

            kept = dict(zip(ready, actions.on_each(take_in, [ready[pk].dossier for pk in ready]), strict=True))
            found |= {one.pk: kept.get(one.pk, draft) for one, draft in zip(hand, drafts, strict=True)}
        return [found[one.pk] for one in dossiers]

    def _prepared(self, prepare: Callable[..., Ready[Any]], dossier: Dossier, batch: Batch, move: Move) -> Ready[Any]:
        return prepare(self.officer(move, batch), dossier, expected_version=move.version, now=batch.at)

    def _filed(self, batches: Sequence[Batch]) -> list[Answer]:
        """Filings at a counter together, an officer at a time; those online by the handful, those helped one by one."""
        answers, online = [], []
        for batch in batches:
            for staff, group in groupby(sorted(batch.moves, key=lambda move: move.staff), key=lambda move: move.staff):
                moves = list(group)
                if staff and not moves[0].filing.assisted:
                    answers += list(map(_filing, moves, self.filer.at_counter(batch, moves)))
                elif staff:
                    answers += [_filing(move, self.filer.assisted(batch, move)) for move in moves]
                else:
                    online += [(batch, move) for move in moves]
        found = self.filer.online(online)
        return answers + [_filing(move, one) for (_, move), one in zip(online, found, strict=True)]

    def _done_before(self, moves: Sequence[Move]) -> dict[str, Dossier]:
        """Dossiers past the version that the moves knew: a call that was cut off had come so far."""
        rows = Dossier.objects.filter(pk__in=[move.dossier_id for move in moves]).only(*STANDING).in_bulk()
        found = {move.filing.key: (move, rows[move.dossier_id]) for move in moves}
        return {key: dossier for key, (move, dossier) in found.items() if dossier.version > move.version}

    def officer(self, move: Move, batch: Batch) -> Person:
        """The official of a move, with the posts that he holds on the day."""
        return self.cast.official(move.staff, at=batch.at)

    def applicant(self, move: Move, batch: Batch) -> Person:
        """The one who filed, signed in again."""
        return self.cast.applicant(move.filing, at=batch.at)

    def pay(self, batch: Batch, move: Move) -> Dossier:
        """Every charge of the dossier that waits for money: in cash at the counter, or as the bank's statement says."""
        for charge in list(unpaid(f"dossier:{move.dossier_id}")):
            if move.facts["way"] == "CASH":
                payments.collect_cash(self.officer(move, batch), charge, now=batch.at)
            else:
                line = StatementLine(f"MP{charge.pk}", charge.amount_vnd, charge.purpose)
                payments.settle_transfers(BANK, [line], now=batch.at)
        return actions.hear_payment(move.dossier_id, now=batch.at)


def _filing(move: Move, found: Dossier | Refused) -> Answer:
    if isinstance(found, Refused):
        return Answer(move.filing.key, problem=found.code)
    return _answer(move.filing.key, found)


def _answer(key: str, dossier: Dossier, *, problem: str = "") -> Answer:
    return Answer(
        key, dossier.pk, dossier.version, dossier.code, dossier.state, dossier.desk, dossier.due_at,
        dossier.received_at, dossier.owes_fee, problem,
    )  # fmt: skip


def _standing(dossier_id: int) -> Dossier:
    return Dossier.objects.only(*STANDING).get(pk=dossier_id)


Act = Callable[[ActionsGear, Batch, Move], Dossier]


def _by_officer(verb: Callable[..., Dossier], **words: Any) -> Act:
    def act(gear: ActionsGear, batch: Batch, move: Move) -> Dossier:
        dossier = Dossier(pk=move.dossier_id)
        return verb(gear.officer(move, batch), dossier, expected_version=move.version, now=batch.at, **words)

    return act


def _by_applicant(verb: Callable[..., Dossier], **words: Any) -> Act:
    def act(gear: ActionsGear, batch: Batch, move: Move) -> Dossier:
        dossier = Dossier(pk=move.dossier_id)
        return verb(gear.applicant(move, batch), dossier, expected_version=move.version, now=batch.at, **words)

    return act


def _by_house(verb: Callable[..., Dossier]) -> Act:
    def act(gear: ActionsGear, batch: Batch, move: Move) -> Dossier:
        return verb(SYSTEM, Dossier(pk=move.dossier_id), expected_version=move.version, now=batch.at)

    return act


def _handing_out(verb: Callable[..., Dossier], note: str) -> Act:
    def act(gear: ActionsGear, batch: Batch, move: Move) -> Dossier:
        official = gear.cast.row(str(move.facts["official"]))
        return verb(
            gear.officer(move, batch), Dossier(pk=move.dossier_id), official=official, note=note,
            expected_version=move.version, now=batch.at,
        )  # fmt: skip

    return act


def _take(gear: ActionsGear, batch: Batch, move: Move) -> Dossier:
    dossier = Dossier.objects.only("route_version").get(pk=move.dossier_id)  # whose route says who has it first
    return actions.take(gear.officer(move, batch), dossier, expected_version=move.version, now=batch.at)


def _propose(gear: ActionsGear, batch: Batch, move: Move) -> Dossier:
    refused = move.facts["outcome"] == "REFUSED"
    return actions.propose(
        gear.officer(move, batch), Dossier(pk=move.dossier_id), outcome=move.facts["outcome"],
        content=REASONS["refused"] if refused else REASONS["granted"], legal_basis=BASIS if refused else "",
        expected_version=move.version, now=batch.at,
    )  # fmt: skip


def _finish_verification(gear: ActionsGear, batch: Batch, move: Move) -> Dossier:
    return actions.finish_verification(
        gear.officer(move, batch), Dossier(pk=move.dossier_id), verified_at=batch.at - timedelta(hours=1),
        place=move.filing.human.address, participants=move.filing.human.full_name, minutes=REASONS["verified"],
        expected_version=move.version, now=batch.at,
    )  # fmt: skip


def _extend(gear: ActionsGear, batch: Batch, move: Move) -> Dossier:
    return actions.extend_with_apology(
        gear.officer(move, batch), Dossier(pk=move.dossier_id), new_due_at=move.facts["new_due_at"],
        reason=REASONS["late"], expected_version=move.version, now=batch.at,
    )  # fmt: skip


def _withdraw(gear: ActionsGear, batch: Batch, move: Move) -> Dossier:
    return actions.withdraw(
        gear.applicant(move, batch), _standing(move.dossier_id),  # whether it was paused is read from what is shown
        reason=REASONS["withdrawn"], expected_version=move.version, now=batch.at,
    )  # fmt: skip


def _rate(gear: ActionsGear, batch: Batch, move: Move) -> Dossier:
    try:
        actions.rate(
            gear.applicant(move, batch), Dossier(pk=move.dossier_id), score=int(move.facts["score"]), now=batch.at
        )
    except Refused as refused:
        if refused.code != "rated-before":  # the call was cut off after it
            raise
    return _standing(move.dossier_id)


ACTS: dict[Verb, Act] = {
    Verb.RECEIVE: _by_officer(actions.receive),
    Verb.REFUSE: _by_officer(actions.refuse, reason=REASONS["refused_at_once"], legal_basis=BASIS),
    Verb.REQUEST_SUPPLEMENT: _by_officer(
        actions.request_supplement, items=[ITEM], reason=REASONS["incomplete"], legal_basis=BASIS
    ),
    Verb.TAKE: _take,
    Verb.ASSIGN: _handing_out(actions.assign, ""),
    Verb.REASSIGN: _handing_out(actions.reassign, REASONS["away"]),
    Verb.VERIFY: _by_officer(actions.verify, plan=REASONS["verify"]),
    Verb.FINISH_VERIFICATION: _finish_verification,
    Verb.PROPOSE: _propose,
    Verb.ENDORSE: _by_officer(actions.endorse),
    Verb.SEND_BACK: _by_officer(actions.send_back, reason=REASONS["sent_back"]),
    Verb.HAND_OVER: _by_officer(actions.hand_over),
    Verb.EXTEND_WITH_APOLOGY: _extend,
    Verb.APPROVE_WITHDRAWAL: _by_officer(actions.approve_withdrawal),
    Verb.TRANSFER: _by_house(actions.transfer),
    Verb.CLOSE_UNANSWERED: _by_house(actions.close_unanswered),
    Verb.ANSWER_SUPPLEMENT: _by_applicant(actions.answer_supplement, parts=(), note=REASONS["answer"]),
    Verb.WITHDRAW: _withdraw,
    Verb.RATE: _rate,
    Verb.PAY: ActionsGear.pay,
}
