"""One step as a page shows it: plain values that templates print without asking anything."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from tinhso.engines.eforms.rules.schema import CHOICES, Field, Schema, columns_of, kind_of, rows_of, step_of
from tinhso.engines.eforms.rules.sentences import YES_NO, sentences_in
from tinhso.engines.eforms.rules.typed import show
from tinhso.engines.eforms.rules.world import Answers, Seen, seen

AUTOCOMPLETE = {"full_name": "name", "phone": "tel-national", "email": "email", "address": "street-address",
                "birth_date": "bday", "sex": "sex"}  # fmt: skip
INPUTMODE = {"date": "numeric", "money": "numeric", "integer": "numeric", "personal_number": "numeric",
             "number": "decimal", "phone": "tel", "email": "email"}  # fmt: skip
WIDTH = {"date": "short", "integer": "short", "number": "short", "phone": "middle", "personal_number": "middle",
         "money": "middle"}  # fmt: skip
HINTS = {
    "vi": {"date": "Ngày/tháng/năm, ví dụ 05/09/1990", "money": "Số tiền bằng đồng, ví dụ 1.500.000"},
    "en": {"date": "Day/month/year, for example 05/09/1990", "money": "An amount in đồng, for example 1.500.000"},
}


@dataclass(frozen=True)
class Asked:
    """One field: everything that a template prints of it."""

    path: str
    kind: str
    label: str
    hint: str
    value: str
    error: str
    required: bool
    shown: bool
    options: tuple[tuple[str, str], ...] = ()
    autocomplete: str = ""
    inputmode: str = ""
    width: str = ""
    unit: str = ""
    max_length: int = 0
    is_prefilled: bool = False
    is_calculated: bool = False
    rows: tuple[tuple[Asked, ...], ...] = ()
    blank_row: tuple[Asked, ...] = ()
    row_name: str = ""
    max_rows: int = 0

    @property
    def id(self) -> str:
        """The id of the input, or of the first choice, to which the error summary leads."""
        return "f-" + self.path.replace(".", "-")

    @property
    def described_by(self) -> str:
        """The ids of hint and error, for aria-describedby."""
        parts = [self.id + "-hint"] * bool(self.hint) + [self.id + "-error"]
        return " ".join(parts)

    @property
    def row_numbers(self) -> list[tuple[int, tuple[Asked, ...]]]:
        """Rows with their number from 0."""
        return list(enumerate(self.rows))


@dataclass(frozen=True)
class Part:
    """A section of a page."""

    title: str
    description: str
    fields: tuple[Asked, ...]


@dataclass(frozen=True)
class Page:
    """A step ready to be printed; `client` is what the browser's rules need of it."""

    code: str
    title: str
    description: str
    sections: tuple[Part, ...]
    errors: tuple[tuple[str, str], ...] = ()
    client: dict[str, Any] = field(default_factory=dict)


def page(schema: Schema, step: str, answers: Answers, problems: Mapping[str, str], *, today: date) -> Page:
    """A step with these answers and problems. Fields hidden by an earlier step are left out;

    those that this very step may bring out are printed, marked not shown: without JavaScript they can be filled.
    """
    here = step_of(schema, step)
    world = seen(schema, answers)
    own = set(here.fields)
    kept = {name for name in own if name not in world.hidden or _may_come_out(schema, here.fields, name, step)}
    parts = tuple(
        Part(
            s.title,
            s.description,
            tuple(_asked(schema, n, answers, problems=problems, world=world) for n in s.fields if n in kept),
        )
        for s in here.sections
    )
    known = {a.path: a.id for part in parts for a in _flat(part.fields)}
    return Page(
        here.code,
        here.title,
        here.description,
        tuple(part for part in parts if part.fields),
        tuple((known[path], words) for path, words in problems.items() if path in known),
        _client(schema, step, world, today),
    )


def _flat(fields: tuple[Asked, ...]) -> list[Asked]:
    """Fields with those of their rows; the first choice of a group stands for it."""
    return [a for one in fields for a in (one, *(cell for row in one.rows for cell in row))]


def _may_come_out(schema: Schema, fields: tuple[str, ...], name: str, step: str) -> bool:
    """Whether a hidden field depends on another field of its own step."""
    rules: list[Any] = [schema["properties"][name].get("x-show-if", True)]
    rules += [s.show_if for s in step_of(schema, step).sections if name in s.fields]
    return any(other in _names(rule) for rule in rules for other in fields)


def _names(rule: Any) -> set[str]:
    if isinstance(rule, list):
        return set().union(*map(_names, rule))
    if not isinstance(rule, dict):
        return set()
    ((operator, raw),) = rule.items()
    if operator in {"var", "filled", "count", "sum"}:
        return {str(raw[0] if isinstance(raw, list) else raw).partition(".")[0]}
    return _names(raw)


