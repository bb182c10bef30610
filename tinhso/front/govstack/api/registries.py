"""GovStack Digital Registries 1.3.0: the province's registers in its words. A database is a version of a schema."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from ninja import Body, Query, Router, Schema
from pydantic import Field

from tinhso.engines.registers import actions, queries
from tinhso.engines.registers.models import RecordLook, Register, RegisterSchema
from tinhso.engines.registers.queries import Wanted
from tinhso.engines.registers.sources import Found
from tinhso.front.govstack.door import NAMED
from tinhso.front.govstack.errors import PROBLEMS
from tinhso.front.govstack.models import Kind
from tinhso.front.govstack.queries import ours, theirs
from tinhso.ground.base.refused import NotVisible, Refused
from tinhso.ground.people.doors import Request
from tinhso.ground.people.queries import agency_by_id

router = Router(tags=["GovStack Digital Registries"], auth=NAMED)
Json = dict[str, Any]
ANSWERS = {200: Json, **PROBLEMS}
MOST = 100
IDENTIFIER = re.compile(r"[0-9A-Za-z][0-9A-Za-z_\-]*")
NO_BASIS = "Chưa ghi căn cứ pháp lý"


class Listing(Schema):
    """search: words in any value, or the whole value of the field that `filter` names; page: from 1."""

    search: str = Field("", max_length=200)
    filter: str = Field("", max_length=60)
    ordering: str = Field("", pattern="^(ascending|descending|)$")
    page: int = Field(1, ge=1, le=100_000)
    page_size: int = Field(MOST, ge=1, le=MOST)


class Shape(Schema):
    """A register and its schema. legal_basis, is_personal, subject_field: ours, beyond GovStack's description."""

    group_name: str = ""
    catalog_name: str = Field("", max_length=300)
    code: str
    form_schema: Json = Field(alias="schema")
    legal_basis: str = Field(NO_BASIS, max_length=300)
    is_personal: bool = True
    subject_field: str = Field("", max_length=60)


@router.get("/data/MyPersonalDataUsage/1.0", response={200: list[Json], **PROBLEMS})
def my_personal_data_usage(request: Request, userID: str, DatabaseID: str) -> list[Json]:
    """List who read the records of one person in a register, newest first. 400 for what is no identifier, 404."""
    if not (IDENTIFIER.fullmatch(userID) and IDENTIFIER.fullmatch(DatabaseID)):
        raise Refused("identifier-wrong", "Mã người hoặc mã cơ sở dữ liệu không đúng dạng.")
    register = queries.register_for(request.person, DatabaseID)
    return [_look(look) for look in queries.looks_at(request.person, register, userID)]


@router.get("/data/{code}/{version}", response=ANSWERS)
def listed(request: Request, code: str, version: str, wanted: Query[Listing]) -> Json:
    """List records, a page of them; query.FIELD=value asks for a field. Personal ones: written down as read."""
    register = queries.schema_for(request.person, code, version).register
    fields = {name.removeprefix("query."): value for name, value in request.GET.items() if name.startswith("query.")}
    if wanted.filter and wanted.search:
        fields[wanted.filter] = wanted.search
    chosen = Wanted(
        fields,
        text="" if wanted.filter else wanted.search,
        by=wanted.filter if wanted.ordering else "",
        descending=wanted.ordering == "descending",
        first=(wanted.page - 1) * wanted.page_size,
        size=wanted.page_size,
    )
    found, count = queries.search(request.person, register, chosen, now=request.now)
    _note(request, register, *found)
    said: Json = {"count": count, "previous": None, "results": [row.content for row in found]}
    if wanted.page > 1:
        said["previous"] = _page_address(request, wanted.page - 1)
    if count > wanted.page * wanted.page_size:
        said["next"] = _page_address(request, wanted.page + 1)
    return said


@router.post("/data/{code}/{version}/create", response=ANSWERS)
def create(request: Request, code: str, version: str, body: Body[Json]) -> Json:
    """Write a new record. 400 when its schema does not allow it or its key is taken."""
    shape = queries.schema_for(request.person, code, version)
    made = actions.create_record(request.person, shape, _content(body, "write"), now=request.now)
    return {"content": made.content, "uuid": str(made.uuid)}


