"""Opening registers, shaping them, writing records; a change never loses what stood before."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from tinhso.engines.registers import queries, rules
from tinhso.engines.registers.events import RecordDeleted, RecordWritten, RegisterMade, RegisterShaped, SchemaEnded
from tinhso.engines.registers.models import Record, RecordLook, RecordVersion, Register, RegisterSchema, Source
from tinhso.ground.acts import act
from tinhso.ground.base.actors import Actor
from tinhso.ground.base.identifiers import uuid7
from tinhso.ground.base.refused import NotAllowed, NotVisible, Refused
from tinhso.ground.base.sorting import sort_key
from tinhso.ground.base.vietnamese import fold, nfc
from tinhso.ground.journal.actions import record
from tinhso.ground.people.actions import look_at
from tinhso.ground.people.counter import citizens_with
from tinhso.ground.people.models import Agency, Role
from tinhso.ground.people.persons import Person

SHAPERS = frozenset({Role.LEADER.value, queries.SYSTEM})
WRITERS = frozenset({Role.LEADER.value, Role.CLERK.value, Role.CASE_OFFICER.value, queries.SYSTEM})
MOST_AT_ONCE = 500
NO_RECORD = "Không có bản ghi nào như vậy."


@transaction.atomic
def create_register(
    actor: Actor,
    *,
    code: str,
    name: str,
    keeper: Agency,
    legal_basis: str,
    version: str,
    schema: Mapping[str, Any],
    is_personal: bool = True,
    subject_field: str = "",
    source: str = Source.OWN,
    now: datetime,
) -> RegisterSchema:
    """Open a register with the first version of its schema. A leader of its keeper may.

    is_personal: true unless told otherwise, so that what nobody thought about stays closed.
    Refused: register-exists, register-faulty (code, name, legal basis), schema-faulty.
    """
    _check_at(actor, keeper.pk, SHAPERS)
    name, legal_basis = nfc(name).strip(), nfc(legal_basis).strip()
    if not (rules.CODE.fullmatch(code) and name and legal_basis):
        raise Refused("register-faulty", "Cơ sở dữ liệu phải có mã, tên và căn cứ pháp lý.")
    if Register.objects.filter(code=code).exists():
        raise Refused("register-exists", "Đã có cơ sở dữ liệu mang mã này.", field="code")
    _check_schema(version, schema)
    register = Register.objects.create(
        code=code, name=name, sort_key=sort_key(name), keeper=keeper, is_personal=is_personal, source=source,
        key_field=rules.key_field_of(schema), subject_field=subject_field, legal_basis=legal_basis, made_at=now,
        changed_at=now,
    )  # fmt: skip
    record(actor, RegisterMade(register.pk, code, keeper.pk, is_personal), at=now)
    return _shape(actor, register, version, schema, now)


@transaction.atomic
def modify_register(
    actor: Actor, register: Register, *, version: str, schema: Mapping[str, Any], now: datetime
) -> RegisterSchema:
    """Give a register a new version of its schema; an old version never changes. The same again is no news.

    Refused: version-taken (another schema has this version), schema-faulty, register-is-view.
    """
    _check_at(actor, register.keeper_id, SHAPERS)
    _check_own(register)
    _check_schema(version, schema)
    register = Register.objects.select_for_update(of=("self",)).get(pk=register.pk)
    there = RegisterSchema.objects.filter(register=register, version=version).first()
    if there is None:
        return _shape(actor, register, version, schema, now)
    if there.schema != schema or there.ended_at:
        raise Refused("version-taken", "Phiên bản này đã có; hãy đặt số phiên bản mới.", field="version")
    return there


@transaction.atomic
def end_schema(actor: Actor, ended: RegisterSchema, *, now: datetime) -> None:
    """Take a version of a schema out of use; its records and their history stay."""
    _check_at(actor, ended.register.keeper_id, SHAPERS)
    if RegisterSchema.objects.filter(pk=ended.pk, ended_at__isnull=True).update(ended_at=now):
        record(actor, SchemaEnded(ended.register_id, ended.version), at=now)


@transaction.atomic
def create_record(
    actor: Actor, shape: RegisterSchema, content: Any, *, uuid: UUID | None = None, now: datetime
) -> Record:
    """Write a new record. uuid: kept from where the record stood before, else a new one.

    Refused: content-wrong (its field), key-taken, register-is-view.
    """
    _check_may_write(actor, shape.register, shape, content)
    row = Record(register=shape.register, schema=shape, uuid=uuid or uuid7())
    return _write(actor, row, content, now)


@transaction.atomic
def update_record(
    actor: Actor, shape: RegisterSchema, uuid: UUID, changes: Mapping[str, Any], *, now: datetime
) -> Record:
    """Change some fields of a record; the others stay. The same again is no news.

    NotVisible; Refused: content-wrong, key-taken, register-is-view.
    """
    _check_at(actor, shape.register.keeper_id, WRITERS)
    _check_own(shape.register)
    row = queries.locked(shape.register, uuid)
    if row is None:
        raise NotVisible("no-record", NO_RECORD)
    content = row.content | dict(changes)
    if content == row.content:
        return row
    _check_may_write(actor, shape.register, shape, content)
    row.schema, row.number = shape, row.number + 1
    return _write(actor, row, content, now)


@transaction.atomic
def replace_record(
    actor: Actor, shape: RegisterSchema, uuid: UUID, content: Mapping[str, Any], *, now: datetime
) -> Record:
    """Let a record say this and nothing else. NotVisible; Refused: content-wrong, key-taken, register-is-view."""
    _check_may_write(actor, shape.register, shape, content)
    row = queries.locked(shape.register, uuid)
    if row is None:
        raise NotVisible("no-record", NO_RECORD)
    row.schema, row.number = shape, row.number + 1
    return _write(actor, row, content, now)


@transaction.atomic
def update_entries(
    actor: Actor, shape: RegisterSchema, fields: Mapping[str, Any], changes: Mapping[str, Any], *, now: datetime
) -> int:
    """Change the same fields of all records that say this, or of none; how many. NotVisible; Refused too-many."""
    found, count = queries.search(actor, shape.register, queries.Wanted(fields, size=MOST_AT_ONCE), now=now)
    if count > MOST_AT_ONCE:
        raise Refused("too-many", f"Mỗi lần chỉ sửa được {MOST_AT_ONCE} bản ghi; hãy tìm hẹp hơn.")
    if not found:
        raise NotVisible("no-record", NO_RECORD)
    for row in found:
        update_record(actor, shape, row.uuid, changes, now=now)
    return count


@transaction.atomic
def delete_record(actor: Actor, register: Register, uuid: UUID, *, now: datetime) -> None:
    """Take a record out of a register; its history stays. NotVisible; Refused register-is-view."""
    _check_at(actor, register.keeper_id, WRITERS)
    _check_own(register)
    row = queries.locked(register, uuid)
    if row is None:
        raise NotVisible("no-record", NO_RECORD)
    row.deleted_at, row.changed_at, row.number = now, now, row.number + 1
    row.save(update_fields=["deleted_at", "changed_at", "number"])
    _keep(actor, row, None, now)
    record(actor, RecordDeleted(str(row.uuid), register.pk, row.number), at=now)


@act()
def note_looks(person: Person, register: Register, uuids: list[UUID], *, purpose: str, now: datetime) -> None:
    """Write down that personal records were read; a citizen whom we know reads it among the looks at his data."""
    if not register.is_personal or not uuids:
        return
    rows = list(Record.objects.filter(register=register, uuid__in=uuids))
    agency_id = next(iter(person.agency_ids), None)
    RecordLook.objects.bulk_create(
        RecordLook(record=row, at=now, by_ref=person.ref, by_name=person.name[:200], agency_id=agency_id,
                   purpose=purpose[:300])
        for row in rows
    )  # fmt: skip
    known = citizens_with({row.subject for row in rows if row.subject})
    for row in rows:
        if row.subject in known:
            citizen_id = known[row.subject].pk
            look_at(person, citizen_id=citizen_id, purpose=purpose, subject=f"register:{register.pk}", now=now)


def move_keepers(successors: Mapping[int, int]) -> int:
    """Merger day: registers of agencies that end are kept by their successors; how many. By ids of agencies."""
    return sum(Register.objects.filter(keeper=old).update(keeper=new) for old, new in successors.items())


def _check_at(actor: Actor, agency_id: int, allowed: frozenset[str]) -> None:
    held = actor.roles_at(agency_id) if isinstance(actor, Person) else actor.roles
    if not held & allowed:
        raise NotAllowed("not-keeper", "Chỉ cơ quan quản lý cơ sở dữ liệu này được thay đổi.")


def _check_own(register: Register) -> None:
    if register.source != Source.OWN:
        raise Refused("register-is-view", "Danh mục này lấy từ nơi quản lý gốc; hãy sửa tại đó.")


def _check_schema(version: str, schema: Mapping[str, Any]) -> None:
    if not rules.VERSION.fullmatch(version):
        raise Refused("version-wrong", "Số phiên bản phải có dạng như 1.0.", field="version")
    if fault := rules.schema_fault(schema):
        raise Refused("schema-faulty", fault, field="schema")


def _check_may_write(actor: Actor, register: Register, shape: RegisterSchema, content: Any) -> None:
    _check_at(actor, register.keeper_id, WRITERS)
    _check_own(register)
    where, why = rules.content_fault(shape.schema, content)
    if why:
        raise Refused("content-wrong", why, field=where)


def _shape(actor: Actor, register: Register, version: str, schema: Mapping[str, Any], now: datetime) -> RegisterSchema:
    made = RegisterSchema.objects.create(
        register=register, version=version, schema=schema, made_at=now, made_by_name=actor.name[:200]
    )
    Register.objects.filter(pk=register.pk).update(changed_at=now)
    record(actor, RegisterShaped(register.pk, version), at=now)
    return made


def _write(actor: Actor, row: Record, content: Mapping[str, Any], now: datetime) -> Record:
    register = row.register
    key = str(content.get(register.key_field) or "")[:200] if register.key_field else ""
    if key and _is_taken(register, key, but=row.uuid):
        raise Refused("key-taken", "Đã có bản ghi mang mã này.", field=register.key_field)
    row.key, row.content, row.changed_at = key, content, now
    row.subject = str(content.get(register.subject_field) or "")[:80] if register.subject_field else ""
    row.folded = fold(" ".join(rules.texts_of(content)))
    row.save()
    Register.objects.filter(pk=register.pk).update(changed_at=now)
    _keep(actor, row, content, now)
    record(actor, RecordWritten(str(row.uuid), register.pk, row.number), at=now)
    return row


def _is_taken(register: Register, key: str, *, but: UUID) -> bool:
    # One writer a register at a time, so that two of them cannot both find the key free.
    Register.objects.select_for_update(of=("self",)).get(pk=register.pk)
    there = Record.objects.filter(register=register, key=key, deleted_at__isnull=True)
    return there.exclude(uuid=but).exists()


def _keep(actor: Actor, row: Record, content: Mapping[str, Any] | None, now: datetime) -> None:
    RecordVersion.objects.create(
        record=row, number=row.number, content=content, at=now, by_ref=actor.ref, by_name=actor.name[:200]
    )
