"""The message in the terms of the standard; fields stand in the order in which they are written."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import IntEnum
from typing import BinaryIO

from tinhso.ground.base.states import Labelled
from tinhso.ground.gateway.edxml.shapes import Shape, listed, part, parts, scalar, text, texts


class Business(IntEnum):
    """What a message does (BussinessDocType)."""

    NEW = 0
    RECALL = 1
    UPDATE = 2
    REPLACE = 3


BUSINESS_WORDS = {0: "Văn bản mới", 1: "Thu hồi văn bản", 2: "Cập nhật văn bản", 3: "Thay thế văn bản"}


class Status(Labelled):
    """How far a document is with its receiver (StatusCode); what the codes mean is read from systems in use [M]."""

    ARRIVED = "01", "Đã đến"
    REFUSED = "02", "Từ chối nhận"
    ACCEPTED = "03", "Đã tiếp nhận"
    WAITING = "04", "Chờ phân công"
    ASSIGNED = "05", "Đang xử lý"
    DONE = "06", "Đã hoàn thành"
    RECALL = "13", "Yêu cầu thu hồi"
    RECALL_AGREED = "15", "Đồng ý thu hồi, cập nhật"
    RECALL_REFUSED = "16", "Từ chối thu hồi, cập nhật"


@dataclass(frozen=True)
class Organ:
    """An agency that sends or receives. organ_id: its electronic code, in either notation."""

    organ_id: str = text("OrganId")
    in_charge: str = text("OrganizationInCharge")
    name: str = text("OrganName")
    address: str = text("OrganAdd")
    email: str = text("Email")
    telephone: str = text("Telephone")
    fax: str = text("Fax")
    website: str = text("Website")


@dataclass(frozen=True)
class Code:
    """Number and notation of a document: 15, KH-UBND."""

    number: str = text("CodeNumber")
    notation: str = text("CodeNotation")


@dataclass(frozen=True)
class Promulgation:
    """Where and when a document was issued."""

    place: str = text("Place")
    day: date | None = scalar("PromulgationDate", Shape.DAY)


@dataclass(frozen=True)
class Kind:
    """The kind of a document by number and name."""

    type: int | None = scalar("Type", Shape.NUMBER)
    detail: int | None = scalar("TypeDetail", Shape.NUMBER)
    name: str = text("TypeName")


@dataclass(frozen=True)
class Signer:
    """Who signed. competence: KT., TL., TM. …"""

    competence: str = text("Competence")
    position: str = text("Position")
    name: str = text("FullName")


@dataclass(frozen=True)
class Other:
    """What else is said. priority: 0 normal, 1 urgent, 2 very urgent, 3 express, 4 express at a given time."""

    priority: int | None = scalar("Priority", Shape.NUMBER)
    sphere: str = text("SphereOfPromulgation")
    typer: str = text("TyperNotation")
    copies: int | None = scalar("PromulgationAmount", Shape.NUMBER)
    pages: int | None = scalar("PageAmount", Shape.NUMBER)
    direction: bool | None = scalar("Direction", Shape.FLAG)
    reply_fors: str = text("ReplyFors")
    reference_codes: str = text("ReferenceCodes")
    appendixes: tuple[str, ...] = texts("Appendixes", "Appendix")


@dataclass(frozen=True)
class ResponseFor:
    """The document that is answered, or whose state is told."""

    organ_id: str = text("OrganId")
    code: str = text("Code")
    document_id: str = text("DocumentId")
    day: date | None = scalar("PromulgationDate", Shape.DAY)


@dataclass(frozen=True)
class Staff:
    """Who did it at the sender."""

    department: str = text("Department")
    staff: str = text("Staff")
    email: str = text("Email")
    mobile: str = text("Mobile")


@dataclass(frozen=True)
class Document:
    """MessageHeader of a document. steering: 1 none, 2 steering, 3 report on steering."""

    sender: Organ = part("From", Organ)
    receivers: tuple[Organ, ...] = parts("To", Organ)
    document_id: str = text("DocumentId")
    code: Code = part("Code", Code)
    promulgation: Promulgation = part("PromulgationInfo", Promulgation)
    kind: Kind = part("DocumentType", Kind)
    subject: str = text("Subject")
    content: str = text("Content")
    signer: Signer = part("SignerInfo", Signer)
    due: date | None = scalar("DueDate", Shape.DAY)
    other: Other = part("OtherInfo", Other)
    responses: tuple[ResponseFor, ...] = parts("ResponseFor", ResponseFor)
    steering: int | None = scalar("SteeringType", Shape.NUMBER)
    places: tuple[str, ...] = texts("ToPlaces", "Place")
    application: str = text("ApplicationType")
    task: str = text("ResponseForTask")


@dataclass(frozen=True)
class StatusReport:
    """MessageHeader of a status message."""

    sender: Organ = part("From", Organ)
    response: ResponseFor = part("ResponseFor", ResponseFor)
    staff: Staff = part("StaffInfo", Staff)
    status: str = text("StatusCode")
    description: str = text("Description")
    at: datetime | None = scalar("Timestamp", Shape.MOMENT)


@dataclass(frozen=True)
class Receiver:
    """A receiver that an update removes (0) or adds (1)."""

    type: int | None = scalar("ReceiverType", Shape.NUMBER)
    organ_id: str = text("OrganId")


@dataclass(frozen=True)
class Changed:
    """What an update changes: the document (1 = yes), its receivers (1 = yes), and which."""

    document: int | None = scalar("DocumentInfo", Shape.NUMBER)
    receiver: int | None = scalar("DocumentReceiver", Shape.NUMBER)
    receivers: tuple[Receiver, ...] = listed("ReceiverList", "Receiver", Receiver)


@dataclass(frozen=True)
class Replacement:
    """A document that is replaced, and for whom."""

    document_id: str = text("DocumentId")
    organ_ids: tuple[str, ...] = texts("OrganIdList", "OrganId")


@dataclass(frozen=True)
class BusinessInfo:
    """Bussiness (sic). document_id: of the document that is recalled or updated; paper: 1 when paper follows."""

    type: int | None = scalar("BussinessDocType", Shape.NUMBER)
    reason: str = text("BussinessDocReason")
    changed: Changed = part("BussinessDocumentInfo", Changed)
    document_id: str = text("DocumentId")
    paper: int | None = scalar("Paper", Shape.NUMBER)
    staff: Staff = part("StaffInfo", Staff)
    replacements: tuple[Replacement, ...] = listed("ReplacementInfoList", "ReplacementInfo", Replacement)


@dataclass(frozen=True)
class Trace:
    """Through whom the message went, and when."""

    organ_id: str = text("OrganId")
    at: datetime | None = scalar("Timestamp", Shape.MOMENT)


@dataclass(frozen=True)
class Traces:
    """TraceHeaderList."""

    business: BusinessInfo = part("Bussiness", BusinessInfo)
    traces: tuple[Trace, ...] = parts("TraceHeader", Trace)


def _nothing() -> BinaryIO:
    return io.BytesIO()


@dataclass(frozen=True)
class Attachment:
    """A file of the message. opened: its content, from the beginning, each time; size_bytes: as read."""

    name: str
    content_type: str
    content_id: str = ""
    description: str = ""
    opened: Callable[[], BinaryIO] = field(default=_nothing, compare=False)
    size_bytes: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Packet:
    """A whole message. oddities: what the reader forgave, in codes (sha1, business-type …)."""

    header: Document | StatusReport
    traces: Traces = Traces()
    attachments: tuple[Attachment, ...] = ()
    oddities: tuple[str, ...] = field(default=(), compare=False)

    @property
    def receivers(self) -> tuple[str, ...]:
        """Codes of those whom it is for, as they are written in it."""
        if isinstance(self.header, StatusReport):
            return (self.header.response.organ_id,)
        return tuple(dict.fromkeys(organ.organ_id for organ in self.header.receivers))


def document_id(organ_id: str, day: date, code: Code) -> str:
    """The DocumentId of a document: 000.00.00.H42,2026/11/27,15/KH-UBND."""
    return f"{organ_id},{day:%Y/%m/%d},{code.number}/{code.notation}"