@router.post("/data/{code}/{version}/exists", response=ANSWERS)
def exists(request: Request, code: str, version: str, body: Body[Json]) -> Json:
    """Say whether a record says all of this; of people that is a read, too."""
    register = queries.schema_for(request.person, code, version).register
    fields = _content(body, "query")
    found, count = queries.search(request.person, register, Wanted(fields, size=1), now=request.now)
    _note(request, register, *found)
    message = "Object found from database" if count else "Object not found"
    return {"answer": {"status": bool(count), "message": message}}


@router.post("/data/{code}/{version}/read", response=ANSWERS)
def read(request: Request, code: str, version: str, body: Body[Json]) -> Json:
    """Read the first record that says all of this. 404."""
    register = queries.schema_for(request.person, code, version).register
    found = queries.find(request.person, register, _content(body, "query"), now=request.now)
    _note(request, register, found)
    return {"content": found.content, "uuid": str(found.uuid)}


@router.put("/data/{code}/{version}/update", response=ANSWERS)
def update(request: Request, code: str, version: str, body: Body[Json]) -> Json:
    """Change the first record that says what `query` says. 404."""
    shape = queries.schema_for(request.person, code, version)
    found = queries.find(request.person, shape.register, _query_of(body), now=request.now)
    changed = actions.update_record(request.person, shape, found.uuid, _content(body, "write"), now=request.now)
    return {"content": changed.content, "uuid": str(changed.uuid)}


@router.put("/data/{code}/{version}/update-entries", response=ANSWERS, operation_id="registriesUpdateEntries")
@router.put("/data/{code}/{version}/updateEntries", response=ANSWERS, include_in_schema=False)
def update_entries(request: Request, code: str, version: str, body: Body[Json]) -> Json:
    """Change every record that says what `query` says, or none. 404."""
    shape = queries.schema_for(request.person, code, version)
    changes = _content(body, "write")
    count = actions.update_entries(request.person, shape, _query_of(body), changes, now=request.now)
    return {"count": count}


@router.post("/data/{code}/{version}/update-or-create", response=ANSWERS, operation_id="registriesUpdateOrCreate")
@router.post("/data/{code}/{version}/updateOrCreate", response=ANSWERS, include_in_schema=False)
def update_or_create(request: Request, code: str, version: str, body: Body[Json]) -> Json:
    """Change the first record that says what `query` says, or write a new one."""
    shape = queries.schema_for(request.person, code, version)
    content, now = _content(body, "write"), request.now
    try:
        found = queries.find(request.person, shape.register, _query_of(body), now=now)
    except NotVisible:
        made = actions.create_record(request.person, shape, content, now=now)
    else:
        made = actions.update_record(request.person, shape, found.uuid, content, now=now)
    return {"content": made.content, "uuid": str(made.uuid)}


@router.delete("/data/{code}/{version}/{key}/delete", response={204: None, **PROBLEMS})
def delete(request: Request, code: str, version: str, key: str) -> HttpResponse:
    """Take the record with this key out of the register; its history stays. 404."""
    register = queries.schema_for(request.person, code, version).register
    if not register.key_field:
        raise NotVisible("no-record", "Không có bản ghi nào như vậy.")
    found = queries.find(request.person, register, {register.key_field: key}, now=request.now)
    actions.delete_record(request.person, register, found.uuid, now=request.now)
    return HttpResponse(status=204)


READ_VALUE = {200: Any, **PROBLEMS}


@router.get("/data/{code}/{version}/{uuid}/read-value/{field}.{ext}", response=READ_VALUE,
            operation_id="registriesReadValue")  # fmt: skip
@router.get("/data/{code}/{version}/{uuid}/readValue/{field}.{ext}", response=READ_VALUE, include_in_schema=False)
def read_value(  # noqa: PLR0917 - the address has as many parts
    request: Request, code: str, version: str, uuid: str, field: str, ext: str
) -> Any:
    """Read one field of one record as JSON. 400 for another format, 404."""
    if ext != "json":
        raise Refused("format-unknown", "Chỉ trả lời bằng json.")
    register = queries.schema_for(request.person, code, version).register
    found = queries.found_by(request.person, register, _uuid(uuid), now=request.now)
    if field not in found.content:
        raise NotVisible("no-field", "Bản ghi không có mục này.")
    _note(request, register, found)
    return found.content[field]


