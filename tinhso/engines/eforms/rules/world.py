"""What counts of the answers: which fields are shown, what the calculations give. One pass, looking back only."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tinhso.engines.eforms.rules.language import Scope, evaluate
from tinhso.engines.eforms.rules.schema import Field, Schema, Step, all_steps, columns_of, rows_of, step_of

Answers = Mapping[str, Any]


@dataclass(frozen=True)
class Seen:
    """values: what counts, hidden answers dropped and calculations filled in; hidden: paths not asked now."""

    values: dict[str, Any]
    hidden: frozenset[str]


def seen(schema: Schema, answers: Answers) -> Seen:
    """The form as these answers make it. Linear in fields plus cells of rows."""
    values: dict[str, Any] = {}
    hidden: set[str] = set()
    for step in all_steps(schema):
        step_is_on = _is_on(step.show_if, values)
        for section in step.sections:
            section_is_on = step_is_on and _is_on(section.show_if, values)
            for name in section.fields:
                field = schema["properties"][name]
                if not (section_is_on and _is_on(field.get("x-show-if", True), values)):
                    hidden.add(name)
                    continue
                value = (
                    _rows(name, field, answers.get(name), values, hidden)
                    if field["type"] == "array"
                    else _value(field, answers.get(name), values)
                )
                if value is not None:
                    values[name] = value
    return Seen(values, frozenset(hidden))


def _rows(name: str, field: Field, rows: Any, values: dict[str, Any], hidden: set[str]) -> list[dict[str, Any]]:
    found = []
    for number, row in enumerate(rows if isinstance(rows, list) else []):
        cells: dict[str, Any] = {}
        scope = ChainMap(cells, values)
        for column in columns_of(rows_of(field)):
            inner = rows_of(field)["properties"][column]
            if not _is_on(inner.get("x-show-if", True), scope):
                hidden.add(f"{name}.{number}.{column}")
                continue
            value = _value(inner, row.get(column), scope)
            if value is not None:
                cells[column] = value
        found.append(cells)
    return found


def _is_on(rule: Any, scope: Scope) -> bool:
    return rule is True or evaluate(rule, scope) is True


def _value(field: Field, typed: Any, scope: Scope) -> Any:
    if "x-calculate" in field:
        return evaluate(field["x-calculate"], scope)
    return None if typed == "" else typed


def steps(schema: Schema, answers: Answers | None = None) -> list[Step]:
    """The steps that these answers lead through; without answers, all of them."""
    found = all_steps(schema)
    if answers is None:
        return found
    values = seen(schema, answers).values
    return [step for step in found if _is_on(step.show_if, values)]


def next_step(schema: Schema, answers: Answers, code: str) -> str:
    """The code of the step after this one; '' after the last. NotVisible for a mistyped code."""
    return _neighbour(schema, answers, code, forward=True)


def previous_step(schema: Schema, answers: Answers, code: str) -> str:
    """The code of the step before this one; '' before the first. NotVisible for a mistyped code."""
    return _neighbour(schema, answers, code, forward=False)


def _neighbour(schema: Schema, answers: Answers, code: str, *, forward: bool) -> str:
    codes = [step.code for step in all_steps(schema)]
    here = codes.index(step_of(schema, code).code)
    beyond = codes[here + 1 :] if forward else codes[:here][::-1]
    open_codes = {step.code for step in steps(schema, answers)}
    return next((other for other in beyond if other in open_codes), "")
