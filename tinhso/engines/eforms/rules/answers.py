"""From what was typed to what counts: cleaning, problems, prefill, summary."""

from __future__ import annotations

import re
from collections import ChainMap
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Protocol

from tinhso.engines.eforms.rules.language import Scope, evaluate
from tinhso.engines.eforms.rules.schema import Field, Schema, Step, all_steps, kind_of, rows_of, step_of
from tinhso.engines.eforms.rules.sentences import YES_NO, fault_of, sentence
from tinhso.engines.eforms.rules.typed import parse, show
from tinhso.engines.eforms.rules.world import Answers, Seen, seen

ROW_BUTTON = "row"
MOST_ROWS = 100


class Posted(Protocol):
    """What a browser sent: Django's QueryDict, or any mapping of texts."""

    def get(self, key: str, /) -> str | None:
        """The last value sent under a name."""

    def __iter__(self) -> Iterator[str]:
        """The names sent."""


def cleaned(schema: Schema, step: str, post: Posted) -> dict[str, Any]:
    """The answers of one step as stored values; what cannot be read stays as typed and is told by `problems`.

    Rows that are wholly empty are dropped. A pressed row button adds or removes its row.
    """
    answers: dict[str, Any] = {}
    for name in step_of(schema, step).fields:
        field = schema["properties"][name]
        value = _rows(name, field, post) if field["type"] == "array" else _typed(field, post.get(name))
        if value is not None:
            answers[name] = value
    return answers


def row_button(post: Posted) -> bool:
    """Whether the form was sent by `add:<group>` or `remove:<group>.<n>`: show the step again, find no fault."""
    return bool(post.get(ROW_BUTTON))


def _typed(field: Field, text: str | None) -> Any:
    if "x-calculate" in field:
        return None
    if text is None:
        return False if kind_of(field) == "checkbox" else None
    return parse(kind_of(field), text)


def _rows(name: str, field: Field, post: Posted) -> list[dict[str, Any]]:
    marker = re.compile(re.escape(name) + r"\.([0-9]{1,4})\.row")
    numbers = sorted(int(found[1]) for key in post if (found := marker.fullmatch(key)))[:MOST_ROWS]
    verb, _, target = (post.get(ROW_BUTTON) or "").partition(":")
    rows = []
    for number in numbers:
        if verb == "remove" and target == f"{name}.{number}":
            continue
        cells = {c: _typed(f, post.get(f"{name}.{number}.{c}")) for c, f in rows_of(field)["properties"].items()}
        row = {column: value for column, value in cells.items() if value is not None}
        if verb or any(value not in (None, False) for value in row.values()):
            rows.append(row)
    if verb == "add" and target == name and len(rows) < field["maxItems"]:
        rows.append({})
    return rows


def problems(schema: Schema, answers: Answers, step: str | None = None, *, today: date) -> dict[str, str]:
    """Path -> one Vietnamese sentence for everything wrong in a step, or in the whole form; empty when all is well.

    Hidden fields are not asked. today: what `{"var": "today"}` means in checks.
    """
    world = seen(schema, answers)
    found: dict[str, str] = {}
    chosen = all_steps(schema) if step is None else [step_of(schema, step)]
    names = [name for one in chosen for name in one.fields]
    _ask(schema, names, world.values, world, at="", found=found)
    top = ChainMap(world.values, {"today": today.isoformat()})
    _check(schema, top, world, at="", names=set(names), found=found)
    for name in names:
        field = schema["properties"][name]
        if field["type"] == "array" and name not in world.hidden:
            inside = rows_of(field)
            for number, row in enumerate(world.values.get(name, [])):
                at, columns = f"{name}.{number}.", set(inside["properties"])
                _ask(inside, inside["properties"], row, world, at=at, found=found)
                _check(inside, ChainMap(row, *top.maps), world, at=at, names=columns, found=found)
    return found


def _ask(owner: Schema, names: Iterable[str], values: Scope, world: Seen, *, at: str, found: dict[str, str]) -> None:
    required = set(owner.get("required", ()))
    for name in names:
        field = owner["properties"][name]
        if at + name in world.hidden or "x-calculate" in field:
            continue
        value = values.get(name)
        if value is None or value == [] or (value is False and kind_of(field) == "checkbox"):
            if name in required:
                found[at + name] = sentence(field, "required")
        elif fault := fault_of(field, value):
            found[at + name] = fault


def _check(owner: Schema, scope: Scope, world: Seen, *, at: str, names: set[str], found: dict[str, str]) -> None:
    """Checks between fields; one that cannot be known yet stays silent, and a field says one thing at a time."""
    for check in owner.get("x-checks", ()):
        path = at + check["field"]
        is_asked = check["field"] in names and path not in world.hidden and path not in found
        if is_asked and evaluate(check["rule"], scope) is False:
            found[path] = check["sentence"]


def computed(schema: Schema, answers: Answers) -> dict[str, Any]:
    """The answers that count: hidden ones dropped, calculations filled in. What a dossier is filed with."""
    return seen(schema, answers).values


def prefilled(schema: Schema, facts: Mapping[str, str]) -> dict[str, Any]:
    """Answers that are known beforehand, by each field's x-prefill; a fact that does not fit its field is left out.

    facts: keys of PREFILL_KEYS, dates as ISO, sex as MALE or FEMALE.
    """
    answers: dict[str, Any] = {}
    for name, field in schema["properties"].items():
        fact = facts.get(field.get("x-prefill", ""), "")
        if fact and (value := parse(kind_of(field), fact)) is not None and not fault_of(field, value):
            answers[name] = value
    return answers


def summary(schema: Schema, answers: Answers) -> list[tuple[str, list[tuple[str, str]]]]:
    """Per shown step its title and (label, text) of everything answered, as a person reads it before filing."""
    world = seen(schema, answers)
    told = [(step.title, list(_told(schema, step, world))) for step in all_steps(schema)]
    return [(title, lines) for title, lines in told if lines]


def _told(schema: Schema, step: Step, world: Seen) -> Iterator[tuple[str, str]]:
    for name in step.fields:
        field, value = schema["properties"][name], world.values.get(name)
        if field["type"] == "array":
            inside = rows_of(field)["properties"]
            for number, row in enumerate(value or (), start=1):
                title = f"{field.get('x-row', field['title'])} {number}"
                yield from ((f"{title}: {inside[c]['title']}", text_of(inside[c], v)) for c, v in row.items())
        elif value is not None:
            yield field["title"], text_of(field, value)


def text_of(field: Field, value: Any) -> str:
    """One answer as a person reads it: labels for codes, đồng for money, Có or Không."""
    if "enum" in field:
        return str(field["x-labels"].get(value, value))
    if isinstance(value, bool):
        return YES_NO[field.get("x-language", "vi")]["true" if value else "false"]
    shown = show(kind_of(field), value)
    if kind_of(field) == "money" and isinstance(value, int):
        return f"{shown} đ"
    return f"{shown} {field['x-unit']}" if "x-unit" in field and not isinstance(value, str) else shown
