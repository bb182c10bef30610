"""Schemas and contents on plain values."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinhso.engines.registers.rules import (
    HIDDEN,
    content_fault,
    fields_in_order,
    key_field_of,
    masked,
    schema_fault,
    shown,
)
from tinhso.engines.registers.tests.factories import PEOPLE, SCHEMA

TEXT = {"type": "string"}


@pytest.mark.parametrize(
    ("schema", "word"),
    [
        (SCHEMA, ""),
        ({"type": "object", "properties": {"pattern": TEXT, "$ref": TEXT}}, ""),  # names of fields, not words
        ({"type": "some object", "properties": {"ID": TEXT}}, "object"),
        ({"type": "object", "properties": {"ID": {"type": "some string"}}}, "JSON Schema"),
        ({"type": "object", "properties": {"a": {"$ref": "https://example.com/x.json"}}}, "$ref"),
        ({"type": "object", "properties": {"a": {"items": {"pattern": "(a+)+$"}}}}, "pattern"),
        ({"type": "object"}, "properties"),
        ([], "object"),
    ],
)
def test_what_may_be_the_schema_of_a_register(schema: object, word: str) -> None:
    fault = schema_fault(schema)

    assert (word in fault) and bool(fault) is bool(word)


@pytest.mark.parametrize(
    ("content", "where"),
    [
        (PEOPLE[0], ""),
        (PEOPLE[0] | {"allowance": -1}, "allowance"),
        (PEOPLE[0] | {"allowance": "much"}, "allowance"),
        ({"number": "000912345678"}, "content"),
        (PEOPLE[0] | {"more": 1}, "content"),
        ([], "content"),
    ],
)
def test_what_a_record_may_say(content: object, where: str) -> None:
    assert content_fault(SCHEMA, content)[0] == where


def test_the_key_is_what_is_marked_or_called_so():
    assert key_field_of(SCHEMA) == "number"
    assert key_field_of({"properties": {"ID": TEXT}}) == "ID"
    assert key_field_of({"properties": {"name": TEXT}}) == ""


@given(st.dictionaries(st.text(), st.one_of(st.text(), st.integers(), st.none(), st.lists(st.text()))))
def test_a_mask_shows_one_letter_at_most(content: dict[str, object]) -> None:
    shown = masked(content)

    assert shown.keys() == content.keys()
    assert all(
        value.removesuffix(HIDDEN) in {"", str(content[name])[:1]}
        for name, value in shown.items()
        if not value.startswith(HIDDEN)
    )
    assert masked(PEOPLE[0]) == {"number": "•••678", "name": "Đ•••", "allowance": "•••"}


def test_people_read_words_and_days():
    day, kind = {"format": "date"}, {"x-labels": {"COMMUNE": "Cấp xã"}}

    assert [shown("2025-07-01", day), shown("soon", day), shown("COMMUNE", kind), shown(5, {}), shown(None, day)] == [
        "01/07/2025", "soon", "Cấp xã", "5", "",
    ]  # fmt: skip
    assert list(fields_in_order({"properties": {"b": 1, "a": 1, "k": 1}}, "k")) == ["k", "b", "a"]
    assert list(fields_in_order({"properties": {"b": 1, "a": 1}, "x-order": ["a", "c"]}, "")) == ["a", "b"]
