"""Whatever is said to a dossier, in whatever order: its invariants hold."""

from __future__ import annotations

import random
from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tinhso.engines.workflow import invariants as clocks
from tinhso.engines.workflow.queries import clock_of
from tinhso.government.dossiers import actions
from tinhso.government.dossiers.invariants import INVARIANTS
from tinhso.government.dossiers.lifecycle import ENDED, FACTS, NATIONAL_CODE, ClockMode, Desk, DossierState
from tinhso.government.dossiers.models import Dossier
from tinhso.government.dossiers.tests.factories import MONDAY, ask, make_dossier
from tinhso.ground.base.refused import Refused
from tinhso.ground.people.tests.factories import agency

WHY = "Có lý do chính đáng"
ACTS = {
    "receive": lambda p, d, n: actions.receive(p.reception, d, now=n),
    "ask_early": lambda p, d, n: ask(p.reception, d, now=n),
    "ask_late": lambda p, d, n: ask(p.officer, d, now=n),
    "answer": lambda p, d, n: actions.answer_supplement(p.applicant, d, parts=[], note="Đã bổ sung", now=n),
    "close": lambda p, d, n: actions.close_unanswered(p.reception, d, now=n),
    "refuse": lambda p, d, n: actions.refuse(p.head, d, reason=WHY, legal_basis="Luật", now=n),
    "transfer": lambda p, d, n: actions.transfer(p.reception, d, now=n),
    "take": lambda p, d, n: actions.take(p.officer, d, now=n),
    "assign": lambda p, d, n: actions.assign(p.division_head, d, official=p.official, now=n),
    "verify": lambda p, d, n: actions.verify(p.officer, d, now=n),
    "verified": lambda p, d, n: actions.finish_verification(
        p.officer, d, verified_at=n, place="UBND", participants="Hai bên", minutes=WHY, now=n),
    "consult": lambda p, d, n: actions.consult(
        p.officer, d, agency=agency("NB.SYT"), question=WHY, working_days=2, now=n),
    "go_on": lambda p, d, n: actions.end_consultation(p.officer, d, reason=WHY, now=n),
    "finance": lambda p, d, n: actions.pause_for_finance(p.officer, d, reason=WHY, now=n),
    "paid": lambda p, d, n: actions.resume_after_payment(p.officer, d, now=n),
    "propose": lambda p, d, n: actions.propose(p.officer, d, content=WHY, now=n),
    "back": lambda p, d, n: actions.send_back(p.leader, d, reason=WHY, now=n),
    "apologise": lambda p, d, n: actions.extend_with_apology(
        p.leader, d, new_due_at=(MONDAY + timedelta(days=21)).replace(hour=10), reason=WHY, now=n),
    "withdraw": lambda p, d, n: actions.withdraw(p.applicant, d, reason=WHY, now=n),
    "allow": lambda p, d, n: actions.approve_withdrawal(p.officer, d, now=n),
    "deny": lambda p, d, n: actions.deny_withdrawal(p.officer, d, reason=WHY, now=n),
    "halt": lambda p, d, n: actions.propose_stop(p.officer, d, reason=WHY, now=n),
    "stop": lambda p, d, n: actions.stop(p.leader, d, reason=WHY, now=n),
    "no_stop": lambda p, d, n: actions.deny_stop(p.leader, d, reason=WHY, now=n),
}  # fmt: skip
JUDGE = (*INVARIANTS, *clocks.INVARIANTS)
CLOCK_STATE = {ClockMode.RUNNING: "RUNNING", ClockMode.PAUSED: "PAUSED", ClockMode.STOPPED: "STOPPED"}


def assert_invariants(dossier):
    state = DossierState(dossier.state)
    assert NATIONAL_CODE[state] in range(1, 11)
    assert dossier.due_at and dossier.due_sentence
    assert (dossier.desk == Desk.NOBODY) == (state in ENDED)
    if dossier.desk == Desk.CASE_OFFICER and dossier.state != DossierState.TRANSFERRED:
        assert dossier.holder_id
    if dossier.received_at is None:
        assert dossier.clock_id is None
        return
    clock = clock_of(dossier.subject)
    assert clock.state == CLOCK_STATE[FACTS[state].clock]
    assert (clock.due_at, clock.due_sentence) == (dossier.due_at, dossier.due_sentence)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10_000), first=st.sampled_from(["receive", "ask_early", "withdraw", "refuse"]))
def test_any_sequence_of_acts_keeps_owner_clock_promise_and_code(place, seed, first):
    chosen = random.Random(seed)
    now = MONDAY
    dossier = make_dossier(place, code="1.012888", now=now)
    codes = {dossier.code}
    for step in range(14):
        verb = first if step == 0 else chosen.choice(sorted(ACTS))
        now += timedelta(minutes=chosen.choice([5, 60, 24 * 60]))
        before = Dossier.objects.get(pk=dossier.pk)
        try:
            ACTS[verb](place, dossier, now)
        except Refused:
            after = Dossier.objects.get(pk=dossier.pk)
            assert (after.state, after.version, after.due_at) == (before.state, before.version, before.due_at)
        dossier = Dossier.objects.select_related("clock").get(pk=dossier.pk)
        codes.add(dossier.code)
        assert_invariants(dossier)
    assert len(codes) == 1
    broken = {one.name: found.named for one in JUDGE if (found := one.check()).broken}
    assert broken == {}
