"""A form out of a schema: one field a property, and what was typed as the content of a record."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tinhso.engines.registers.rules import fields_in_order
from tinhso.ground.base.refused import Refused
from tinhso.ground.base.vietnamese import nfc

VIETNAMESE_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")


@dataclass(frozen=True)
class Field:
    """One field. kind: text, number, day or choice; choices: (value, label). value: as it is shown in the field."""

    name: str
    title: str
    kind: str
    is_needed: bool
    longest: int
    choices: tuple[tuple[str, str], ...]
    value: str


def fields(schema: Mapping[str, Any], key_field: str, said: Mapping[str, Any]) -> list[Field]:
    """The fields in their order, filled with a content or with what was typed."""
    found = []
    for name, facts in fields_in_order(schema, key_field).items():
        labels = facts.get("x-labels", {})
        choices = tuple((str(one), str(labels.get(one, one))) for one in facts.get("enum", ()))
        kind = "choice" if choices else _kind(facts)
        value = said.get(name)
        longest = int(facts.get("maxLength", 2000))
        needed = name in schema.get("required", ())
        title = str(facts.get("title") or name)
        found.append(Field(name, title, kind, needed, longest, choices, _shown(value, kind)))
    return found


def content(schema: Mapping[str, Any], typed: Mapping[str, str]) -> dict[str, Any]:
    """What was typed as a content; empty fields are left out. Refused `content-wrong` for what is no number, no day."""
    found: dict[str, Any] = {}
    for name, facts in schema["properties"].items():
        text = nfc(str(typed.get(name, "")).replace("\0", "")).strip()[:2000]
        if text:
            found[name] = _value(name, str(facts.get("title") or name), _kind(facts), text, facts)
    return found


def _kind(facts: Mapping[str, Any]) -> str:
    kinds = facts.get("type")
    kind = next((one for one in (kinds if isinstance(kinds, list) else [kinds]) if one != "null"), "string")
    return "number" if kind in ("integer", "number") else "day" if facts.get("format") == "date" else "text"


def _value(name: str, title: str, kind: str, text: str, facts: Mapping[str, Any]) -> Any:
    if kind == "number":
        plain = text.replace(".", "").replace(",", ".") if "," in text else text
        try:
            return int(plain) if facts.get("type") == "integer" else float(plain)
        except ValueError as error:
            raise Refused("content-wrong", f"“{title}” phải là số, ví dụ 2024 hoặc 12,5.", field=name) from error
    if kind == "day":
        found = VIETNAMESE_DAY.fullmatch(text)
        if not found:
            raise Refused("content-wrong", f"“{title}” phải là ngày như 31/12/2026.", field=name)
        return f"{found[3]}-{int(found[2]):02d}-{int(found[1]):02d}"
    return text


def _shown(value: Any, kind: str) -> str:
    if value is None:
        return ""
    text = str(value)
    return "/".join(reversed(text.split("-"))) if kind == "day" and re.fullmatch(r"\d{4}-\d\d-\d\d", text) else text
