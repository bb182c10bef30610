"""Copies: sao y, sao lục, trích sao, each with its number (Nghị định 30/2020/NĐ-CP, Điều 25–27).

A copy on paper is given with its number: it is printed and signed by hand. An electronic one takes its number first,
and then its key is asked outside any transaction; where that fails, `finish_copy` goes on with the same number.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from tinhso.engines.signing import actions as signing
from tinhso.engines.signing.drafts import CopyDraft, check_seal, draft_of_copy, signed_files
from tinhso.engines.signing.models import PaperKind
from tinhso.government.documents import queries, rules
from tinhso.government.documents.actions.entering import line_in_book
from tinhso.government.documents.actions.moving import check_open, touch
from tinhso.government.documents.events import DocumentCopied, DocumentNumbered, NumberVoided
from tinhso.government.documents.lifecycle import CLERK, LEADER, DocumentState
from tinhso.government.documents.models import Document, DraftVersion
from tinhso.government.documents.rules import CopyForm, CopyMedium
from tinhso.ground.acts import act, add, add_now, change
from tinhso.ground.base.refused import NotAllowed, Refused
from tinhso.ground.base.vietnamese import nfc
from tinhso.ground.journal.actions import record
from tinhso.ground.people.models import Official
from tinhso.ground.people.persons import Person
from tinhso.ground.people.queries import agency_by_id

PAPERS = {
    CopyForm.TRUE_COPY: PaperKind.TRUE_COPY, CopyForm.COPY: PaperKind.COPY, CopyForm.EXTRACT: PaperKind.EXTRACT,
}  # fmt: skip
TOUCHED = ("version", "moved_at", "moved_by_name")
WORTH_NOTHING = "Văn bản được sao không còn hiệu lực nên bản sao không ký nữa."


def check_copier(actor: Person, document: Document) -> None:
    """NotAllowed `wrong-role` for whoever is neither leader nor clerk of the agency (Điều 27)."""
    if not queries.roles_on(actor, document) & {CLERK, LEADER}:
        raise NotAllowed("wrong-role", "Chỉ lãnh đạo hoặc văn thư của cơ quan mới sao văn bản (Điều 27).")


@dataclass(frozen=True)
class Ready:
    """A numbered copy that waits for the key of its agency alone. version: of its line as it was read."""

    document: Document
    line: Document
    version: int
    draft: CopyDraft


def copy(
    actor: Person,
    document: Document,
    form: CopyForm,
    medium: CopyMedium,
    *,
    excerpt: str = "",
    signer: Official | None = None,
    now: datetime,
) -> Document:
    """Make a copy with the next number of the agency's copies; its line of the book.

    signer: who signs a copy on paper with his hand; an electronic one is signed by the agency. Refused: wrong-role,
    not-copyable, not-a-copy-yet, original-already, scan-missing, excerpt-missing, signer-missing, secret-paper,
    signer-unavailable …
    """
    line = number_copy(actor, document, form, medium, excerpt=excerpt, signer=signer, now=now)
    return line if medium is CopyMedium.PAPER else finish_copy(actor, document, line, now=now)


@act()
def number_copy(
    actor: Person,
    document: Document,
    form: CopyForm,
    medium: CopyMedium,
    *,
    excerpt: str = "",
    signer: Official | None = None,
    now: datetime,
) -> Document:
    """Number a copy; one on paper is given with it, an electronic one waits for its key."""
    document = queries.locked(document)
    check_copier(actor, document)
    if not queries.is_copyable(document):
        raise Refused("not-copyable", "Chỉ sao văn bản đã phát hành hoặc đã vào sổ đến, còn hiệu lực.")
    if lacking := rules.copy_lacks(form, medium, **queries.what_is_copied(document)):
        code, field, sentence = lacking
        raise Refused(code, sentence, field=field)
    excerpt = "\n".join(nfc(line) for line in excerpt.splitlines() if line.strip())
    check_open(excerpt)
    if form is CopyForm.EXTRACT and not excerpt:
        raise Refused("excerpt-missing", "Hãy ghi phần nội dung được trích.", field="excerpt")
    on, by_hand = timezone.localdate(now), medium is CopyMedium.PAPER
    if by_hand and not queries.signature_lines(document, signer, on=on):
        raise Refused("signer-missing", "Hãy chọn người có thẩm quyền ký bản sao giấy.", field="signer")
    if not by_hand:
        check_seal(actor, document.agency_id, now=now)
    line = line_in_book(
        actor, agency_by_id(document.agency_id), queries.kind_coded(form), origin=document.subject_ref,
        subject=queries.named_source(document), on=on, given_at_once=by_hand, signer=signer if by_hand else None,
        now=now,
    )  # fmt: skip
    add_now(line)
    if form is CopyForm.EXTRACT:
        add([DraftVersion(document=line, number=1, body=excerpt, made_by_id=actor.official_id,
                          made_by_name=actor.name[:200], made_at=now)])  # fmt: skip
    happened = DocumentCopied(document.pk, form, line.notation, "") if by_hand else None
    record(actor, happened or DocumentNumbered(document.pk, line.notation, form), at=now)
    return line


def finish_copy(actor: Person, document: Document, line: Document, *, now: datetime) -> Document:
    """Have the agency sign a numbered copy, now or where its key failed before; no transaction waits for the key.

    Where the document is worth nothing any more, the number goes to nothing (VOIDED). Refused: wrong-role,
    copy-signed, signer-unavailable …
    """
    ready = ready_to_copy(actor, document, line, now=now)
    if ready is None:
        return queries.copy_for(document, line.key)
    return keep_copy(actor, ready, signed_files([ready.draft], now=now)[0], now=now)


@act()
def ready_to_copy(actor: Person, document: Document, line: Document, *, now: datetime) -> Ready | None:
    """A numbered copy as it will be signed; None where its number went to nothing."""
    check_copier(actor, document)
    document, line = queries.locked(document), _waiting(line)
    form = CopyForm(line.kind.code if line.kind else "")
    if not queries.is_copyable(document):
        _void(actor, document, line, form, now=now)
        return None
    facts: dict[str, Any] = {"title": document.subject[:300], "subject": document.subject_ref, "number": line.notation}
    pdf = queries.copy_pdf(document, line)
    draft = draft_of_copy(actor, pdf, kind=PAPERS[form], agency_id=line.agency_id, now=now, **facts)
    return Ready(document, line, line.version, draft)


@act()
def keep_copy(actor: Person, ready: Ready, signed: bytes, *, now: datetime) -> Document:
    """Take the signed copy in. Refused `copy-signed`, `changed-meanwhile` when somebody was faster."""
    line = _waiting(ready.line, expected_version=ready.version)
    paper = signing.keep_copy(actor, ready.draft, signed, now=now)
    line.state, line.paper_code = str(DocumentState.RELEASED), paper.code
    line.signer_name, line.signed_at, line.released_at = ready.draft.agency_name[:200], now, now
    touch(actor, line, now=now)
    change(line, ["state", "paper_code", "signer_name", "signed_at", "released_at", *TOUCHED])
    form = line.kind.code if line.kind else ""
    record(actor, DocumentCopied(ready.document.pk, form, line.notation, paper.code), at=now)
    return line


def _waiting(line: Document, *, expected_version: int | None = None) -> Document:
    standing = queries.locked(line, expected_version=expected_version)
    if standing.state != DocumentState.SIGNED:
        raise Refused("copy-signed", "Bản sao này đã được ký số hoặc đã hủy số; hãy tải lại trang.")
    return standing


def _void(actor: Person, document: Document, line: Document, form: CopyForm, *, now: datetime) -> None:
    line.state, line.reason, line.ended_at = str(DocumentState.VOIDED), WORTH_NOTHING, now
    touch(actor, line, now=now)
    change(line, ["state", "reason", "ended_at", *TOUCHED])
    record(actor, NumberVoided(document.pk, line.notation, WORTH_NOTHING, form), at=now)
