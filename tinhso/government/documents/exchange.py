"""A document as a message of document exchange, both ways: what stands where, on plain values."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from tinhso.government.documents.lifecycle import DeliveryState
from tinhso.ground.base.vietnamese import nfc
from tinhso.ground.gateway.edxml.codes import canonical, to_legacy
from tinhso.ground.gateway.edxml.messages import (
    Attachment,
    Business,
    BusinessInfo,
    Code,
    Kind,
    Organ,
    Other,
    Packet,
    Promulgation,
    Replacement,
    ResponseFor,
    Signer,
    Traces,
    document_id,
)
from tinhso.ground.gateway.edxml.messages import Document as Header

# 01 and 03 to 06 only go on; a state that comes late, behind a later one, says nothing new.
FORWARD = (
    DeliveryState.WAITING, DeliveryState.ARRIVED, DeliveryState.REGISTERED, DeliveryState.AWAITING,
    DeliveryState.IN_PROGRESS, DeliveryState.DONE,
)  # fmt: skip
PDF = "application/pdf"
MOST_PAGES = 9999  # as a clerk may enter


@dataclass(frozen=True)
class Outgoing:
    """What a message says of a released document. code, name: of who issues it; lines: above the signature."""

    code: str
    name: str
    notation: str
    subject: str
    kind: str
    issued_on: date
    signer: str
    lines: Sequence[str]
    answer_by: date | None
    urgency: int
    pages: int | None
    recipients: Sequence[tuple[str, str]]
    places: Sequence[str] = ()
    answers: ResponseFor | None = None


def code_of(notation: str) -> Code:
    """Number and notation: 15 and KH-UBND of 15/KH-UBND."""
    number, _, rest = notation.partition("/")
    return Code(number, rest) if rest else Code("", notation)


def named(facts: Outgoing) -> str:
    """The DocumentId under which a document goes out: in the old notation, which every program reads."""
    return document_id(to_legacy(facts.code), facts.issued_on, code_of(facts.notation))


def message_of(facts: Outgoing, info: BusinessInfo, files: Iterable[Attachment] = ()) -> Packet:
    """The message of a document."""
    competence = facts.lines[0].partition(" ")[0] if len(facts.lines) > 1 else ""
    position = facts.lines[-1] if facts.lines else ""
    header = Header(
        sender=Organ(facts.code, name=facts.name),
        receivers=tuple(Organ(code, name=name) for code, name in facts.recipients),
        document_id=named(facts),
        code=code_of(facts.notation),
        promulgation=Promulgation("", facts.issued_on),
        kind=Kind(name=facts.kind),
        subject=facts.subject,
        signer=Signer(competence, position, facts.signer),
        due=facts.answer_by,
        other=Other(priority=facts.urgency, pages=facts.pages),
        responses=(facts.answers,) if facts.answers else (),
        places=tuple(facts.places),
    )
    return Packet(header, Traces(info), tuple(files))


def new(facts: Outgoing, files: Iterable[Attachment]) -> Packet:
    """A new document."""
    return message_of(facts, BusinessInfo(Business.NEW, paper=0), files)


def replacing(facts: Outgoing, files: Iterable[Attachment], *, replaced: str) -> Packet:
    """A document in the place of another, known by its DocumentId."""
    instead = Replacement(replaced, tuple(code for code, _ in facts.recipients))
    return message_of(facts, BusinessInfo(Business.REPLACE, paper=0, replacements=(instead,)), files)


def updating(facts: Outgoing, files: Iterable[Attachment], *, updated: str, reason: str) -> Packet:
    """A document that says what is to be read otherwise in another, known by its DocumentId."""
    return message_of(facts, BusinessInfo(Business.UPDATE, reason, document_id=updated, paper=0), files)


def recalling(facts: Outgoing, *, recalled: str, reason: str) -> Packet:
    """A document that its receivers shall give up."""
    return message_of(facts, BusinessInfo(Business.RECALL, reason, document_id=recalled, paper=0))


def main_file(message: Packet) -> Attachment | None:
    """The file that is the document: the first PDF, else the first."""
    pdfs = [one for one in message.attachments if one.content_type == PDF or one.name.lower().endswith(".pdf")]
    return next(iter([*pdfs, *message.attachments]), None)


def sender_of(header: Header) -> tuple[str, str]:
    """Code, root first, and name of who sent it; its code where it has no name."""
    code = canonical(header.sender.organ_id)
    return code, nfc(header.sender.name) or code


def notation_of(header: Header) -> str:
    """15/KH-UBND; from the DocumentId where the code is missing."""
    code = f"{header.code.number}/{header.code.notation}".strip("/")
    return code or header.document_id.rpartition(",")[2]


def pages_of(header: Header) -> int | None:
    """How many pages it says it has; None for a number that no paper has."""
    pages = header.other.pages
    return pages if pages is not None and 0 < pages <= MOST_PAGES else None


def day_in(document_id: str) -> date | None:
    """The day of issue that stands in a DocumentId: 000.00.00.H42,2026/11/27,15/KH-UBND; None where none stands."""
    try:
        return date(*map(int, document_id.split(",")[1].split("/")))
    except (IndexError, TypeError, ValueError):
        return None


def issued_on(header: Header, *, today: date) -> date:
    """The day of a document: as it says, or as its DocumentId says; today where neither does or it lies ahead."""
    return min(header.promulgation.day or day_in(header.document_id) or today, today)


def is_news(standing: str, told: str) -> bool:
    """Whether a state that a recipient tells changes what we know. A recall is ended by an answer to it alone."""
    if standing == DeliveryState.RECALL_ASKED:
        return told in {DeliveryState.RECALL_AGREED, DeliveryState.RECALL_DECLINED}
    if standing in FORWARD and told in FORWARD:
        return FORWARD.index(DeliveryState(told)) > FORWARD.index(DeliveryState(standing))
    return told != standing
