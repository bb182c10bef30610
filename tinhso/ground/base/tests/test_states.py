import pytest

from tinhso.ground.base.refused import NotAllowed, Refused
from tinhso.ground.base.states import Labelled, Move, StateTable


class Lamp(Labelled):
    OFF = "OFF", "Tắt"
    ON = "ON", "Sáng"
    BROKEN = "BROKEN", "Hỏng"


TABLE = StateTable(
    Move("light", {Lamp.OFF}, Lamp.ON, {"keeper"}),
    Move("douse", {Lamp.ON}, Lamp.OFF, {"keeper", "guard"}),
)


def test_a_lawful_move_gives_the_next_state():
    assert TABLE.move("OFF", "light", {"keeper"}) is Lamp.ON


def test_a_move_outside_the_table_is_refused():
    with pytest.raises(Refused, match="wrong-state"):
        TABLE.move("BROKEN", "light", {"keeper"})


def test_a_lawful_move_by_the_wrong_role_is_not_allowed():
    with pytest.raises(NotAllowed):
        TABLE.move("OFF", "light", {"guard"})


def test_a_page_offers_only_what_the_role_may_do():
    assert [move.verb for move in TABLE.verbs("ON", {"guard"})] == ["douse"]
    assert TABLE.verbs("OFF", {"guard"}) == []


def test_two_rows_for_one_verb_and_state_are_a_mistake():
    with pytest.raises(ValueError, match="two moves"):
        StateTable(Move("x", {Lamp.ON}, Lamp.OFF, {"a"}), Move("x", {Lamp.ON}, Lamp.BROKEN, {"b"}))
