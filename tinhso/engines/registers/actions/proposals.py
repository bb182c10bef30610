"""Officials of a register's keeper propose records; a leader who did not propose them approves: four eyes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from tinhso.engines.registers import queries, rules
from tinhso.engines.registers.actions.records import NO_RECORD, WRITERS, create_record, delete_record, replace_record
from tinhso.engines.registers.events import ProposalMade, ProposalSettled
from tinhso.engines.registers.lifecycle import LIFECYCLE, ProposalKind
from tinhso.engines.registers.models import Proposal, RegisterSchema, Source
from tinhso.ground.acts import act
from tinhso.ground.base.refused import NotAllowed, NotVisible, Refused
from tinhso.ground.base.vietnamese import nfc
from tinhso.ground.journal.actions import record
from tinhso.ground.people.persons import Person

K = ProposalKind


@act()
def propose(
    person: Person, shape: RegisterSchema, kind: ProposalKind, *, uuid: UUID | None = None,
    content: Mapping[str, Any] | None = None, reason: str = "", now: datetime,
) -> Proposal:  # fmt: skip
    """Propose a new record, what a record shall say, or its removal.

    NotAllowed `not-keeper`; NotVisible; Refused `content-wrong` (its field), `register-is-view`, `reason-missing` (to
    change or remove), `already-proposed`, `nothing-new`.
    """
    register = shape.register
    if not person.roles_at(register.keeper_id) & WRITERS:
        raise NotAllowed("not-keeper", "Chỉ cơ quan quản lý cơ sở dữ liệu này được thay đổi.")
    if register.source != Source.OWN:
        raise Refused("register-is-view", "Danh mục này lấy từ nơi quản lý gốc; hãy sửa tại đó.")
    reason = nfc(reason.replace("\0", "")).strip()[:300]
    if kind != K.NEW:
        standing = queries.record_for(person, register, uuid) if uuid else None
        if standing is None:
            raise NotVisible("no-record", NO_RECORD)
        if not reason:
            raise Refused("reason-missing", "Hãy ghi lý do thay đổi.", field="reason")
        if Proposal.objects.filter(register=register, uuid=uuid, state="WAITING").exists():
            raise Refused("already-proposed", "Bản ghi này đang có một đề nghị chờ duyệt.")
        if kind == K.CHANGE and content == standing.content:
            raise Refused("nothing-new", "Chưa có gì thay đổi.")
    if kind != K.REMOVE:
        where, why = rules.content_fault(shape.schema, content)
        if why:
            raise Refused("content-wrong", why, field=where)
    subject = str((content or {}).get(register.subject_field) or "")[:80] if register.subject_field else ""
    made = Proposal.objects.create(
        register=register, schema=shape, kind=kind, uuid=uuid, content=content if kind != K.REMOVE else None,
        subject=subject, reason=reason, proposed_at=now, proposed_by_ref=person.ref, proposed_by_name=person.name[:200],
    )  # fmt: skip
    record(person, ProposalMade(made.pk, register.pk, str(kind)), at=now)
    return made


@act()
def approve(person: Person, proposal: Proposal, *, now: datetime) -> Proposal:
    """Write what was proposed. Refused `same-hand`, `key-taken`, `content-wrong`; NotAllowed but for leaders."""
    proposal = _settled(person, proposal, "approve", now=now)
    shape = proposal.schema
    match ProposalKind(proposal.kind):
        case K.NEW:
            create_record(person, shape, proposal.content, now=now)
        case K.CHANGE:
            replace_record(person, shape, _uuid(proposal), proposal.content or {}, now=now)
        case K.REMOVE:
            delete_record(person, shape.register, _uuid(proposal), now=now)
    return proposal


@act()
def send_back(person: Person, proposal: Proposal, *, reason: str, now: datetime) -> Proposal:
    """Say no, with the reason. Refused `reason-missing`, `same-hand`."""
    why = nfc(reason.replace("\0", "")).strip()[:300]
    if not why:
        raise Refused("reason-missing", "Hãy ghi lý do trả lại.", field="reason")
    return _settled(person, proposal, "send_back", answer=why, now=now)


def _settled(person: Person, proposal: Proposal, verb: str, *, answer: str = "", now: datetime) -> Proposal:
    rows = Proposal.objects.select_for_update(of=("self",)).select_related("schema__register")
    proposal = rows.get(pk=proposal.pk)
    proposal.state = str(LIFECYCLE.move(proposal.state, verb, person.roles_at(proposal.register.keeper_id)))
    if proposal.proposed_by_ref == person.ref:
        raise Refused("same-hand", "Đề nghị phải do người khác duyệt.")
    proposal.answer, proposal.settled_at = answer, now
    proposal.settled_by_ref, proposal.settled_by_name = person.ref, person.name[:200]
    proposal.save(update_fields=["state", "answer", "settled_at", "settled_by_ref", "settled_by_name"])
    record(person, ProposalSettled(proposal.pk, proposal.register_id, verb), at=now)
    return proposal


def _uuid(proposal: Proposal) -> UUID:
    if proposal.uuid is None:
        raise ValueError(proposal.pk)
    return proposal.uuid
