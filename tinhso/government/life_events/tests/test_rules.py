"""The law of life events on plain values."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinhso.government.life_events import rules
from tinhso.government.life_events.lifecycle import ENDED, PART, SYSTEM, CaseState, PartState
from tinhso.ground.base.refused import Refused


@dataclass
class Plan:
    code: str
    after: tuple[str, ...] = ()
    chosen_by: str = ""


@dataclass
class Part:
    code: str
    state: str = "WAITING"
    after: tuple[str, ...] = ()
    ends_all: bool = False


def family(**states):
    """Root, two children beside each other, and one that waits for the first child."""
    return [
        Part("root", states.get("root", "WITH_US"), (), True),
        Part("home", states.get("home", "WAITING"), ("root",)),
        Part("card", states.get("card", "WAITING"), ("root",)),
        Part("id", states.get("id", "WAITING"), ("home",)),
    ]


def codes(parts):
    return [part.code for part in parts]


def test_only_what_was_asked_for_belongs_and_nothing_whose_forerunner_was_not():
    plans = [Plan("root"), Plan("home", ("root",), "wants_home"), Plan("id", ("home",), "wants_id")]

    assert codes(rules.chosen(plans, {"wants_home": True, "wants_id": True})) == ["root", "home", "id"]
    assert codes(rules.chosen(plans, {"wants_id": True})) == ["root"]


def test_children_wait_for_the_root_and_then_begin_beside_each_other():
    assert rules.ready(family()) == []
    assert codes(rules.ready(family(root="DONE"))) == ["home", "card"]
    assert codes(rules.ready(family(root="DONE", home="DONE", card="WITH_PARTNER"))) == ["id"]


def test_a_refused_root_ends_the_whole_and_everything_that_waits_is_in_vain():
    parts = family(root="REFUSED")

    assert codes(rules.hopeless(parts)) == ["home", "card", "id"]
    for part in rules.hopeless(parts):
        part.state = "NOT_STARTED"
    assert rules.standing_of(parts) == CaseState.ENDED


def test_a_refused_child_stops_only_what_waits_for_it():
    parts = family(root="DONE", home="REFUSED", card="WITH_PARTNER")

    assert codes(rules.hopeless(parts)) == ["id"]
    assert rules.standing_of(parts) == CaseState.OPEN
    parts[3].state, parts[2].state = "NOT_STARTED", "DONE"
    assert rules.standing_of(parts) == CaseState.PARTLY_DONE


def test_what_was_done_on_a_wrong_root_is_undone_from_the_end():
    assert codes(rules.to_undo(family(root="DONE", home="DONE", card="REFUSED", id="WITH_PARTNER"))) == ["id", "home"]


@given(st.lists(st.sampled_from([state.value for state in PartState]), min_size=4, max_size=4))
def test_a_case_is_open_exactly_while_something_may_still_happen(states):
    parts = family(**dict(zip(("root", "home", "card", "id"), states, strict=True)))
    for part in rules.hopeless(parts):
        part.state = "NOT_STARTED"

    may_still_move = any(part.state not in ENDED for part in parts)

    assert (rules.standing_of(parts) == CaseState.OPEN) == may_still_move


NEWS = [(1, "accept"), (2, "ask"), (3, "accept"), (4, "finish")]


@pytest.mark.parametrize("order", list(permutations(NEWS)))
def test_news_in_any_order_end_in_the_same_state(order):
    state, told = "SENDING", 0
    for number, verb in order:
        if number > told:
            state, told = str(PART.move(state, verb, {SYSTEM})), number

    assert state == "DONE"


@pytest.mark.parametrize("state", [state.value for state in PartState])
@pytest.mark.parametrize("verb", sorted({move.verb for move in PART.moves}))
@pytest.mark.parametrize("role", ["system", "APPLICANT", "LEADER", "CASE_OFFICER"])
def test_every_state_verb_and_role_is_in_the_table_or_refused(state, verb, role):
    rows = [
        move for move in PART.moves if move.verb == verb and PartState(state) in move.sources and role in move.roles
    ]
    if rows:
        assert PART.move(state, verb, {role}) == rows[0].target
    else:
        with pytest.raises(Refused):
            PART.move(state, verb, {role})


def test_one_birth_is_told_by_its_answers_whatever_their_marks_and_capitals():
    named = ["child_name", "child_birth_date"]

    same = rules.twin_key(named, {"child_name": "NGUYEN MINH AN", "child_birth_date": "2026-11-12"})

    assert same == rules.twin_key(named, {"child_name": "Nguyễn Minh An", "child_birth_date": "2026-11-12"}) != ""
    assert rules.twin_key(named, {"child_name": "Nguyễn Minh An"}) == ""
