"""What goes with a document: at who issued it, and as its recipients read it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db.models import QuerySet

from tinhso.engines.signing.queries import paper_by_code
from tinhso.government.documents.models import Annex, Document
from tinhso.government.documents.queries.signatures import verdict_of
from tinhso.ground.base.refused import NotVisible
from tinhso.ground.files.models import StoredFile


def annexes_of(document: Document) -> list[Annex]:
    """What goes with a document in its order; of what came from inside the province, as its issuer sent it."""
    return list(_rows_of(document))


def annex_at(document: Document, place: int) -> StoredFile:
    """One of them, signed by the agency where it was released. NotVisible when there is none in this place."""
    found = _rows_of(document).filter(place=place).first()
    if found is None:
        raise NotVisible("no-file", "Văn bản này không có văn bản kèm theo đó.")
    return paper_by_code(found.paper_code).file if found.paper_code else found.file


def _rows_of(document: Document) -> QuerySet[Annex]:
    whose = {"document__recipients": document.delivery_id} if document.delivery_id else {"document": document.pk}
    return Annex.objects.filter(**whose).select_related("file").order_by("place")


def annexed(document: Document, files: Sequence[StoredFile], *, now: datetime) -> list[Annex]:
    """Rows of these files for a document, not stored yet; a file that was with it before keeps its verdict."""
    known = dict(Annex.objects.filter(document=document).values_list("file", "verdict")) if document.pk else {}
    return [
        Annex(document=document, place=place, file=file, verdict=known.get(file.pk) or verdict_of(file, now=now))
        for place, file in enumerate(files, start=1)
    ]
