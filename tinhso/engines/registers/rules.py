"""Schemas and contents on plain values: is this a schema, does a content keep it, what may a stranger see of it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import SchemaError
from referencing import Registry

HIDDEN = "•••"
ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
VERSION = re.compile(r"[0-9A-Za-z][0-9A-Za-z.\-]{0,19}")
CODE = re.compile(r"[0-9A-Za-z][0-9A-Za-z_\-]{0,59}")
# A pattern of a stranger's making could keep us busy for ever; lengths, kinds, lists and required fields suffice.
UNWELCOME = frozenset({"$ref", "$dynamicRef", "pattern", "patternProperties"})
PARTS_OF_MANY = frozenset({"properties", "$defs", "dependentSchemas"})


UNSTORABLE = "Nội dung có ký tự không lưu được."


def is_storable(value: Any) -> bool:
    """Whether PostgreSQL takes it as JSON: no zero byte, no half of a surrogate pair, no infinite number."""
    try:
        text = json.dumps(value, ensure_ascii=False, allow_nan=False)
        text.encode()
    except ValueError:
        return False
    return "\\u0000" not in text


def schema_fault(schema: Any) -> str:
    """Why this cannot be the schema of a register, in Vietnamese; '' when it can."""
    if not isinstance(schema, Mapping) or schema.get("type") != "object" or not schema.get("properties"):
        return "Cấu trúc phải là một JSON Schema kiểu object và có properties."
    if not is_storable(schema):
        return UNSTORABLE
    if found := sorted(set(_words(schema)) & UNWELCOME):
        return f"Cấu trúc không được dùng {', '.join(found)}."
    try:
        Draft202012Validator.check_schema(dict(schema))
    except SchemaError as error:
        return f"Cấu trúc không phải JSON Schema hợp lệ (tại {error.json_path})."
    return ""


def content_fault(schema: Mapping[str, Any], content: Any) -> tuple[str, str]:
    """The first field of a content that breaks the schema, and why, in Vietnamese; ('', '') when none does."""
    if not is_storable(content):
        return "content", UNSTORABLE
    # An empty registry of its own: nothing is ever fetched from an address that a schema names.
    checker = Draft202012Validator(dict(schema), registry=Registry())
    faults = sorted(checker.iter_errors(content), key=lambda fault: list(map(str, fault.absolute_path)))
    if not faults:
        return "", ""
    where = ".".join(map(str, faults[0].absolute_path)) or "content"
    return where, f"Mục “{where}” chưa đúng cấu trúc dữ liệu ({faults[0].validator})."


def key_field_of(schema: Mapping[str, Any]) -> str:
    """The field that names a record: the one marked primaryKey, else ID where there is one, else ''."""
    fields: Mapping[str, Any] = schema["properties"]
    marked = [name for name, facts in fields.items() if isinstance(facts, Mapping) and facts.get("primaryKey") is True]
    return marked[0] if marked else "ID" if "ID" in fields else ""


def fields_in_order(schema: Mapping[str, Any], key_field: str) -> dict[str, Any]:
    """The fields as x-order lists them, else the key first: PostgreSQL keeps no order of its own."""
    fields: Mapping[str, Any] = schema["properties"]
    order = [name for name in schema.get("x-order", [key_field]) if name in fields]
    return {name: fields[name] for name in dict.fromkeys([*order, *fields])}


def shown(value: Any, facts: Mapping[str, Any]) -> str:
    """A value as people read it: x-labels of its field, days as dd/mm/yyyy; '' for nothing."""
    if value is None:
        return ""
    text = str(facts.get("x-labels", {}).get(value, value) if isinstance(value, str) else value)
    if facts.get("format") == "date" and ISO_DAY.fullmatch(text):
        return "/".join(reversed(text.split("-")))
    return text


def masked(content: Mapping[str, Any]) -> dict[str, str]:
    """The fields of a personal record without what they say: enough to tell two apart, too little to know one."""
    return {name: _masked(value) for name, value in content.items()}


def _masked(value: Any) -> str:
    """The last three digits of a long number, the first letter of other words, nothing of anything else."""
    if not isinstance(value, str) or not value:
        return HIDDEN
    is_long_number = value.isascii() and value.isdecimal() and len(value) >= 9
    return f"{HIDDEN}{value[-3:]}" if is_long_number else f"{value[0]}{HIDDEN}"


def texts_of(content: Any) -> Iterator[str]:
    """Every value of a content as text, its parts included."""
    if isinstance(content, Mapping):
        for value in content.values():
            yield from texts_of(value)
    elif isinstance(content, list):
        for value in content:
            yield from texts_of(value)
    elif content is not None:
        yield str(content)


def _words(schema: Any, *, are_names: bool = False) -> Iterator[str]:
    """The key words of a schema, without the names of its fields."""
    if isinstance(schema, Mapping):
        for word, value in schema.items():
            if not are_names:
                yield word
            if word not in {"enum", "const", "default", "examples"} or are_names:
                yield from _words(value, are_names=not are_names and word in PARTS_OF_MANY)
    elif isinstance(schema, list):
        for part in schema:
            yield from _words(part)
