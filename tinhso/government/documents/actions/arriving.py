"""What comes in: taken in, registered under the next số đến, or returned (Nghị định 30/2020/NĐ-CP, Điều 20–22)."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from tinhso.government.documents import queries
from tinhso.government.documents.actions.moving import begin, check_open, given, settle, tell_sender, touch, words_of
from tinhso.government.documents.actions.numbering import ARRIVALS, next_number
from tinhso.government.documents.events import DocumentArrived, DocumentMoved
from tinhso.government.documents.lifecycle import DeliveryState, Direction, DocumentState
from tinhso.government.documents.models import Document, DocumentKind
from tinhso.ground.acts import act, add_now, change
from tinhso.ground.base.actors import Actor
from tinhso.ground.base.refused import NotAllowed, Refused
from tinhso.ground.base.vietnamese import format_moment, nfc
from tinhso.ground.files.models import StoredFile
from tinhso.ground.journal.actions import record
from tinhso.ground.people.models import Agency, Role
from tinhso.ground.people.persons import Person
from tinhso.ground.people.queries import agency_by_id

EARLIEST_YEAR = 1900  # a year of two or three digits is a slip


@act()
def arrive(
    actor: Actor,
    agency: Agency,
    *,
    notation: str,
    subject: str,
    sender_name: str,
    issued_on: date,
    sender_code: str = "",
    kind: DocumentKind | None = None,
    signer_name: str = "",
    urgency: int = 0,
    answer_by: date | None = None,
    pages: int | None = None,
    file: StoredFile | None = None,
    now: datetime,
) -> Document:
    """Take in what came on paper, by mail or over the axis; it waits to be registered. Its signatures are judged.

    Refused: wrong-role for an official who is no clerk there, subject-missing, sender-missing, issued-later,
    secret-paper; for an official also year-wrong, arrived-already.
    """
    if isinstance(actor, Person) and Role.CLERK not in actor.roles_at(agency.pk):
        raise NotAllowed("wrong-role", "Chỉ văn thư của cơ quan mới tiếp nhận văn bản đến.")
    check_open(subject)
    if not nfc(subject):
        raise Refused("subject-missing", "Hãy ghi trích yếu của văn bản đến.", field="subject")
    if not nfc(sender_name):
        raise Refused("sender-missing", "Hãy ghi nơi gửi.", field="sender_name")
    if issued_on > timezone.localdate(now):
        raise Refused("issued-later", "Ngày văn bản không thể sau hôm nay.", field="issued_on")
    if isinstance(actor, Person):  # what programs send is told apart by its packet
        _check_typed(agency, kind, notation=nfc(notation), sender_name=nfc(sender_name), issued_on=issued_on)
    document = Document(
        direction=str(Direction.IN), agency=agency, kind=kind, notation=nfc(notation)[:80], subject=nfc(subject)[:500],
        sender_code=nfc(sender_code)[:35], sender_name=nfc(sender_name)[:300], signer_name=nfc(signer_name)[:200],
        issued_on=issued_on, urgency=urgency, answer_by=answer_by, pages=pages, file=file,
        verdict=queries.verdict_of(file, now=now), state=str(DocumentState.ARRIVED), begun_at=now, moved_at=now,
        moved_by_name=actor.name[:200],
    )  # fmt: skip
    document.search_text = words_of(document)
    add_now(document)
    arrived = DocumentArrived(document.pk, agency.pk, document.sender_code, document.notation, document.verdict)
    record(actor, arrived, at=now)
    return document


def _check_typed(
    agency: Agency, kind: DocumentKind | None, *, notation: str, sender_name: str, issued_on: date
) -> None:  # fmt: skip
    """A slip of the hand, and what was entered before: a number is given once in its sender's year (Điều 15)."""
    if issued_on.year < EARLIEST_YEAR:
        raise Refused("year-wrong", "Hãy xem lại năm của ngày văn bản.", field="issued_on")
    known = queries.arrived_already(agency, kind, notation=notation, sender_name=sender_name, issued_on=issued_on)
    if known is not None:
        told = f"số đến {known.number}" if known.number else f"tiếp nhận lúc {format_moment(known.begun_at)}"
        raise Refused("arrived-already", f"Văn bản này đã có ở đây ({told}).", field="notation")


@act()
def register(actor: Person, document: Document, *, expected_version: int | None = None, now: datetime) -> Document:
    """Enter it into the book of arrivals under the next number; what is not registered, nobody works on (Điều 4)."""
    document = begin(actor, document, "register", expected_version=expected_version)
    year, agency = timezone.localdate(now).year, agency_by_id(document.agency_id)
    document.book_id, document.number = next_number(agency, Direction.IN, series=ARRIVALS, year=year)
    document.registered_at = now
    settle(actor, document, "register", changed=["book", "number", "registered_at"], now=now)
    return document


@act()
def refuse(
    actor: Person, document: Document, *, reason: str, expected_version: int | None = None, now: datetime
) -> Document:
    """Return what was sent to the wrong body or is not whole (Điều 21). Refused: reason-missing."""
    document = begin(actor, document, "refuse", expected_version=expected_version)
    reason = given(reason, "Hãy ghi lý do trả lại để nơi gửi biết.")
    document.ended_at = now
    settle(actor, document, "refuse", reason=reason, changed=["ended_at"], now=now)
    return document


@act()
def decline_recall(
    actor: Person, document: Document, *, reason: str, expected_version: int | None = None, now: datetime
) -> Document:
    """Keep a document that its sender recalls, and say why. Refused: not-recalled, reason-missing."""
    document = begin(actor, document, "decline_recall", expected_version=expected_version)
    reason = given(reason, "Hãy ghi lý do không đồng ý thu hồi.")
    queries.delivery_origin(document)  # locked: its sender may be asking just now
    if not queries.is_recall_asked(document):
        raise Refused("not-recalled", "Nơi gửi không đề nghị thu hồi văn bản này.")
    touch(actor, document, now=now)
    document.reason = reason
    change(document, ["version", "moved_at", "moved_by_name", "reason"])
    record(actor, DocumentMoved(document.pk, "decline_recall", document.state, reason), at=now)
    tell_sender(actor, document, state=DeliveryState.RECALL_DECLINED, now=now)
    return document