@router.get("/databases", response=ANSWERS)
def databases(request: Request) -> Json:
    """List every register's schemas, as one group: the province's."""
    rows = list(queries.schemas_visible_to(request.person))
    known = theirs(Kind.DATABASE, (str(row.pk) for row in rows))
    infos = [_info(row, known[str(row.pk)]) for row in rows]
    return {"id": 1, "name": "Cơ sở dữ liệu của tỉnh", "code": "TINH", "databases": infos, "group_id": 1, "order": 1,
            "data_index_increment": len(infos)}  # fmt: skip


@router.post("/database/modify", response=ANSWERS)
def modify(request: Request, body: Shape) -> Json:
    """Open a register at the caller's agency, or give one a new version of its schema; the same again is no news."""
    now, person = request.now, request.person
    try:
        register = queries.register_for(person, body.code)
    except NotVisible:
        agency = agency_by_id(next(iter(person.agency_ids)))
        made = actions.create_register(
            person, code=body.code, name=body.catalog_name or body.code, keeper=agency, legal_basis=body.legal_basis,
            version="1.0", schema=body.form_schema, is_personal=body.is_personal, subject_field=body.subject_field,
            now=now,
        )  # fmt: skip
    else:
        version = queries.version_of(register, body.form_schema)
        made = actions.modify_register(person, register, version=version, schema=body.form_schema, now=now)
    return dict(made.schema)


@router.get("/database/{number}", response=ANSWERS)
def database(request: Request, number: str) -> Json:
    """Read one version of a register's schema. 404."""
    return _info(_schema(request, number), number)


@router.delete("/database/{number}", response={200: str, **PROBLEMS})
def end_database(request: Request, number: str) -> str:
    """Take a version of a schema out of use; records and history stay. 404."""
    actions.end_schema(request.person, _schema(request, number), now=request.now)
    return "Success"


def _schema(request: Request, number: str) -> RegisterSchema:
    if not (number.isascii() and number.isdecimal()):
        raise Refused("identifier-wrong", "Mã người hoặc mã cơ sở dữ liệu không đúng dạng.")
    return queries.schema_numbered(request.person, int(ours(Kind.DATABASE, number)[:30]))


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise NotVisible("no-record", "Không có bản ghi nào như vậy.") from error


def _content(body: Json, part: str) -> Json:
    """What is written or asked: body.<part>.content, or the whole body of callers that leave both words out."""
    said: Any = body if not body.keys() & {"query", "write"} else body.get(part)
    content = said.get("content", said if said is body else None) if isinstance(said, Mapping) else None
    if not isinstance(content, dict) or not content:
        raise Refused("content-missing", f"Thiếu {part}.content.", field=part)
    return content


def _query_of(body: Json) -> Json:
    """body.query.content; some callers put the query into body.write."""
    write = body.get("write")
    return _content(write if "query" not in body and isinstance(write, dict) and "query" in write else body, "query")


def _note(request: Request, register: Register, *found: Found) -> None:
    purpose = f"Đọc “{register.name}” qua cổng GovStack"
    uuids = [row.uuid for row in found]
    actions.note_looks(request.person, register, uuids, purpose=purpose, now=request.now)


def _page_address(request: Request, page: int) -> str:
    asked = request.GET.copy()
    asked["page"] = str(page)
    return request.build_absolute_uri(f"{request.path}?{asked.urlencode()}")


def _look(look: RecordLook) -> Json:
    agency = look.agency
    return {
        "ID": str(look.pk), "ReaderID": look.by_ref,
        "ReaderInitials": "".join(word[0] for word in look.by_name.split())[:4],
        "ReaderInstitutionID": agency.code if agency else "", "ReaderInstitutionName": agency.name if agency else "",
        "ReaderApplicationName": look.by_name, "SearchDateTime": look.at.isoformat(),
        "Refrences": [{"ReferenceID": look.record.key or str(look.record.uuid)}],
    }  # fmt: skip


def _info(shape: RegisterSchema, number: str) -> Json:
    register = shape.register
    return {
        "id": int(number), "version": shape.version, "name": register.code, "description": register.name,
        "institution": register.keeper.name, "number_format": "", "schema": shape.schema, "schema_tags": [],
        "schema_flags": [{"name": "mandatory", "path": f"/{name}"} for name in shape.schema.get("required", [])],
        "fields_uniques": [[register.key_field]] if register.key_field else [], "is_draft": False,
        "is_disabled": False, "is_archived": shape.ended_at is not None, "modified_at": shape.made_at.isoformat(),
        "by_user_name": shape.made_by_name, "generic_services": [], "data_index_increment": 0, "has_logo": False,
    }  # fmt: skip
