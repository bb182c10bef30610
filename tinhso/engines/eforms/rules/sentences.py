"""Errors in words. The sentences are data (sentences.json), so that the browser says exactly the same."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker

from tinhso.engines.eforms.rules.schema import Field, kind_of
from tinhso.engines.eforms.rules.typed import show

SENTENCES: dict[str, Any] = json.loads((Path(__file__).parent / "sentences.json").read_text())
_ENGLISH: dict[str, Any] = json.loads((Path(__file__).parent / "sentences.en.json").read_text())
_DATES = FormatChecker(formats=["date"])


@cache
def _rank(keyword: str) -> int:
    order: list[str] = SENTENCES["order"]
    return order.index(keyword) if keyword in order else len(order)


YES_NO = {"vi": {"true": "Có", "false": "Không"}, "en": {"true": "Yes", "false": "No"}}


def sentences_in(language: str) -> dict[str, Any]:
    """The table of sentences in a language; the order in which faults are told is the same in each."""
    return SENTENCES | _ENGLISH if language == "en" else SENTENCES


def fault_of(field: Field, value: Any) -> str:
    """What is wrong with a value by JSON Schema alone, in one sentence; '' when nothing is."""
    broken = [str(error.validator) for error in _validator(field).iter_errors(value)]
    return sentence(field, min(broken, key=_rank)) if broken else ""


# To make a validator costs more than to use it. A field is kept beside its own, so that its id stays its own.
_made: dict[int, tuple[Field, Draft202012Validator]] = {}
MOST_MADE = 20_000


def _validator(field: Field) -> Draft202012Validator:
    found = _made.get(id(field))
    if found is None or found[0] is not field:
        if len(_made) >= MOST_MADE:  # all of them again is rare; to keep count of each use is not
            _made.clear()
        alone = {k: v for k, v in field.items() if k != "items"}
        found = _made[id(field)] = (field, Draft202012Validator(alone, format_checker=_DATES))
    return found[1]


def sentence(field: Field, keyword: str) -> str:
    """The sentence for a broken keyword, `required` included; a field's own x-sentences come first."""
    own = field.get("x-sentences", {})
    kind = kind_of(field)
    tables = sentences_in(field.get("x-language", "vi"))
    table = tables.get(keyword, tables["type"])
    words = str(own.get(keyword) or table.get(kind) or table["default"])
    limit = field.get(keyword)
    shown = show("number", limit) if isinstance(limit, int | float) else ""
    label = str(field["title"])
    return words.replace("{label}", lowered(label)).replace("{Label}", label).replace("{limit}", shown)


def lowered(label: str) -> str:
    """The label inside a sentence: first letter small, unless it begins an abbreviation such as CCCD."""
    return label if len(label) > 1 and label[1].isupper() else label[:1].lower() + label[1:]
