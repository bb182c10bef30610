"""Copies of documents: what may be copied, what was, and the papers of it."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.urls import reverse

from tinhso.government.documents.lifecycle import DocumentState
from tinhso.government.documents.models import Document, DraftVersion
from tinhso.government.documents.papers.copy import CopyPaper, copy_paper
from tinhso.government.documents.papers.document import place_of
from tinhso.government.documents.queries.access import visible_to
from tinhso.government.documents.queries.drafts import signature_lines
from tinhso.government.documents.rules import CopyForm
from tinhso.ground.base.refused import NotVisible, Refused
from tinhso.ground.base.vietnamese import format_date
from tinhso.ground.files.queries import content
from tinhso.ground.files.sniffing import PDF
from tinhso.ground.people.persons import Person
from tinhso.ground.people.queries import agency_by_id

S = DocumentState
SIGNED, UNSIGNED = frozenset({"good", "doubtful", "bad"}), frozenset({"unsigned"})
WORTHLESS = frozenset({S.ARRIVED, S.REFUSED, S.RECALLED})


def is_copyable(document: Document) -> bool:
    """Whether a document went out or was registered, and is still worth something."""
    return document.state not in WORTHLESS if document.is_incoming else document.state == S.RELEASED


def what_is_copied(document: Document) -> dict[str, bool]:
    """What `rules.copy_lacks` asks: signed electronically, there as a PDF, a sao y itself.

    What came in as a PDF that nobody signed is a scan of paper.
    """
    is_scan = document.file is not None and document.file.mime == PDF.mime and document.verdict in UNSIGNED
    return {
        "is_electronic": bool(document.paper_code) or document.verdict in SIGNED,
        "is_scanned": is_scan,
        "is_true_copy": document.kind is not None and document.kind.code == CopyForm.TRUE_COPY,
    }


def copies_of(document: Document) -> list[Document]:
    """The lines of the book that copies of a document hold, the newest first."""
    rows = Document.objects.filter(origin=document.subject_ref, kind__code__in=[str(form) for form in CopyForm])
    return list(rows.select_related("kind", "signer").order_by("-pk")[:100])


def copy_for(document: Document, key: UUID) -> Document:
    """One copy of a document. NotVisible when there is none with this key."""
    found = next((one for one in copies_of(document) if one.key == key), None)
    if found is None:
        raise NotVisible("no-copy", "Văn bản này không có bản sao đó.")
    return found


def pages_of_copied(person: Person, origins: Collection[str]) -> dict[str, str]:
    """Of what was copied (document:7), the page of each that this official may see."""
    ids = [int(origin.partition(":")[2]) for origin in origins if origin.startswith("document:")]
    seen = visible_to(person).filter(pk__in=ids).values_list("pk", "key") if ids else ()
    return {f"document:{pk}": reverse("documents:show", args=[key]) for pk, key in seen}


def named_source(document: Document) -> str:
    """What a copy is of: Kế hoạch số 01/KH-STC ngày 23/11/2026 của Sở Tài chính, Chuyển đổi số."""
    kind = document.kind.name if document.kind else "Văn bản"
    issuer = document.sender_name or agency_by_id(document.agency_id).name
    day = f" ngày {format_date(document.issued_on)}" if document.issued_on else ""
    number = f" số {document.notation}" if document.notation else ""
    return f"{kind}{number}{day} của {issuer}, {document.subject}"


def copy_pdf(document: Document, line: Document) -> bytes:
    """An electronic copy as its agency will sign it: the scan, or the extract. Refused `scan-missing`."""
    if excerpt := _excerpt_of(line):
        return copy_paper(_facts_of(line, f"Trích từ {line.subject}", excerpt=excerpt))
    if document.file is None:
        raise Refused("scan-missing", "Chưa có bản quét PDF của văn bản giấy để ký số bản sao.", field="medium")
    return content(document.file)


def form_pdf(line: Document) -> bytes:
    """A copy on paper, signed by hand: the form that is printed below the last line of the print, or the extract."""
    excerpt = _excerpt_of(line)
    source = f"Trích từ {line.subject}" if excerpt else line.subject
    return copy_paper(_facts_of(line, source, excerpt=excerpt))


def _facts_of(line: Document, source: str, *, excerpt: str) -> CopyPaper:
    agency, signer = agency_by_id(line.agency_id), line.signer
    on = line.issued_on or line.begun_at.date()
    return CopyPaper(
        form=line.kind.name.upper() if line.kind else "SAO Y",
        agency=agency.name,
        place=place_of(agency.name, agency.short_name),
        on=on,
        notation=line.notation,
        source=source,
        excerpt=excerpt,
        lines=signature_lines(line, signer, on=on),
        signer=signer.full_name if signer else "",
    )


def _excerpt_of(line: Document) -> str:
    draft = DraftVersion.objects.filter(document=line).first()
    return draft.body if draft else ""
