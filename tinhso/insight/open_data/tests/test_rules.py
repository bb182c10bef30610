"""Small counts stay hidden; one graph is spelled in three ways that say the same."""

from __future__ import annotations

import json

import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st

from tinhso.insight.open_data.rdf import SPELLINGS, Address, Graph, Literal
from tinhso.insight.open_data.rules import hidden, withheld, withheld_over


@pytest.mark.parametrize(
    ("counts", "least", "out"),
    [
        ({"a": 10, "b": 20}, 5, set()),
        ({"a": 3, "b": 4, "c": 20}, 5, {"a", "b"}),
        ({"a": 3, "b": 9, "c": 20}, 5, {"a", "b"}),  # one alone could be computed from the whole
        ({"a": 3, "b": 0}, 5, {"a"}),
        ({"a": 0, "b": 9}, 5, set()),
        ({"a": 1, "b": 9}, 0, set()),
    ],
)
def test_what_counts_too_few_is_hidden_and_never_alone(counts, least, out):
    assert hidden(counts, least) == out


@given(st.dictionaries(st.integers(), st.integers(0, 30), max_size=8), st.integers(0, 9))
def test_nothing_small_is_told(counts, least):
    told = {key: count for key, count in counts.items() if key not in hidden(counts, least)}

    assert all(count == 0 or count >= least for count in told.values())


TIED = [["in", "old", "out", "open"]]  # in + old = out + open


@given(st.lists(st.tuples(*[st.integers(0, 12)] * 3), min_size=1, max_size=5), st.integers(0, 6))
def test_no_equation_gives_a_hidden_count_away(agencies, least):
    table: dict[str, dict[int, int]] = {"in": {}, "old": {}, "out": {}, "open": {}, "online of": {}}
    for unit, (new, old, most) in enumerate(agencies):
        out = min(most, new + old)
        for what, count in (("in", new), ("old", old), ("out", out), ("open", new + old - out), ("online of", new)):
            table[what][unit] = count

    gone = withheld(table, least, tied=TIED, same={"online of": "in"})

    assert all(
        count == 0 or count >= least or (what, unit) in gone
        for what, row in table.items()
        for unit, count in row.items()
    )
    for unit in range(len(agencies)):  # of one agency: never one unknown among what is bound by the equation
        unknown = [what for what in TIED[0] if (what, unit) in gone]
        assert len(unknown) != 1 or not [what for what in TIED[0] if what not in unknown and table[what][unit]]
    for what, row in table.items():  # of one count: never one unknown below the whole
        unknown = [unit for unit in row if (what, unit) in gone]
        assert len(unknown) != 1 or not [unit for unit in row if unit not in unknown and row[unit]]
    assert {unit for what, unit in gone if what == "in"} == {unit for what, unit in gone if what == "online of"}


def test_the_month_before_does_not_give_a_hidden_count_away():
    first = {"in": {1: 103, 2: 40}, "old": {1: 0, 2: 0}, "out": {1: 3, 2: 20}, "open": {1: 100, 2: 20}}
    second = {"in": {1: 50, 2: 30}, "old": {1: 100, 2: 20}, "out": {1: 80, 2: 30}, "open": {1: 70, 2: 20}}

    before, after = withheld_over([first, second], 5, tied=TIED, carried={"old": "open"})

    assert {("out", 1), ("open", 1)} <= before
    assert ("old", 1) in after
    assert len([what for what, unit in after if unit == 1]) > 1


WORDS = 'Hồ sơ "một cửa" \\ dòng\nhai\tba <b> & é'


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_three_spellings_say_the_same():
    graph = Graph()
    graph.is_a("https://a.example/du-lieu/#bo", "dcat:Dataset")
    graph.say(
        "https://a.example/du-lieu/#bo",
        ("dct:title", Literal(WORDS, "vi")),
        ("dct:issued", Literal("2026-11-27", type="http://www.w3.org/2001/XMLSchema#date")),
        ("dcat:landingPage", Address("https://a.example/du-lieu/?a=1&b=2")),
        ("dct:spatial", None),
    )
    read = {}
    for kind, form in (("ttl", "turtle"), ("jsonld", "json-ld"), ("rdf", "xml")):
        _, write = SPELLINGS[kind]
        read[kind] = set(rdflib.Graph().parse(data=write(graph), format=form))

    assert read["ttl"] == read["jsonld"] == read["rdf"]
    assert len(read["ttl"]) == 4
    assert json.loads(SPELLINGS["jsonld"][1](graph))[0]["@type"] == ["http://www.w3.org/ns/dcat#Dataset"]
