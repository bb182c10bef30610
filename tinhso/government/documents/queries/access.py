"""Who may see which document, and in which roles an official stands before it."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from tinhso.government.documents.lifecycle import ASSIGNEE, DRAFTER, STAFF, TABLES, Direction, TaskState
from tinhso.government.documents.models import Document, Task
from tinhso.ground.base.actors import Actor
from tinhso.ground.base.refused import NotVisible, Refused
from tinhso.ground.base.states import Move
from tinhso.ground.base.vietnamese import format_moment
from tinhso.ground.people.models import Role
from tinhso.ground.people.persons import Person
from tinhso.ground.people.succession import predecessors_of

SEE_ALL = frozenset({Role.AUDITOR.value})


def visible_to(actor: Actor) -> QuerySet[Document]:
    """Documents that an official may see, the only way to a row: those of the agencies in which he has a post today.

    What those agencies took over on a merger day is theirs to read, too.
    Auditors read all. Programs and citizens see none: what is public is published elsewhere.
    """
    return registered_visible_to(actor).filter(origin="")


def registered_visible_to(actor: Actor) -> QuerySet[Document]:
    """As `visible_to`, with the lines of papers of dossiers: their number, date, kind and subject name nobody.

    For the book alone: such a paper is read where its dossier is.
    """
    rows = Document.objects.all()
    if not (isinstance(actor, Person) and actor.is_staff):
        return rows.none()
    return rows if actor.roles & SEE_ALL else rows.filter(agency__in=agencies_of(actor))


def agencies_of(person: Person) -> frozenset[int]:
    """The agencies of an official's posts, and those whose work they took over."""
    if person.at is None:
        return person.agency_ids
    on = timezone.localdate(person.at)
    return person.agency_ids.union(*(predecessors_of(one, on=on) for one in person.agency_ids))


def document_for(actor: Actor, key: UUID | str) -> Document:
    """The document with this key, if the official may see it. NotVisible otherwise."""
    found = visible_to(actor).filter(key=key).select_related(*NEEDED).defer("search", "search_text").first()
    if found is None:
        raise NotVisible("no-document", "Không tìm thấy văn bản này trong phạm vi bạn được xem.")
    return found


NEEDED = (
    "agency__parent", "kind", "drafter", "signer", "file", "reply_to", "mends", "delivery__document__agency",
)  # fmt: skip


def document_by_id(document_id: int) -> Document:
    """The document that a row of this room or above points at."""
    return Document.objects.select_related("agency", "kind").get(pk=document_id)


def locked(document: Document, *, expected_version: int | None = None) -> Document:
    """The document as it stands now, locked until the end of the transaction.

    Refused `changed-meanwhile` when the page was drawn from another version: somebody else acted first.
    """
    standing = Document.objects.select_for_update(of=("self",)).select_related("agency", "kind").get(pk=document.pk)
    if expected_version is not None and standing.version != expected_version:
        raise Refused(
            "changed-meanwhile",
            f"Văn bản vừa được {standing.moved_by_name} cập nhật lúc {format_moment(standing.moved_at)}; hãy tải lại "
            "trang rồi làm tiếp.",
        )
    return standing


def is_staff_at(actor: Actor, agency_id: int) -> bool:
    """Whether an official has a post at an agency today."""
    return isinstance(actor, Person) and bool(actor.official_id) and agency_id in actor.agency_ids


def roles_on(actor: Actor, document: Document) -> frozenset[str]:
    """Roles in which an actor stands before a document; none without a post at its agency. The system keeps its own."""
    if not isinstance(actor, Person):
        return actor.roles
    if not is_staff_at(actor, document.agency_id):
        return frozenset()
    roles = actor.roles_at(document.agency_id) | {STAFF}
    if document.drafter_id == actor.official_id:
        roles |= {DRAFTER}
    if document.direction == Direction.IN and _has_task(actor, document):
        roles |= {ASSIGNEE}
    return roles


def _has_task(actor: Person, document: Document) -> bool:
    mine = Task.objects.filter(document=document, lead=actor.official_id or 0)
    return mine.exclude(state=TaskState.DONE).exists()


def moves_for(actor: Actor, document: Document) -> list[Move]:
    """What this actor may do to the document now, in the order of the table: the buttons of its page."""
    return TABLES[Direction(document.direction)].verbs(document.state, roles_on(actor, document))
