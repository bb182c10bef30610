"""The tables and the arithmetic, without a database."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinhso.government.bulk_signing import rules
from tinhso.government.bulk_signing.lifecycle import ITEM, OWNER, SESSION, SYSTEM, ItemState, SessionState
from tinhso.government.dossiers.tests.factories import HOUR, MONDAY
from tinhso.ground.base.refused import Refused
from tinhso.ground.base.states import StateTable

LAWFUL = {
    SessionState: {
        ("start", "OPEN", OWNER, "RUNNING"), ("stop", "RUNNING", OWNER, "PAUSED"),
        ("pause", "RUNNING", SYSTEM, "PAUSED"), ("resume", "PAUSED", OWNER, "RUNNING"),
        ("resume", "RUNNING", OWNER, "RUNNING"), ("finish", "RUNNING", SYSTEM, "DONE"),
        ("close", "OPEN", OWNER, "CLOSED"), ("close", "PAUSED", OWNER, "CLOSED"),
    },
    ItemState: {
        ("leave_out", "WAITING", OWNER, "LEFT_OUT"), ("take_in", "LEFT_OUT", OWNER, "WAITING"),
        ("send_back", "WAITING", OWNER, "SENT_BACK"), ("send_back", "LEFT_OUT", OWNER, "SENT_BACK"),
        ("sign", "WAITING", OWNER, "DONE"), ("refuse", "WAITING", SYSTEM, "REFUSED"),
    },
}  # fmt: skip


@pytest.mark.parametrize(("table", "states"), [(SESSION, SessionState), (ITEM, ItemState)])
def test_the_tables_allow_these_moves_and_no_others(table: StateTable, states):
    found = set()
    for verb in {move.verb for move in table.moves}:
        for state in states:
            for role in (OWNER, SYSTEM, "LEADER"):
                try:
                    found.add((verb, state.value, role, table.move(state, verb, {role}).value))
                except Refused:
                    continue

    assert found == LAWFUL[states]


@given(st.dictionaries(st.sampled_from([state.value for state in ItemState]), st.integers(0, 500)))
def test_the_bar_counts_each_paper_that_was_to_be_signed_once(counts):
    far = rules.progress_of(counts)

    assert far.total + far.left_out + far.sent_back == sum(counts.values())
    assert far.settled == far.total - far.waiting >= far.done >= 0


def test_a_confirmation_holds_until_its_minutes_are_over():
    answers: Sequence[bool] = [
        rules.still_confirmed(MONDAY, minutes=60, now=MONDAY + late)
        for late in (timedelta(0), timedelta(minutes=59, seconds=59), HOUR)
    ]

    assert answers == [True, True, False]
