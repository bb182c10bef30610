"""The books of documents as they are printed (Nghị định 30/2020/NĐ-CP, Điều 16, 22; Phụ lục IV)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tinhso.government.documents.lifecycle import Direction
from tinhso.government.documents.models import Document
from tinhso.government.documents.queries.access import registered_visible_to
from tinhso.ground.people.persons import Person

MOST_NAMED = 3  # recipients written out in a line; of the others their number


@dataclass(frozen=True)
class Line:
    """One line of a book. recipients: who got it, or who works on it where it came in; () for a paper of a dossier."""

    document: Document
    recipients: tuple[str, ...]
    more: int

    @property
    def is_of_dossier(self) -> bool:
        """Whether a paper of a dossier holds it; copies hold lines, too."""
        return self.document.origin.startswith("dossier:")


def book_lines(person: Person, agency_id: int, direction: Direction, *, first: date, last: date) -> list[Line]:
    """The lines of one agency's book from a day to a day, in the order of their numbers."""
    mine = registered_visible_to(person).filter(agency=agency_id, number__isnull=False)
    if direction == Direction.IN:
        rows = mine.filter(direction=Direction.IN, registered_at__date__range=(first, last))
        rows = rows.prefetch_related("tasks__lead").order_by("number")
    else:
        rows = mine.exclude(direction=Direction.IN).filter(issued_on__range=(first, last))
        rows = rows.prefetch_related("recipients").order_by("book__series", "number")
    found = rows.select_related("kind", "book").defer("search", "search_text")
    return [_line(document, direction) for document in found]


def _line(document: Document, direction: Direction) -> Line:
    if direction == Direction.IN:
        return Line(document, tuple(task.lead.full_name for task in document.tasks.all()), 0)
    names = [one.name for one in document.recipients.all()]
    return Line(document, tuple(names[:MOST_NAMED]), max(0, len(names) - MOST_NAMED))
