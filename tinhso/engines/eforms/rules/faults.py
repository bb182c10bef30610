"""What is wrong with a form itself, found before it is published."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import SchemaError

from tinhso.engines.eforms.rules.language import OPERATORS
from tinhso.engines.eforms.rules.schema import (
    KINDS,
    PREFILL_KEYS,
    Schema,
    all_steps,
    columns_of,
    kind_of,
    leaves,
    rows_of,
)

NAMED = ("sum", "count", "filled", "var")


def faults(schema: Schema) -> list[str]:
    """Every fault in plain words; empty when the form may be published."""
    try:
        Draft202012Validator.check_schema(schema)
        return [*_layout(schema), *_fields(schema), *_rules(schema)]
    except SchemaError as error:
        return [f"không phải JSON Schema: {error.message}"]
    except (KeyError, TypeError) as error:
        return [f"thiếu hoặc sai khoá {error}"]


def _layout(schema: Schema) -> Iterator[str]:
    placed = [name for step in all_steps(schema) for name in step.fields]
    known = set(schema["properties"])
    codes = [step.code for step in all_steps(schema)]
    if len(set(codes)) != len(codes):
        yield "hai bước trùng mã"
    yield from (f"trường {name} không có trong bước nào" for name in sorted(known - set(placed)))
    yield from (f"bước nhắc trường lạ {name}" for name in sorted(set(placed) - known))
    yield from (f"trường {name} đứng ở hai chỗ" for name in sorted({n for n in placed if placed.count(n) > 1}))
    yield from (f"bắt buộc trường lạ {name}" for name in sorted(set(schema.get("required", [])) - known))
    yield from (f"phân biệt việc bằng trường lạ {name}" for name in sorted(set(schema.get("x-told-apart", [])) - known))


def _fields(schema: Schema) -> Iterator[str]:
    for name, field in leaves(schema):
        kind = kind_of(field)
        if kind not in KINDS:
            yield f"{name}: kiểu nhập lạ {kind}"
        if not field.get("title"):
            yield f"{name}: thiếu nhãn"
        if "enum" in field and set(field["enum"]) - set(field.get("x-labels", {})):
            yield f"{name}: lựa chọn thiếu nhãn"
        if field.get("x-prefill", "today") not in PREFILL_KEYS:
            yield f"{name}: không có dữ liệu {field['x-prefill']} để điền sẵn"
        if kind == "rows" and ("." in name or not 0 < field.get("maxItems", 0) <= 100):
            yield f"{name}: nhóm lặp phải có maxItems từ 1 đến 100 và không lồng nhau"
        if field["type"] == "string" and kind in {"text", "textarea", "email"} and "maxLength" not in field:
            yield f"{name}: thiếu maxLength"


def _rules(schema: Schema) -> Iterator[str]:
    """Conditions and calculations may look back only: so one pass over the form settles everything."""
    before: set[str] = set()
    for step in all_steps(schema):
        yield from _names(f"bước {step.code}", step.show_if, before)
        for section in step.sections:
            yield from _names(f"phần {section.title}", section.show_if, before)
            for name in section.fields:
                field = schema["properties"].get(name)
                if field is None:
                    continue
                yield from _looks_back(name, field, before)
                if field["type"] == "array":
                    inside = set(before)
                    for column in columns_of(rows_of(field)):
                        inner = rows_of(field)["properties"][column]
                        yield from _looks_back(f"{name}.{column}", inner, inside)
                        inside.add(column)
                    before |= {f"{name}.{column}" for column in rows_of(field)["properties"]}
                    yield from _checks(rows_of(field), inside | {"today"})
                before.add(name)
    yield from _checks(schema, before | {"today"})


def _looks_back(name: str, field: Mapping[str, Any], known: set[str]) -> Iterator[str]:
    for word in ("x-show-if", "x-calculate"):
        yield from _names(name, field.get(word, True), known)


def _checks(owner: Mapping[str, Any], known: set[str]) -> Iterator[str]:
    for check in owner.get("x-checks", []):
        if check["field"] not in owner["properties"] or not check["sentence"]:
            yield f"kiểm tra của {check['field']}: thiếu trường hoặc thiếu câu"
        yield from _names(f"kiểm tra của {check['field']}", check["rule"], known)


def _names(where: str, rule: Any, known: set[str]) -> Iterator[str]:
    if not isinstance(rule, dict):
        return
    if len(rule) != 1:
        yield f"{where}: mỗi quy tắc có đúng một phép"
        return
    ((operator, raw),) = rule.items()
    if operator not in OPERATORS:
        yield f"{where}: không có phép {operator}"
        return
    arguments = raw if isinstance(raw, list) else [raw]
    if operator in NAMED:
        if arguments[0] not in known:
            yield f"{where}: nhắc {arguments[0]} trước khi có, hoặc không có"
        return
    for argument in arguments:
        yield from _names(where, argument, known)
