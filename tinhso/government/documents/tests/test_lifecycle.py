"""Every state, verb and role of the tables: what is not written there is refused."""

from __future__ import annotations

import pytest

from tinhso.government.documents.lifecycle import (
    BEING_WRITTEN,
    INCOMING,
    OUTGOING,
    TASK,
    TOLD,
    DeliveryState,
    DocumentState,
    TaskState,
)  # fmt: skip
from tinhso.ground.base.refused import Refused

ROLES = ("DRAFTER", "LEADER", "CLERK", "DIVISION_HEAD", "ASSIGNEE", "OWNER", "STAFF", "system")


@pytest.mark.parametrize(("table", "states"), [(OUTGOING, DocumentState), (INCOMING, DocumentState), (TASK, TaskState)])
def test_only_what_the_table_says_is_done(table, states):
    allowed = {(move.verb, str(state), role) for move in table.moves for state in move.sources for role in move.roles}
    for verb in {move.verb for move in table.moves}:
        for state in states:
            for role in ROLES:
                if (verb, str(state), role) in allowed:
                    table.move(state, verb, {role})
                else:
                    with pytest.raises(Refused):
                        table.move(state, verb, {role})


def test_nobody_gives_a_number_to_what_is_not_signed():
    sources = {(move.verb, str(state)) for move in OUTGOING.moves for state in move.sources}

    sources = {one for one in sources if one[0] in {"number", "release"}}
    assert sources == {
        ("number", "SIGNED"),
        ("release", "NUMBERED"),
    }


def test_what_is_with_the_signer_cannot_be_changed():
    assert {str(one) for one in BEING_WRITTEN} == {"DRAFT", "RETURNED"}


def test_every_state_of_an_arrival_tells_the_sender_something():
    reached = {move.target for move in INCOMING.moves}

    assert reached <= set(TOLD)
    assert {str(code) for code in DeliveryState} == {"00", "01", "02", "03", "04", "05", "06", "13", "15", "16"}
