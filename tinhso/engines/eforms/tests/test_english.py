"""Forms in English: every text of every form of the province has its English, and errors speak it too."""

from __future__ import annotations

from datetime import date

import pytest
from django.conf import settings

from tinhso.engines.eforms import rules
from tinhso.engines.eforms.loading import read_forms

FORMS = {form["code"]: form["schema"] for form in read_forms(settings.ROOT / "seed" / "forms")}
CLASSES = ("A1", "A", "B1", "B", "C1", "C", "D1", "D2", "D", "BE", "C1E", "CE", "D1E", "D2E", "DE")
NAMES = {*CLASSES, "%", "m", "Cha", "Nam", "Kinh", "Khmer"}
TODAY = date(2026, 11, 23)


@pytest.mark.parametrize("code", FORMS)
def test_every_text_of_a_form_has_its_english(code):
    schema = FORMS[code]
    lists = {name for _path, field in leaves(schema) if len(field.get("enum", ())) > 20
             for name in field["x-labels"].values()}  # fmt: skip

    assert sorted(set(rules.texts(schema)) - set(schema["x-en"]) - lists - NAMES) == []


def leaves(schema):
    for name, field in schema["properties"].items():
        yield name, field
        if field["type"] == "array":
            yield from leaves(field["items"])


def test_a_form_is_spoken_in_english_with_its_sentences_and_the_browser_hears_the_same():
    english = rules.spoken(FORMS["birth"], "en")
    step = english["x-steps"][1]["code"]

    wrong = rules.problems(english, {}, step, today=TODAY)
    page = rules.page(english, step, {}, wrong, today=TODAY)

    assert page.title == "About the child"
    assert wrong["child_name"] == "Please enter: family, middle and given names of the child."
    assert page.client["sentences"]["required"]["default"] == "Please enter: {label}."


def test_in_vietnamese_a_form_is_what_was_published():
    assert rules.spoken(FORMS["birth"], "vi") is FORMS["birth"]
