"""Reading registers: which there are, what stands in them, who looked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Case, Count, Q, QuerySet, When
from django.db.models.fields.json import KeyTextTransform

from tinhso.engines.registers import rules
from tinhso.engines.registers.models import (
    Proposal,
    Record,
    RecordLook,
    RecordVersion,
    Register,
    RegisterSchema,
    Source,
)
from tinhso.engines.registers.sources import Found, figures_of, midnight, rows_of
from tinhso.ground.base.actors import Actor
from tinhso.ground.base.refused import NotAllowed, NotVisible
from tinhso.ground.base.vietnamese import VIETNAM, fold
from tinhso.ground.people.models import Role
from tinhso.ground.people.persons import Person

SEE_ALL = frozenset({Role.AUDITOR.value, Role.CONTROLLER.value})
SYSTEM = "system"
NOT_KEEPER = "Chỉ cơ quan quản lý cơ sở dữ liệu này được đọc dữ liệu cá nhân trong đó."


@dataclass(frozen=True)
class Wanted:
    """What is looked for. fields: name -> value that a record must say; text: words in any of its values.

    by: the field by which records are ordered, '' for the order of writing.
    """

    fields: Mapping[str, Any] = field(default_factory=dict)
    text: str = ""
    by: str = ""
    descending: bool = False
    first: int = 0
    size: int = 100


def visible_to(actor: Actor) -> QuerySet[Register]:
    """Which registers there are is no secret among those who work for the State; what stands in them may be."""
    rows = Register.objects.select_related("keeper").order_by("sort_key", "code")
    works = SYSTEM in actor.roles or (isinstance(actor, Person) and bool(actor.agency_ids))
    return rows if works else rows.none()


def register_for(actor: Actor, code: str) -> Register:
    """One register by its code. NotVisible."""
    found = visible_to(actor).filter(code=code).first() if code.isprintable() else None
    if found is None:
        raise NotVisible("no-register", "Không có cơ sở dữ liệu này.")
    return found


def schemas_visible_to(actor: Actor) -> QuerySet[RegisterSchema]:
    """Versions of schemas in use, by register."""
    rows = RegisterSchema.objects.filter(register__in=visible_to(actor), ended_at__isnull=True)
    return rows.select_related("register__keeper").order_by("register__sort_key", "register_id", "pk")


def schema_for(actor: Actor, code: str, version: str) -> RegisterSchema:
    """A version of a register in use. NotVisible."""
    is_text = code.isprintable() and version.isprintable()
    found = schemas_visible_to(actor).filter(register__code=code, version=version).first() if is_text else None
    if found is None:
        raise NotVisible("no-register", "Không có cơ sở dữ liệu này.")
    return found


def schema_numbered(actor: Actor, number: int) -> RegisterSchema:
    """A version in use by its number. NotVisible."""
    found = schemas_visible_to(actor).filter(pk=number).first() if number < 2**63 else None
    if found is None:
        raise NotVisible("no-register", "Không có cơ sở dữ liệu này.")
    return found


def version_of(register: Register, schema: Mapping[str, Any]) -> str:
    """The version that holds this very schema and is in use, else the next free one: 1.0, 2.0 …"""
    rows = RegisterSchema.objects.filter(register=register).order_by("-pk")
    there = [row.version for row in rows if row.schema == schema and row.ended_at is None]
    return there[0] if there else f"{len(rows) + 1}.0"


def keeps(actor: Actor, register: Register) -> bool:
    """Whether the actor works at the agency that keeps the register, or is the system."""
    return SYSTEM in actor.roles or (isinstance(actor, Person) and register.keeper_id in actor.agency_ids)


def may_read(actor: Actor, register: Register) -> bool:
    """Whether records may be read in full: personal ones only at the agency that keeps them."""
    return keeps(actor, register) or not register.is_personal


def records_visible_to(actor: Actor, register: Register) -> QuerySet[Record]:
    """The records that stand in a register today, for those who may read them; auditors see them, masked by pages."""
    rows = Record.objects.filter(register=register, deleted_at__isnull=True)
    may_see = register in visible_to(actor) and (may_read(actor, register) or bool(actor.roles & SEE_ALL))
    return rows if may_see else rows.none()


def search(actor: Actor, register: Register, wanted: Wanted, *, now: datetime) -> tuple[Sequence[Found], int]:
    """The records that are wanted, a page of them, and how many there are in all. NotAllowed: not-keeper."""
    if not (may_read(actor, register) or actor.roles & SEE_ALL):
        raise NotAllowed("not-keeper", NOT_KEEPER)
    if not rules.is_storable([wanted.text, wanted.by, dict(wanted.fields)]):
        return [], 0
    last = wanted.first + wanted.size
    if register.source != Source.OWN:
        rows = [row for row in rows_of(register, now.astimezone(VIETNAM).date()) if _is_wanted(row, wanted)]
        if wanted.by:
            rows.sort(key=lambda row: str(row.content.get(wanted.by) or ""), reverse=wanted.descending)
        return rows[wanted.first : last], len(rows)
    found = records_visible_to(actor, register)
    for number, (name, value) in enumerate(wanted.fields.items()):
        if isinstance(value, str):
            found = found.alias(**{f"said{number}": KeyTextTransform(name, "content")}).filter(
                **{f"said{number}": value}
            )
        else:
            found = found.filter(content__contains={name: value})
    if wanted.text:
        found = found.filter(folded__contains=fold(wanted.text))
    ordered = found.order_by("pk")
    if wanted.by:
        key = KeyTextTransform(wanted.by, "content")
        ordered = found.order_by(key.desc() if wanted.descending else key.asc(), "pk")
    page = [Found(row.uuid, row.content, row.changed_at) for row in ordered[wanted.first : last]]
    return page, found.count()


def _is_wanted(row: Found, wanted: Wanted) -> bool:
    if any(row.content.get(name) != value for name, value in wanted.fields.items()):
        return False
    return not wanted.text or fold(wanted.text) in fold(" ".join(rules.texts_of(row.content)))


def find(actor: Actor, register: Register, fields: Mapping[str, Any], *, now: datetime) -> Found:
    """The first record that says all of this. NotVisible when none does."""
    found, _ = search(actor, register, Wanted(fields, size=1), now=now)
    if not found:
        raise NotVisible("no-record", "Không có bản ghi nào như vậy.")
    return found[0]


def found_by(actor: Actor, register: Register, uuid: UUID, *, now: datetime) -> Found:
    """One record by its uuid, wherever it stands. NotVisible; NotAllowed: not-keeper."""
    if not may_read(actor, register):
        raise NotAllowed("not-keeper", NOT_KEEPER)
    if register.source != Source.OWN:
        for row in rows_of(register, now.astimezone(VIETNAM).date()):
            if row.uuid == uuid:
                return row
        raise NotVisible("no-record", "Không có bản ghi nào như vậy.")
    own = record_for(actor, register, uuid)
    return Found(own.uuid, own.content, own.changed_at)


def record_for(actor: Actor, register: Register, uuid: UUID) -> Record:
    """A record of our own by its uuid. NotVisible."""
    found = records_visible_to(actor, register).filter(uuid=uuid).first()
    if found is None:
        raise NotVisible("no-record", "Không có bản ghi nào như vậy.")
    return found


def exists(actor: Actor, register: Register, fields: Mapping[str, Any], *, now: datetime) -> bool:
    """Whether a record says all of this. NotAllowed: not-keeper."""
    return bool(search(actor, register, Wanted(fields, size=1), now=now)[1])


def locked(register: Register, uuid: UUID) -> Record | None:
    """A record of our own that stands, locked until the transaction ends."""
    rows = Record.objects.select_for_update(of=("self",)).filter(register=register, deleted_at__isnull=True)
    return rows.filter(uuid=uuid).first()


def was_there(register: Register, uuid: UUID) -> bool:
    """Whether a record of this uuid stands or stood in a register."""
    return Record.objects.filter(register=register, uuid=uuid).exists()


def proposals_visible_to(person: Person, register: Register) -> QuerySet[Proposal]:
    """What is proposed for a register, for those who keep it, what waits first. Others see none."""
    rows = Proposal.objects.filter(register=register).select_related("register", "schema")
    waits = Case(When(state="WAITING", then=0), default=1)
    return rows.order_by(waits, "-proposed_at", "-pk") if keeps(person, register) else rows.none()


def proposal_for(person: Person, register: Register, number: int) -> Proposal:
    """One of them. NotVisible."""
    found = proposals_visible_to(person, register).filter(pk=number).first()
    if found is None:
        raise NotVisible("no-proposal", "Không có đề nghị này.")
    return found


def versions_of(record: Record) -> QuerySet[RecordVersion]:
    """Every state of a record, newest first."""
    return RecordVersion.objects.filter(record=record).order_by("-number")


def looks_at(actor: Actor, register: Register, subject: str) -> list[RecordLook]:
    """Who read the records of one person in a register, newest first, for those who keep it. NotAllowed: not-keeper.

    NotVisible when the register knows nobody of this number: an empty list says that nobody looked.
    """
    if not keeps(actor, register):
        raise NotAllowed("not-keeper", "Chỉ cơ quan quản lý cơ sở dữ liệu này được xem ai đã đọc dữ liệu trong đó.")
    records = Record.objects.filter(register=register, subject=subject) if subject.isprintable() else None
    if not subject or not records:
        raise NotVisible("no-record", "Không có dữ liệu về người này.")
    looks = RecordLook.objects.filter(record__in=records).select_related("agency", "record")
    return list(looks.order_by("-at", "-pk")[:200])


@dataclass(frozen=True)
class Line:
    """A register in the list of all: how many records it has, which version is in use, when it last changed."""

    register: Register
    versions: str
    records: int
    changed_at: datetime | None


def lines(actor: Actor, *, now: datetime) -> list[Line]:
    """Every register with its figures, in Vietnamese order of names."""
    standing = Count("records", filter=Q(records__deleted_at__isnull=True))
    versions: dict[int, list[str]] = {}
    for row in schemas_visible_to(actor):
        versions.setdefault(row.register_id, []).append(row.version)
    day = now.astimezone(VIETNAM).date()
    return [_line(row, versions.get(row.pk, []), day) for row in visible_to(actor).annotate(standing=standing)]


def _line(register: Register, versions: list[str], day: Any) -> Line:
    if register.source == Source.OWN:
        return Line(register, ", ".join(versions), register.standing, register.changed_at)  # type: ignore[attr-defined]
    count, changed = figures_of(register, day)
    return Line(register, ", ".join(versions), count, midnight(changed) if changed else None)