def _asked(
    owner: Schema, name: str, values: Answers, *, problems: Mapping[str, str], world: Seen, at: str = ""
) -> Asked:
    spec, path = owner["properties"][name], at + name
    kind, value = kind_of(spec), values.get(name)
    if "x-calculate" in spec:
        value = world.values.get(name) if not at else None
    rows: tuple[tuple[Asked, ...], ...] = ()
    blank: tuple[Asked, ...] = ()
    if kind == "rows":
        inside = rows_of(spec)
        columns = columns_of(inside)
        filled = value if isinstance(value, list) else []
        filled = filled or [{}] * min(1, spec.get("minItems", 0))
        rows = tuple(
            tuple(_cell(inside, c, row, problems=problems, world=world, at=f"{path}.{n}.") for c in columns)
            for n, row in enumerate(filled)
        )
        blank = tuple(_cell(inside, c, {}, problems={}, world=world, at=f"{path}.__n__.") for c in columns)
    return Asked(
        path=path,
        kind=kind,
        label=spec["title"],
        hint=spec.get(
            "description", "" if "x-calculate" in spec else HINTS[spec.get("x-language", "vi")].get(kind, "")
        ),
        value="" if kind == "rows" else show(kind, value),
        error=problems.get(path, ""),
        required=name in owner.get("required", ()),
        shown=path not in world.hidden,
        options=_options(spec, kind),
        autocomplete=spec.get("x-autocomplete", AUTOCOMPLETE.get(spec.get("x-prefill", ""), "")),
        inputmode=INPUTMODE.get(kind, ""),
        width=spec.get("x-width", WIDTH.get(kind, "")),
        unit=spec.get("x-unit", "đồng" if kind == "money" else ""),
        max_length=spec.get("maxLength", 0),
        is_prefilled="x-prefill" in spec and value is not None,
        is_calculated="x-calculate" in spec,
        rows=rows,
        blank_row=blank,
        row_name=spec.get("x-row", spec["title"]),
        max_rows=spec.get("maxItems", 0),
    )


def _cell(owner: Schema, column: str, row: Answers, *, problems: Mapping[str, str], world: Seen, at: str) -> Asked:
    group, number, _ = at.split(".")
    rows = world.values.get(group, [])
    whole = rows[int(number)] if number.isdecimal() and int(number) < len(rows) else {}
    values = {**row, **whole} if "x-calculate" in owner["properties"][column] else row
    asked = _asked(owner, column, values, problems=problems, world=world, at=at)
    if asked.is_calculated:
        return Asked(**{**asked.__dict__, "value": show(asked.kind, whole.get(column))})
    return asked


def _options(spec: Field, kind: str) -> tuple[tuple[str, str], ...]:
    if kind == "yesno":
        return tuple(YES_NO[spec.get("x-language", "vi")].items())
    if kind in CHOICES:
        return tuple((str(code), spec["x-labels"][code]) for code in spec["enum"])
    return ()


def _client(schema: Schema, step: str, world: Seen, today: date) -> dict[str, Any]:
    """The part of the schema that this step needs, and what earlier steps answered to it."""
    names = set(step_of(schema, step).fields)
    only = next(s for s in schema["x-steps"] if s["code"] == step)
    checks = [c for c in schema.get("x-checks", ()) if c["field"] in names]
    asked_for = _names([c["rule"] for c in checks]) | _names([f.get(w) for n in names for f in _with_cells(schema, n)
                                                             for w in ("x-show-if", "x-calculate")])  # fmt: skip
    asked_for |= _names([s.get("x-show-if") for s in only["sections"]])
    asked_for |= _names([c["rule"] for n in names for f in _with_cells(schema, n) for c in _row_checks(f)])
    return {
        "schema": {
            "properties": {n: schema["properties"][n] for n in schema["properties"] if n in names},
            "required": [n for n in schema.get("required", ()) if n in names],
            "x-steps": [{k: v for k, v in only.items() if k != "x-show-if"}],
            "x-checks": checks,
        },
        "known": {n: v for n, v in world.values.items() if n in asked_for - names},
        "sentences": sentences_in(schema.get("x-language", "vi")),
        "today": today.isoformat(),
    }


def _with_cells(schema: Schema, name: str) -> list[Field]:
    spec = schema["properties"][name]
    return [spec, *rows_of(spec)["properties"].values()] if spec["type"] == "array" else [spec]


def _row_checks(spec: Field) -> list[Mapping[str, Any]]:
    return list(spec.get("items", {}).get("x-checks", ()))
