"""The tiny language of conditions and calculations: JSON in the shape of JsonLogic, a strict part of it.

A rule is a constant, or an object with one operator: {"==": [{"var": "sex"}, "FEMALE"]}. Nothing is coerced:
what does not fit gives None, "not known". `and`, `or`, `!` know three values, so a condition on an answer
that is not there yet is neither true nor false: the field stays hidden, the check stays silent.
Its twin is static/eforms/language.js; both are run over tests/vectors.json.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

Rule = Any
Value = Any
Scope = Mapping[str, Value]

# The largest whole number that a browser counts exactly; beyond it both sides answer None.
LARGEST = 2**53 - 1

OPERATORS = frozenset(
    {"var", "==", "!=", "<", "<=", ">", ">=", "and", "or", "!", "in", "filled", "if"}
    | {"+", "-", "*", "/", "round", "min", "max", "sum", "count", "years", "days"}
)


def evaluate(rule: Rule, scope: Scope) -> Value:  # noqa: PLR0911 - one return an operator
    """The value of a rule where `var` looks into scope; None when it cannot be known."""
    if not isinstance(rule, dict):
        return rule
    ((operator, raw),) = rule.items()
    arguments = raw if isinstance(raw, list) else [raw]
    match operator:
        case "var":
            value = scope.get(arguments[0])
            return None if value == "" else value
        case "and" | "or":
            return _joined(operator, arguments, scope)
        case "if":
            chosen = evaluate(arguments[0], scope)
            return None if chosen is None else evaluate(arguments[1 if chosen is True else 2], scope)
        case "sum":
            return _sum(arguments[0], scope)
        case "count":
            rows = scope.get(arguments[0])
            return len(rows) if isinstance(rows, list) else 0
        case "filled":
            value = scope.get(arguments[0])
            return value not in (None, "", [])
        case "in":
            value = evaluate(arguments[0], scope)
            return None if value is None else any(_same(value, other) for other in arguments[1])
        case _:
            return _applied(operator, [evaluate(argument, scope) for argument in arguments])


def _joined(operator: str, arguments: Sequence[Rule], scope: Scope) -> bool | None:
    deciding: bool = operator == "or"
    unknown = False
    for argument in arguments:
        value = evaluate(argument, scope)
        if value is deciding:
            return operator == "or"
        unknown = unknown or not isinstance(value, bool)
    return None if unknown else not deciding


def _sum(path: str, scope: Scope) -> Value:
    """The sum of one column of a repeated group; cells that are no numbers count as nothing."""
    group, _, column = path.partition(".")
    rows = scope.get(group)
    total: float = 0
    for row in rows if isinstance(rows, list) else []:
        cell = row.get(column)
        total += cell if _is_number(cell) else 0
    return _tidy(total)


def _applied(operator: str, values: list[Value]) -> Value:  # noqa: PLR0911 - one return an operator
    if any(value is None for value in values):
        return None
    match operator:
        case "!":
            return None if not isinstance(values[0], bool) else not values[0]
        case "==":
            return _same(values[0], values[1])
        case "!=":
            return not _same(values[0], values[1])
        case "<" | "<=" | ">" | ">=":
            return _compared(operator, values[0], values[1])
        case "years" | "days":
            return _between(operator, values[0], values[1])
    return _arithmetic(operator, values) if all(map(_is_number, values)) else None


def _arithmetic(operator: str, values: list[Value]) -> Value:  # noqa: PLR0911 - one return an operator
    match operator:
        case "+":
            total: float = 0
            for value in values:
                total += value
            return _tidy(total)
        case "*":
            product: float = 1
            for value in values:
                product *= value
            return _tidy(product)
        case "-":
            return _tidy(values[0] - values[1])
        case "/":
            return _tidy(float(values[0]) / float(values[1])) if values[1] else None
        case "round":
            scale = 10.0 ** (values[1] if len(values) > 1 else 0)
            return _tidy(math.floor(values[0] * scale + 0.5) / scale) if abs(values[0]) * scale <= LARGEST else None
        case "min":
            return _tidy(min(values))
        case "max":
            return _tidy(max(values))
    raise ValueError(operator)


def _is_number(value: Value) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _tidy(number: float) -> Value:
    """Whole numbers as int, as a browser shows them; None for what a browser could not count exactly."""
    if not math.isfinite(number) or abs(number) > LARGEST:
        return None
    return int(number) if number == int(number) else number


def _same(a: Value, b: Value) -> bool:
    return isinstance(a, bool) == isinstance(b, bool) and a == b


def _compared(operator: str, a: Value, b: Value) -> bool | None:
    """Numbers with numbers, texts (ISO dates too) with texts; None for a mixture."""
    if not (_is_number(a) and _is_number(b)) and not (isinstance(a, str) and isinstance(b, str)):
        return None
    return bool({"<": a < b, "<=": a <= b, ">": a > b, ">=": a >= b}[operator])


def _day(value: Value) -> date | None:
    if not isinstance(value, str) or len(value) != 10 or value[4] + value[7] != "--":
        return None
    try:
        return date(int(value[:4]), int(value[5:7]), int(value[8:]))
    except ValueError:
        return None


def _between(operator: str, start: Value, end: Value) -> int | None:
    """Full years or days from one ISO date to another; a person born on 29 February ages on 1 March."""
    a, b = _day(start), _day(end)
    if a is None or b is None:
        return None
    if operator == "days":
        return (b - a).days
    return b.year - a.year - ((b.month, b.day) < (a.month, a.day))
