"""The signature of the one with competence; no transaction waits for his key (Nghị định 30/2020/NĐ-CP, Điều 13)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from tinhso.engines.signing import actions as signing
from tinhso.engines.signing.drafts import PersonDraft, draft_of_person, signed_files
from tinhso.engines.signing.rules import ProofLevel, new_code
from tinhso.government.documents import queries
from tinhso.government.documents.actions.moving import begin, settle
from tinhso.government.documents.events import DocumentSigned
from tinhso.government.documents.models import Document
from tinhso.ground.acts import act
from tinhso.ground.base.refused import NotAllowed, Refused
from tinhso.ground.journal.actions import record
from tinhso.ground.people.counter import official
from tinhso.ground.people.persons import Person
from tinhso.ground.people.queries import substitution_for

MOST_AT_ONCE = 50  # some 20 ms each: a request that a person still waits for


@dataclass(frozen=True)
class Ready:
    """A document that waits for a key alone. version: of the document from which the paper was made."""

    document: Document
    version: int
    draft: PersonDraft


def sign(actor: Person, document: Document, *, expected_version: int | None = None, now: datetime) -> Document:
    """Sign a document as a person. Refused without a valid certificate or when the key cannot sign: nothing changed."""
    ready = ready_to_sign(actor, document, expected_version=expected_version, now=now)
    return keep_signature(actor, ready, signed_files([ready.draft], now=now)[0], now=now)


def sign_several(
    actor: Person, chosen: Sequence[tuple[Document, int]], *, now: datetime
) -> list[tuple[Document, Refused]]:
    """Sign documents with one confirmation, each for itself; those that could not be signed, with their reason.

    chosen: documents with the version that the list showed: what changed since is not signed unseen. The key is asked
    once for all of them, outside any transaction; Refused when it cannot sign: then nothing has changed.
    """
    refused: list[tuple[Document, Refused]] = []
    ready: list[Ready] = []
    for document, version in chosen[:MOST_AT_ONCE]:
        try:
            ready.append(ready_to_sign(actor, document, expected_version=version, now=now))
        except Refused as why:
            refused.append((document, why))
    files = signed_files([one.draft for one in ready], now=now)
    for one, file in zip(ready, files, strict=True):
        try:
            keep_signature(actor, one, file, now=now)
        except Refused as why:
            refused.append((one.document, why))
    return refused


@act()
def ready_to_sign(actor: Person, document: Document, *, expected_version: int | None = None, now: datetime) -> Ready:
    """The document as it will be signed; nothing is changed yet. Refused as `sign`, but for the key."""
    on = timezone.localdate(now)
    if actor.official_id is None:
        raise NotAllowed("wrong-role", "Chỉ người có thẩm quyền mới ký được văn bản.")
    # First of all: whose leave to sign has ended holds no leader's role any more, and should read why.
    substitution_for(actor.official_id, document.agency_id, on=on)
    document = begin(actor, document, "sign", expected_version=expected_version)
    signer, code = official(actor.official_id), new_code()
    lines = queries.signature_lines(document, signer, on=on)
    draft = draft_of_person(
        actor,
        queries.pdf_draft(document, signer, code=code, now=now),
        official_id=signer.pk,
        agency_id=document.agency_id,
        title=document.subject[:300],
        subject=document.subject_ref,
        position_title=", ".join(lines),
        now=now,
        code=code,
        level=ProofLevel.B,  # until the seal, which changes the file once more
    )
    return Ready(document, document.version, draft)


@act()
def keep_signature(actor: Person, ready: Ready, signed: bytes, *, now: datetime) -> Document:
    """Take the signed document in. Refused `changed-meanwhile` when it moved while the key signed."""
    document = begin(actor, ready.document, "sign", expected_version=ready.version)
    paper = signing.keep_signed(actor, ready.draft, signed, now=now)
    document.paper_code, document.signed_at = paper.code, now
    document.signer_id, document.signer_name = actor.official_id, actor.name[:200]
    changed = ["paper_code", "signed_at", "signer", "signer_name"]
    settle(actor, document, "sign", changed=changed, now=now)
    record(actor, DocumentSigned(document.pk, paper.code), at=now)
    return document
