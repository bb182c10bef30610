"""Putting papers into the store, and taking them out of use."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from tinhso.engines.store import queries, rules
from tinhso.engines.store.events import PaperEnded, PaperOpened, PaperStored
from tinhso.engines.store.lifecycle import LIFECYCLE, StoredState
from tinhso.engines.store.models import Source, StoredPaper
from tinhso.engines.store.rules import Owner, Within
from tinhso.ground.acts import act, insert_unless_there, once
from tinhso.ground.base.actors import Actor
from tinhso.ground.base.refused import Refused
from tinhso.ground.base.vietnamese import nfc
from tinhso.ground.files.models import StoredFile
from tinhso.ground.journal.actions import record
from tinhso.ground.people.actions import look_at
from tinhso.ground.people.persons import Person


@dataclass(frozen=True)
class PaperIn:
    """A paper as it is put into the store. valid_to None: the law of its type says, if it sets an end at all."""

    type_code: str
    title: str
    file: StoredFile
    source: Source
    number: str = ""
    issuer: str = ""
    issued_on: date | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    signer_name: str = ""
    certificate: str = ""
    pages: int | None = None
    dots_per_inch: int | None = None
    dossier_code: str = ""


@act()
def store_paper(
    actor: Actor, owner: Owner, given: PaperIn, *, replaces: StoredPaper | None = None, now: datetime
) -> StoredPaper:
    """Keep a paper for its owner; the one that is there already is found and not stored twice.

    replaces: a worse picture of it that counts no more from now on. Refused: validity-wrong, wrong-state.
    """
    valid_to = given.valid_to or _lawful_end(given)
    if valid_to and given.valid_from and valid_to < given.valid_from:
        raise Refused("validity-wrong", "Ngày hết giá trị phải sau ngày bắt đầu có hiệu lực.", field="valid_to")
    if replaces is not None:
        _end(actor, replaces, "supersede", reason="", now=now)
    who = {"citizen_id": owner.citizen_id, "organisation_id": owner.organisation_id}
    number, issuer = nfc(given.number)[:60], nfc(given.issuer)[:300]
    same = rules.identity(number=number, issuer=issuer, sha256=given.file.sha256)
    row = StoredPaper(
        **who,
        type_code=given.type_code,
        title=nfc(given.title)[:500],
        number=number,
        issuer=issuer,
        identity=same,
        issued_on=given.issued_on,
        valid_from=given.valid_from,
        valid_to=valid_to,
        source=str(given.source),
        file=given.file,
        signer_name=nfc(given.signer_name)[:200],
        certificate=given.certificate,
        pages=given.pages,
        dots_per_inch=given.dots_per_inch,
        dossier_code=given.dossier_code,
        stored_by_ref=actor.ref,
        stored_at=now,
    )
    kept = (
        row
        if insert_unless_there(row)  # two counters may bring it at once
        else StoredPaper.objects.get(**who, type_code=given.type_code, identity=same, state=StoredState.KEPT)
    )
    if kept is row:
        event = PaperStored(kept.pk, kept.type_code, kept.source, given.file.sha256, kept.dossier_code)
        record(actor, event, at=now)
    if replaces is not None:
        StoredPaper.objects.filter(pk=replaces.pk).update(superseded_by=kept)
    return kept


def _lawful_end(given: PaperIn) -> date | None:
    known = once(("document type", given.type_code), lambda: queries.type_of(given.type_code))
    if known is None or known.kept_months is None or given.issued_on is None:
        return None
    return rules.last_day(given.issued_on, known.kept_months)


@transaction.atomic
def withdraw_paper(actor: Actor, paper: StoredPaper, *, reason: str, now: datetime) -> StoredPaper:
    """Take a paper out of use because it should not be there. Refused: reason-missing, wrong-state."""
    reason = nfc(reason)[:500]
    if not reason:
        raise Refused("reason-missing", "Hãy ghi lý do thu hồi giấy tờ khỏi kho.", field="reason")
    return _end(actor, paper, "withdraw", reason=reason, now=now)


def _end(actor: Actor, paper: StoredPaper, verb: str, *, reason: str, now: datetime) -> StoredPaper:
    paper = StoredPaper.objects.select_for_update().get(pk=paper.pk)
    paper.state = str(LIFECYCLE.move(paper.state, verb, actor.roles))
    paper.ended_reason = reason
    paper.save(update_fields=["state", "ended_reason"])
    record(actor, PaperEnded(paper.pk, paper.state, reason), at=now)
    return paper


def replace_file(before_sha256: str, file: StoredFile) -> int:
    """Let a file that proves itself longer take the place of the same paper's earlier one; how many papers.

    Safe to repeat. The journal knows it already, as signing.proven.
    """
    return StoredPaper.objects.filter(file__sha256=before_sha256).update(file=file)


@transaction.atomic
def open_paper(actor: Person, key: UUID | str, within: Within, *, purpose: str, now: datetime) -> StoredPaper:
    """The paper for an official in the course of a dossier; the owner can read that he opened it. NotVisible."""
    paper = queries.paper_for(actor, key, within)
    note_opening(actor, paper, subject=within.subject, purpose=purpose, now=now)
    if paper.citizen_id:
        look_at(actor, citizen_id=paper.citizen_id, purpose=purpose, subject=within.subject, now=now)
    return paper


def note_opening(actor: Person, paper: StoredPaper, *, subject: str, purpose: str, now: datetime) -> None:
    """Write down that an official opened a paper as part of the dossier that uses it; nothing for its owner."""
    if not actor.citizen_id:
        record(actor, PaperOpened(paper.pk, subject, purpose), at=now)
