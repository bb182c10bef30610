"""Copies of documents: what may be copied, what was, and the papers of it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.urls import reverse

from tinhso.government.documents.lifecycle import DocumentState
from tinhso.government.documents.models import Document
from tinhso.government.documents.papers.copy import CopyPaper, copy_paper
from tinhso.government.documents.papers.document import place_of
from tinhso.government.documents.queries.access import visible_to
from tinhso.government.documents.queries.drafts import signature_lines
from tinhso.ground.base.refused import NotVisible
from tinhso.ground.base.vietnamese import format_date
from tinhso.ground.people.persons import Person
from tinhso.ground.people.queries import agency_by_id

S = DocumentState
WORTHLESS = frozenset({S.ARRIVED, S.REFUSED, S.RECALLED})


def is_copyable(document: Document) -> bool:
    """Whether a document went out or was registered, and is still worth something."""
    return document.state not in WORTHLESS if document.is_incoming else document.state == S.RELEASED


def is_unsigned_scan(document: Document) -> bool:
    """Whether what came in is a PDF that nobody signed: a scan, of which an electronic copy can be made."""
    return document.file_id is not None and document.verdict == "unsigned"


def copies_of(document: Document) -> list[Document]:
    """The lines of the book that copies of a document hold, the newest first."""
    rows = Document.objects.filter(origin=document.subject_ref).select_related("kind", "signer")
    return list(rows.order_by("-pk")[:100])


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


def extract_pdf(document: Document, excerpt: str, *, notation: str, on: date) -> bytes:
    """An extract of a document, to be signed by the agency."""
    agency = agency_by_id(document.agency_id)
    place = place_of(agency.name, agency.short_name)
    source = f"Trích từ {named_source(document)}"
    return copy_paper(CopyPaper("TRÍCH SAO", agency.name, place, on, notation, source, excerpt))


def form_pdf(line: Document) -> bytes:
    """The form of a copy on paper: to be printed below the last line of the print, and signed by hand."""
    agency = agency_by_id(line.agency_id)
    on = line.issued_on or line.begun_at.date()
    form = line.kind.name.upper() if line.kind else "SAO Y"
    place, signer = place_of(agency.name, agency.short_name), line.signer
    lines, name = signature_lines(line, signer, on=on), signer.full_name if signer else ""
    return copy_paper(CopyPaper(form, agency.name, place, on, line.notation, line.subject, lines=lines, signer=name))
