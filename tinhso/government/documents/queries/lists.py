"""Shelves of documents: what waits for whom, what came, what went; and what some words find."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.postgres.search import SearchQuery
from django.db.models import Count, Q, QuerySet

from tinhso.government.documents.lifecycle import Direction, DocumentState
from tinhso.government.documents.models import Document
from tinhso.government.documents.queries.access import SEE_ALL, agencies_of, visible_to
from tinhso.government.documents.rules import search_words
from tinhso.ground.base.states import Labelled
from tinhso.ground.people.persons import Person

S = DocumentState
WAITING = [S.SUBMITTED, S.SIGNED, S.NUMBERED, S.ARRIVED, S.REGISTERED]
LIGHT = ("search", "search_text", "also_to")


class Shelf(Labelled):
    """What a list shows."""

    TO_SIGN = "trinh-ky", "Chờ ký"
    TO_RELEASE = "cho-phat-hanh", "Chờ phát hành"
    ARRIVED = "moi-den", "Mới đến"
    TO_ASSIGN = "cho-giao", "Chờ giao xử lý"
    MINE = "cua-toi", "Tôi soạn"
    INCOMING = "den", "Văn bản đến"
    OUTGOING = "di", "Văn bản đi"
    INTERNAL = "noi-bo", "Văn bản nội bộ"


# Each shelf: what lies on it, and who has it among his own (nobody named: everybody).
SHELVES: dict[Shelf, tuple[Q, frozenset[str]]] = {
    Shelf.TO_SIGN: (Q(state=S.SUBMITTED), frozenset({"LEADER"})),
    Shelf.TO_RELEASE: (Q(state__in=[S.SIGNED, S.NUMBERED]), frozenset({"CLERK"})),
    Shelf.ARRIVED: (Q(state=S.ARRIVED), frozenset({"CLERK"})),
    Shelf.TO_ASSIGN: (Q(state=S.REGISTERED), frozenset({"LEADER", "DIVISION_HEAD"})),
    Shelf.MINE: (Q(state__in=[S.DRAFT, S.RETURNED, S.SUBMITTED, S.SIGNED, S.NUMBERED]), frozenset()),
    Shelf.INCOMING: (Q(direction=Direction.IN), frozenset()),
    Shelf.OUTGOING: (Q(direction=Direction.OUT), frozenset()),
    Shelf.INTERNAL: (Q(direction=Direction.INTERNAL), frozenset()),
}


class Lexemes(SearchQuery):
    """A query over lexemes as they are stored; Django knows only texts that a parser takes apart."""

    template = "%(expressions)s::tsquery"


@dataclass(frozen=True)
class Offered:
    """A shelf, and how much waits on it for this official; None where nothing waits for anybody in particular."""

    shelf: Shelf
    waiting: int | None


def shelf(person: Person, name: Shelf) -> QuerySet[Document]:
    """What lies on a shelf among what the official may see."""
    condition, roles = SHELVES[name]
    rows = visible_to(person).filter(condition)
    if roles:
        rows = rows.filter(_his(person, roles))
    if name is Shelf.MINE:
        rows = rows.filter(drafter=person.official_id or 0)
    return rows.select_related("agency", "kind", "delivery__document__agency").defer(*LIGHT)


def found_by(person: Person, rows: QuerySet[Document], text: str) -> QuerySet[Document]:
    """Those in which all words stand, marks optional; the last word may be unfinished.

    Asked by the words of the official's agencies, so that it costs no more when others have many documents.
    """
    words = search_words(text)[:12]
    if not words:
        return rows
    places = [""] if person.roles & SEE_ALL else [f"{agency}/" for agency in sorted(agencies_of(person))]
    wanted = " | ".join("(" + " & ".join(_word(place, one) for one in words) + ":*)" for place in places)
    return rows.filter(search=Lexemes(wanted))


def _word(place: str, word: str) -> str:
    """A lexeme of tsquery; folded words hold letters and digits only."""
    return f"'{place}{word}'"


def waiting_counts(person: Person) -> list[Offered]:
    """The shelves of this official; those that are his by a role with how much waits."""
    mine = [name for name, (_, roles) in SHELVES.items() if not roles or roles & person.roles]
    asked = {
        name.name: condition & _his(person, roles)
        for name, (condition, roles) in SHELVES.items()
        if name in mine and roles
    }
    waiting = visible_to(person).filter(state__in=WAITING)
    counts = waiting.aggregate(**{name: Count("pk", filter=condition) for name, condition in asked.items()})
    return [Offered(name, counts.get(name.name)) for name in mine]


def _his(person: Person, roles: frozenset[str]) -> Q:
    """Documents of the agencies in which the official holds one of these roles."""
    return Q(agency__in=[agency for agency in person.agency_ids if roles & person.roles_at(agency)])
