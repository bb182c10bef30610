"""Copies: sao y, sao lục, trích sao, each with its number (Nghị định 30/2020/NĐ-CP, Điều 25–27)."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from tinhso.engines.signing import actions as signing
from tinhso.engines.signing.models import PaperKind
from tinhso.government.documents import queries
from tinhso.government.documents.actions.entering import enter, entered_released
from tinhso.government.documents.actions.moving import check_open
from tinhso.government.documents.events import DocumentCopied
from tinhso.government.documents.lifecycle import CLERK, LEADER
from tinhso.government.documents.models import Document
from tinhso.government.documents.rules import CopyForm
from tinhso.ground.acts import act
from tinhso.ground.base.refused import NotAllowed, Refused
from tinhso.ground.base.vietnamese import nfc
from tinhso.ground.files.queries import content
from tinhso.ground.journal.actions import record
from tinhso.ground.people.models import Official
from tinhso.ground.people.persons import Person
from tinhso.ground.people.queries import agency_by_id

PAPERS = {
    CopyForm.TRUE_COPY: PaperKind.TRUE_COPY, CopyForm.COPY: PaperKind.COPY, CopyForm.EXTRACT: PaperKind.EXTRACT,
}  # fmt: skip


def check_copier(actor: Person, document: Document) -> None:
    """NotAllowed `wrong-role` for whoever is neither leader nor clerk of the agency (Điều 27)."""
    if not queries.roles_on(actor, document) & {CLERK, LEADER}:
        raise NotAllowed("wrong-role", "Chỉ lãnh đạo hoặc văn thư của cơ quan mới sao văn bản (Điều 27).")


@act()
def copy(
    actor: Person,
    document: Document,
    form: CopyForm,
    *,
    excerpt: str = "",
    signer: Official | None = None,
    now: datetime,
) -> str:
    """Make a copy with the next number of the agency's copies; the number as printed.

    A scan without signatures is copied electronically: the agency signs it. What is signed electronically is itself
    the original, so its copy is a print with the form of a copy below, which the signer signs by hand. An extract is
    the excerpt, signed by the agency. As in `release`, the seal is asked for inside the transaction: no number without
    its copy. Refused: wrong-role, not-copyable, not-a-copy-yet, excerpt-missing, signer-missing, secret-paper.
    """
    document = queries.locked(document)
    check_copier(actor, document)
    if not queries.is_copyable(document):
        raise Refused("not-copyable", "Chỉ sao văn bản đã phát hành hoặc đã vào sổ đến, còn hiệu lực.")
    if form is CopyForm.COPY and (document.kind is None or document.kind.code != CopyForm.TRUE_COPY):
        raise Refused("not-a-copy-yet", "Sao lục là sao từ bản sao y; văn bản này không phải bản sao y.", field="form")
    excerpt = "\n".join(nfc(line) for line in excerpt.splitlines() if line.strip())
    check_open(excerpt)
    if form is CopyForm.EXTRACT and not excerpt:
        raise Refused("excerpt-missing", "Hãy ghi phần nội dung được trích.", field="excerpt")
    is_scan = queries.is_unsigned_scan(document)
    by_hand = form is not CopyForm.EXTRACT and not is_scan
    on = timezone.localdate(now)
    if by_hand and not queries.signature_lines(document, signer, on=on):
        raise Refused("signer-missing", "Hãy chọn người có thẩm quyền ký bản sao giấy.", field="signer")
    agency = agency_by_id(document.agency_id)
    notation = enter(
        actor, agency, queries.kind_coded(form), origin=document.subject_ref, subject=queries.named_source(document),
        on=on, given_at_once=by_hand, signer=signer if by_hand else None, now=now,
    )  # fmt: skip
    paper_code = ""
    if not by_hand:
        pdf = content(document.file) if document.file and is_scan and form is not CopyForm.EXTRACT else None
        pdf = pdf or queries.extract_pdf(document, excerpt, notation=notation, on=on)
        facts = {"title": document.subject[:300], "subject": document.subject_ref, "number": notation}
        paper = signing.issue_copy(actor, pdf, kind=PAPERS[form], agency_id=agency.pk, **facts, now=now)
        paper_code = paper.code
        entered_released(
            actor, origin=document.subject_ref, notation=notation, on=on, signer_name=agency.name, signed_at=now,
            paper_code=paper_code, now=now,
        )  # fmt: skip
    record(actor, DocumentCopied(document.pk, form, notation, paper_code), at=now)
    return notation
