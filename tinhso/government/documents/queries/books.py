"""The books of documents as they are printed (Nghị định 30/2020/NĐ-CP, Điều 16, 22; Phụ lục IV)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import connection

from tinhso.government.documents.lifecycle import Direction
from tinhso.government.documents.models import Document
from tinhso.government.documents.queries.access import agencies_of, registered_visible_to
from tinhso.government.documents.queries.drafts import working_agencies
from tinhso.ground.people.models import Agency
from tinhso.ground.people.persons import Person
from tinhso.ground.people.queries import agency_by_id

RECIPIENTS = """
SELECT document_id, array_agg(name ORDER BY place) FILTER (WHERE place <= %s), max(place)
FROM (SELECT document_id, name, row_number() OVER (PARTITION BY document_id ORDER BY id) AS place
    FROM documents_recipient WHERE document_id = ANY(%s)) AS named
GROUP BY document_id
"""
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
    """The lines of one agency's book from a day to a day, in the order of their numbers.

    What went on to a successor stands in the book in which it was registered, not in his.
    """
    mine = registered_visible_to(person).filter(book__agency=agency_id, number__isnull=False)
    if direction == Direction.IN:
        rows = mine.filter(direction=Direction.IN, registered_at__date__range=(first, last))
        rows = rows.prefetch_related("tasks__lead").order_by("number")
    else:
        rows = mine.exclude(direction=Direction.IN).filter(issued_on__range=(first, last))
        rows = rows.order_by("book__series", "number")
    found = list(rows.select_related("kind", "book").defer("search", "search_text"))
    if direction == Direction.IN:
        return [Line(one, tuple(task.lead.full_name for task in one.tasks.all()), 0) for one in found]
    named = _recipients([one.pk for one in found])
    return [Line(one, *named.get(one.pk, ((), 0))) for one in found]


def agencies_with_books(person: Person, *, on: date) -> list[Agency]:
    """Whose books an official reads: of the agencies of his posts today, then of those that they took over."""
    own = working_agencies(person, on=on)
    before = agencies_of(person) - {one.pk for one in own}
    return [*own, *sorted((agency_by_id(one) for one in before), key=lambda one: one.sort_key)]


def _recipients(documents: list[int]) -> dict[int, tuple[tuple[str, ...], int]]:
    """The first recipients of each document and how many more: a plan goes to more than a hundred bodies."""
    with connection.cursor() as cursor:
        cursor.execute(RECIPIENTS, [MOST_NAMED, documents])
        return {document: (tuple(names), max(0, many - MOST_NAMED)) for document, names, many in cursor}
