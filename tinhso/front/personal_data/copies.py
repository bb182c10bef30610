"""The copy of a person's data: a ZIP with JSON and its schema for each kind, a page to read, the files that are his.

Only the subject's rows are in it; columns that may name somebody else are masked (`Kept.masked`), secrets never leave.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile

from django.db.models import (
    BinaryField,
    BooleanField,
    Field,
    FloatField,
    ForeignKey,
    IntegerField,
    JSONField,
    Model,
    TextField,
)
from django.template.loader import render_to_string
from django.utils import translation

from tinhso.front.personal_data import queries, rules
from tinhso.front.personal_data.columns import named
from tinhso.front.personal_data.models import DataRequest
from tinhso.front.personal_data.rooms import KEPT
from tinhso.ground.base.personal import Kept, Subject
from tinhso.ground.base.vietnamese import format_date, format_moment
from tinhso.ground.files.models import ScanState, StoredFile
from tinhso.ground.files.queries import open_content

READ_ON_PAGE = 300  # rows of a kind that the page shows; the JSON has all
DIALECT = "https://json-schema.org/draft/2020-12/schema"


@dataclass
class Packed:
    """One kind in the copy: how many rows, those that the page shows, and its files' names."""

    kept: Kept
    rows: int
    shown: list[list[tuple[str, str]]]


def pack(who: Subject, request: DataRequest, into: IO[bytes], *, now: datetime) -> list[Packed]:
    """Write the whole copy into an open file; what was packed, kind by kind."""
    packed: list[Packed] = []
    files: dict[str, StoredFile] = {}
    left_out: list[str] = []
    with ZipFile(into, "w", ZIP_DEFLATED) as archive:
        for kept in KEPT:
            packed.append(_pack_kind(archive, kept, who, files))
        for name, file in files.items():
            if file.scan_state == ScanState.INFECTED:
                left_out.append(f"{file.name}: có mã độc nên không đưa vào")
                continue
            with open_content(file) as content, archive.open(f"tep/{name}", "w") as target:
                while piece := content.read(1024 * 1024):
                    target.write(piece)
        facts = {
            "request": request,
            "now": now,
            "about": queries.about(who),
            "packed": [one for one in packed if one.rows],
            "files": list(files),
            "left_out": left_out,
            "most": READ_ON_PAGE,
        }
        with translation.override("vi"):
            archive.writestr("doc-toi.html", render_to_string("personal_data/copy.html", facts))
    return packed


def _pack_kind(archive: ZipFile, kept: Kept, who: Subject, files: dict[str, StoredFile]) -> Packed:
    """One JSON file and its schema, row by row, so that a long life fits the memory."""
    columns = columns_of(kept)
    packed = Packed(kept, 0, [])
    rows = queries.rows_of(kept, who)
    if not rows.exists():
        return packed
    with archive.open(f"du-lieu/{kept.label}.json", "w") as target:
        target.write(b"[")
        for row in rows.select_related(*[name for name in kept.files if name != "self"]).iterator(chunk_size=500):
            said = {field.attname: _said(kept, field, row, who) for field in columns}
            target.write(b",\n" if packed.rows else b"\n")
            target.write(json.dumps(said, ensure_ascii=False, default=str).encode())
            if packed.rows < READ_ON_PAGE:
                packed.shown.append(list(_read(columns, row, said)))
            packed.rows += 1
            files.update(_files(kept, row))
        target.write(b"\n]\n")
    archive.writestr(f"luoc-do/{kept.label}.json", json.dumps(schema_of(kept), ensure_ascii=False, indent=1))
    return packed


def columns_of(kept: Kept) -> list[Field[Any, Any]]:
    """The columns that leave: all but secrets and machinery, or the few that are named."""
    fields = kept.model._meta.concrete_fields
    if kept.only:
        return [field for field in fields if field.name in kept.only]
    return [field for field in fields if field.name not in kept.without]


def schema_of(kept: Kept) -> dict[str, Any]:
    """JSON Schema of one kind: the columns, their types, and what they are called in Vietnamese."""
    properties = {field.attname: {"description": named(field.name)} | _type(field) for field in columns_of(kept)}
    return {
        "$schema": DIALECT,
        "title": kept.name,
        "type": "array",
        "items": {"type": "object", "properties": properties},
    }


def _type(field: Field[Any, Any]) -> dict[str, Any]:
    if isinstance(field, JSONField) or hasattr(field, "base_field"):
        return {}
    kind = "string"
    target = field.target_field if isinstance(field, ForeignKey) else field
    if isinstance(target, BooleanField):
        kind = "boolean"
    elif isinstance(target, IntegerField):
        kind = "integer"
    elif isinstance(target, FloatField):
        kind = "number"
    return {"type": [kind, "null"] if field.null else kind}


def _said(kept: Kept, field: Field[Any, Any], row: Model, who: Subject) -> Any:
    """One value as it leaves."""
    value = field.value_from_object(row)
    if isinstance(field, BinaryField):
        return bytes(value).hex() if value else ""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if field.name not in kept.masked or _of_an_official(field, row):
        return value
    if isinstance(value, str) and not isinstance(field, TextField):
        return rules.of_somebody(value, who.own)
    return rules.only_own(value, who.own)


def _of_an_official(field: Field[Any, Any], row: Model) -> bool:
    """Whether a name is that of an official, a program or the system: who acted for the State is no secret."""
    ref = getattr(row, f"{field.name.removesuffix('name')}ref", "") if field.name.endswith("_name") else ""
    return str(ref).partition(":")[0] in ("official", "client", "system")


def _read(columns: list[Field[Any, Any]], row: Model, said: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """A row as people read it: labels for codes, days as they are written here, nothing that is empty."""
    for field in columns:
        value = field.value_from_object(row) if isinstance(said[field.attname], str) else said[field.attname]
        if value in (None, "", {}, []) or (field.primary_key and isinstance(value, int)):
            continue
        if isinstance(value, datetime):
            words = format_moment(value)
        elif isinstance(value, date):
            words = format_date(value)
        elif isinstance(value, bool):
            words = "có" if value else "không"
        elif field.choices and isinstance(value, str):
            words = str(dict(field.flatchoices).get(value, value))
        elif isinstance(value, dict | list):
            words = json.dumps(value, ensure_ascii=False)
        else:
            words = str(said[field.attname])
        yield named(field.name), words


def _files(kept: Kept, row: Model) -> Iterator[tuple[str, StoredFile]]:
    for name in kept.files:
        file: Any = row
        for step in () if name == "self" else name.split("__"):
            file = getattr(file, step, None)
        if isinstance(file, StoredFile):
            yield f"{file.key}-{file.name}", file
