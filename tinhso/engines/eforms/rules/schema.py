"""Reading a form's schema: steps, sections, fields and what kind of field each is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tinhso.ground.base.refused import NotVisible

Schema = Mapping[str, Any]
Field = Mapping[str, Any]

PREFILL_KEYS = frozenset(
    {"full_name", "personal_number", "birth_date", "sex", "ethnicity", "nationality"}
    | {"phone", "email", "address", "commune_code", "today"}
)
KINDS = frozenset(
    {"text", "textarea", "date", "money", "integer", "number", "phone", "personal_number", "email"}
    | {"yesno", "checkbox", "radio", "select", "rows"}
)
CHOICES = frozenset({"radio", "select", "yesno"})
FEW_OPTIONS = 5
EXPECTED: dict[str, dict[str, Any]] = {
    "text": {"maxLength": 200},
    "textarea": {"maxLength": 2000},
    "phone": {"pattern": "^0[0-9]{9,10}$"},
    "personal_number": {"pattern": "^[0-9]{12}$"},
    "email": {"maxLength": 254, "pattern": "^[^@ ]+@[^@ .]+([.][^@ .]+)+$"},
    "money": {"minimum": 0, "maximum": 10**15 - 1},
    "integer": {"minimum": 0, "maximum": 10**9},
    "number": {"minimum": 0, "maximum": 10**9},
}


@dataclass(frozen=True)
class Section:
    """Fields that belong together; with a title it is a fieldset with a legend."""

    title: str
    description: str
    fields: tuple[str, ...]
    show_if: Any


@dataclass(frozen=True)
class Step:
    """One page of a form."""

    code: str
    title: str
    description: str
    sections: tuple[Section, ...]
    show_if: Any

    @property
    def fields(self) -> tuple[str, ...]:
        """Names of the fields of all sections, in order."""
        return tuple(name for section in self.sections for name in section.fields)


def all_steps(schema: Schema) -> list[Step]:
    """Every step, shown or not."""
    return [
        Step(
            step["code"],
            step["title"],
            step.get("description", ""),
            tuple(
                Section(s.get("title", ""), s.get("description", ""), tuple(s["fields"]), s.get("x-show-if", True))
                for s in step["sections"]
            ),
            step.get("x-show-if", True),
        )
        for step in schema["x-steps"]
    ]


def step_of(schema: Schema, code: str) -> Step:
    """The step with this code; NotVisible for a mistyped one."""
    for step in all_steps(schema):
        if step.code == code:
            return step
    raise NotVisible("no-step", "Biểu mẫu không có bước này.")


def step_with(schema: Schema, path: str) -> str:
    """The code of the step in which a field stands; path may lead into a row: members.0.full_name."""
    name = path.partition(".")[0]
    return next((step.code for step in all_steps(schema) if name in step.fields), all_steps(schema)[0].code)


def kind_of(field: Field) -> str:
    """How a field is typed and shown: its x-widget, or what its type suggests."""
    if "x-widget" in field:
        return str(field["x-widget"])
    if "enum" in field:
        return "radio" if len(field["enum"]) <= FEW_OPTIONS else "select"
    match field["type"]:
        case "array":
            return "rows"
        case "boolean":
            return "yesno"
        case "integer" | "number":
            return str(field["type"])
    return "date" if field.get("format") == "date" else "text"


def rows_of(field: Field) -> Schema:
    """The schema of one row of a repeated group."""
    items: Schema = field["items"]
    return items


def columns_of(row: Schema) -> list[str]:
    """The columns of a row in the order of asking. PostgreSQL's jsonb forgets the order of keys, so it is a list."""
    return list(row.get("x-order") or row["properties"])


def leaves(schema: Schema) -> Iterator[tuple[str, Field]]:
    """Every field with its name; those of rows as group.column."""
    for name, field in schema["properties"].items():
        yield name, field
        if field["type"] == "array":
            yield from ((f"{name}.{column}", inner) for column, inner in rows_of(field)["properties"].items())


def expanded(schema: Schema, lists: Mapping[str, Mapping[str, str]]) -> dict[str, Any]:
    """The schema with every x-list written out as enum and x-labels, and the shapes that a kind expects.

    So a published version needs nothing beside itself. KeyError for an unknown list.
    """

    def full(field: Mapping[str, Any]) -> dict[str, Any]:
        whole = {k: v for k, v in field.items() if k != "x-list"}
        if "x-list" in field:
            labels = lists[field["x-list"]]
            whole |= {"enum": list(labels), "x-labels": dict(labels)}
        if whole["type"] == "array":
            return whole | {"items": inside(whole["items"]) | {"x-order": columns_of(whole["items"])}}
        if "x-calculate" in whole or "enum" in whole or "const" in whole:
            return whole
        return EXPECTED.get(kind_of(whole), {}) | whole

    def inside(owner: Mapping[str, Any]) -> dict[str, Any]:
        return {**owner, "properties": {name: full(field) for name, field in owner["properties"].items()}}

    return inside(schema)
