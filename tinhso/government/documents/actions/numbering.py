"""Numbers of documents: one series an agency, year, direction and group of kinds (Nghị định 30/2020/NĐ-CP, Điều 15).

A number is given in a short transaction that asks no key; from then on it is the document's own, sealed or not.
"""

from __future__ import annotations

from datetime import datetime

from django.db import connection
from django.utils import timezone

from tinhso.engines.signing.drafts import check_seal, draft_of_copy
from tinhso.engines.signing.models import PaperKind
from tinhso.government.documents import queries, rules
from tinhso.government.documents.actions.moving import STANDING, begin, check_in_force, touch
from tinhso.government.documents.events import DocumentNumbered, NumberVoided
from tinhso.government.documents.lifecycle import Direction, DocumentState
from tinhso.government.documents.models import Document
from tinhso.ground.acts import act, add, change
from tinhso.ground.base.actors import Actor
from tinhso.ground.base.refused import Refused
from tinhso.ground.files.queries import content
from tinhso.ground.journal.actions import record
from tinhso.ground.people.models import Agency
from tinhso.ground.people.queries import agency_by_id

# The row stays locked until the transaction ends: the next number waits for this one, none is lost, none given twice.
NEXT_NUMBER = """
INSERT INTO documents_numberbook AS b (agency_id, year, direction, series, last_number) VALUES (%s, %s, %s, %s, 1)
ON CONFLICT (agency_id, year, direction, series) DO UPDATE SET last_number = b.last_number + 1
RETURNING id, last_number
"""
ARRIVALS = ""  # one book of arrivals an agency and year
OF_THE_NUMBER = ("book", "number", "notation", "issued_on")


def next_number(agency: Agency, direction: Direction, *, series: str, year: int) -> tuple[int, int]:
    """The book's id and its next number; gapless, because it returns with the transaction."""
    with connection.cursor() as cursor:
        cursor.execute(NEXT_NUMBER, [agency.pk, year, str(direction), series])
        book_id, number = cursor.fetchone()
    return book_id, number


@act()
def number(actor: Actor, document: Document, *, expected_version: int | None = None, now: datetime) -> Document:
    """Give a signed document its number and day of issue; one that has them already keeps them.

    Whatever can be known to fail is refused before: wrong-role, draft-lacks, mends-ended, no-certificate,
    certificate-expired, and not-a-pdf, pdf-locked of an annex.
    """
    document = queries.locked(document, expected_version=expected_version)
    if document.state == DocumentState.NUMBERED:
        return document
    document = begin(actor, document, "number")
    if document.kind is None:
        raise Refused("draft-lacks", "Hãy chọn tên loại văn bản (Nghị định 30/2020/NĐ-CP, Điều 7).", field="kind")
    if document.mends_id and document.mends_how == rules.Mends.REPLACES:
        check_in_force(Document(pk=document.mends_id))
    _check_keys(actor, document, now=now)
    on, agency = timezone.localdate(now), agency_by_id(document.agency_id)
    abbreviation, unit_mark, mark = document.kind.abbreviation, document.unit_mark, queries.mark_of(agency)
    # Internal documents are numbered with those that go out: số và ký hiệu are unique in the agency's year.
    series = document.kind.series
    document.book_id, document.number = next_number(agency, Direction.OUT, series=series, year=on.year)
    document.issued_on = on
    document.notation = rules.notation(document.number, abbreviation=abbreviation, body=mark, unit_mark=unit_mark)
    touch(actor, document, now=now)
    document.reason = ""
    change(document, [*STANDING, *OF_THE_NUMBER])
    record(actor, DocumentNumbered(document.pk, document.notation), at=now)
    return document


def _check_keys(actor: Actor, document: Document, *, now: datetime) -> None:
    check_seal(actor, document.agency_id, now=now)
    for one in queries.annexes_of(document):
        draft_of_copy(
            actor, content(one.file), kind=PaperKind.ATTACHMENT, agency_id=document.agency_id, title="",
            subject=document.subject_ref, now=now,
        )  # fmt: skip


def leave_number(actor: Actor, document: Document, *, reason: str, now: datetime) -> None:
    """What a document was numbered goes to nothing, within the caller's act: a line of the book keeps it, voided.

    A document without a number is left as it is.
    """
    if document.number is None:
        return
    line = Document(
        direction=str(Direction.OUT), agency_id=document.agency_id, kind_id=document.kind_id, book_id=document.book_id,
        number=document.number, notation=document.notation, subject=document.subject, origin=document.subject_ref,
        issued_on=document.issued_on, state=str(DocumentState.VOIDED), reason=reason[:500], begun_at=now, moved_at=now,
        moved_by_name=actor.name[:200], ended_at=now,
    )  # fmt: skip
    record(actor, NumberVoided(document.pk, document.notation, line.reason), at=now)
    document.book_id, document.number, document.notation, document.issued_on = None, None, "", None
    change(document, OF_THE_NUMBER)  # first: a number stands once in its book
    add([line])
