"""Lines of the book that papers of rooms above hold."""

from __future__ import annotations

from tinhso.government.documents.lifecycle import DocumentState
from tinhso.government.documents.models import Document


def is_number_held(*, origin: str, notation: str, agency_id: int, year: int) -> bool:
    """Whether a paper that has not gone out still holds its number: of this agency, of a book of this year."""
    lines = Document.objects.filter(origin=origin, notation=notation, state=DocumentState.SIGNED)
    return lines.filter(agency=agency_id, book__year=year).exists()
