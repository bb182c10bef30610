"""The table of the law: every state has its facts, and what is not in the table is refused."""

from __future__ import annotations

import pytest
from django.conf import settings

from tinhso.government.dossiers.lifecycle import (
    ENDED,
    FACTS,
    LIFECYCLE,
    NATIONAL_CODE,
    NATIONAL_NAMES,
    OPEN,
    ROLE_LABELS,
    ClockMode,
    Desk,
    DossierState,
    national_code,
)
from tinhso.government.dossiers.management.commands.write_lifecycles import written
from tinhso.ground.base.refused import NotAllowed, Refused

VERBS = sorted({move.verb for move in LIFECYCLE.moves})
LAWFUL = {(state, move.verb): move for move in LIFECYCLE.moves for state in move.sources}


@pytest.mark.parametrize("state", list(DossierState))
@pytest.mark.parametrize("verb", VERBS)
def test_exactly_the_moves_of_the_table_are_possible_for_exactly_their_roles(state, verb):
    for role in ROLE_LABELS:
        move = LAWFUL.get((state, verb))
        if move and role in move.roles:
            assert LIFECYCLE.move(state, verb, {role}) is move.target
            continue
        with pytest.raises(Refused) as refused:
            LIFECYCLE.move(state, verb, {role})
        assert isinstance(refused.value, NotAllowed) == (move is not None)


def test_every_state_has_a_national_code_from_1_to_10_and_every_code_is_used():
    assert set(NATIONAL_CODE) == set(DossierState)
    assert set(NATIONAL_CODE.values()) == set(range(1, 11)) == set(NATIONAL_NAMES)


def test_a_province_may_report_a_refusal_after_examination_as_8():
    assert national_code("REFUSED_AFTER_EXAMINATION") == 9
    assert national_code("REFUSED_AFTER_EXAMINATION", refused_after_examination=8) == 8
    assert national_code("RETURNED", refused_after_examination=8) == 10


def test_only_a_state_that_ended_has_no_desk():
    assert {state for state in DossierState if FACTS[state].desk is Desk.NOBODY} == ENDED
    assert all(FACTS[state].clock in {ClockMode.STOPPED, ClockMode.NOT_STARTED} for state in ENDED)


def test_from_every_open_state_some_move_leads_on_and_from_an_ended_one_none_leads_away():
    for state in OPEN:
        assert [m for m in LIFECYCLE.moves if state in m.sources and m.target is not state], state
    for state in ENDED:
        assert not [m for m in LIFECYCLE.moves if state in m.sources and m.target is not state], state


def test_every_open_state_can_reach_an_end():
    reached = set(ENDED)
    while more := {s for m in LIFECYCLE.moves if m.target in reached for s in m.sources} - reached:
        reached |= more
    assert reached == set(DossierState)


def test_every_move_has_a_word_for_its_button_and_known_roles():
    assert [m.verb for m in LIFECYCLE.moves if not m.label or not m.roles <= set(ROLE_LABELS)] == []


def test_the_page_of_lifecycles_is_current():
    assert (settings.ROOT / "docs" / "lifecycles.md").read_text() == written(), "run ./manage.py write_lifecycles"
