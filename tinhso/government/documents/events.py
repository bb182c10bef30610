"""What can happen to a document, as the journal keeps it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

ABOUT = "document:{document_id}"


@dataclass(frozen=True)
class DocumentDrafted:
    """A draft was written, or written anew (soạn thảo). draft: which version."""

    kind: ClassVar[str] = "documents.drafted"
    about: ClassVar[str] = ABOUT
    document_id: int
    draft: int


@dataclass(frozen=True)
class DocumentMoved:
    """A document moved by its table: submitted, sent back, registered, begun, filed away, recalled …"""

    kind: ClassVar[str] = "documents.moved"
    about: ClassVar[str] = ABOUT
    document_id: int
    verb: str
    state: str
    reason: str = ""


@dataclass(frozen=True)
class DocumentSigned:
    """The one with competence signed (ký số)."""

    kind: ClassVar[str] = "documents.signed"
    about: ClassVar[str] = ABOUT
    document_id: int
    paper_code: str


@dataclass(frozen=True)
class DocumentNumbered:
    """Number and day were given (cấp số, thời gian ban hành); the seal follows. form: of a copy, '' for itself."""

    kind: ClassVar[str] = "documents.numbered"
    about: ClassVar[str] = ABOUT
    document_id: int
    notation: str
    form: str = ""


@dataclass(frozen=True)
class NumberVoided:
    """A number that was given goes to nothing (hủy số): nothing was sealed under it. form: as in DocumentNumbered."""

    kind: ClassVar[str] = "documents.number_voided"
    about: ClassVar[str] = ABOUT
    document_id: int
    notation: str
    reason: str
    form: str = ""


@dataclass(frozen=True)
class DocumentReleased:
    """Sealed under its number and delivered (đóng dấu, phát hành). inside, outside: to how many bodies."""

    kind: ClassVar[str] = "documents.released"
    about: ClassVar[str] = ABOUT
    document_id: int
    notation: str
    paper_code: str
    inside: int
    outside: int


@dataclass(frozen=True)
class DocumentCopied:
    """A copy was made (sao y, sao lục, trích sao). paper_code: of an electronic one; '' for a form to be printed."""

    kind: ClassVar[str] = "documents.copied"
    about: ClassVar[str] = ABOUT
    document_id: int
    form: str
    notation: str
    paper_code: str


@dataclass(frozen=True)
class DocumentArrived:
    """A document came from outside or on paper (văn bản đến). verdict: on the signatures of its file."""

    kind: ClassVar[str] = "documents.arrived"
    about: ClassVar[str] = ABOUT
    document_id: int
    agency_id: int
    sender_code: str
    notation: str
    verdict: str = ""


@dataclass(frozen=True)
class DeliveryTold:
    """A recipient told how far a document has come there (mã trạng thái gửi, nhận)."""

    kind: ClassVar[str] = "documents.delivery_told"
    about: ClassVar[str] = ABOUT
    document_id: int
    recipient_id: int
    state: str
    reason: str


@dataclass(frozen=True)
class TaskGiven:
    """A document gave somebody something to do (giao nhiệm vụ). due_on: the last working day."""

    kind: ClassVar[str] = "documents.task_given"
    about: ClassVar[str] = ABOUT
    document_id: int
    task_id: int
    lead_id: int
    due_on: date | None


@dataclass(frozen=True)
class TaskMoved:
    """A task was reported, sent on, or closed."""

    kind: ClassVar[str] = "documents.task_moved"
    about: ClassVar[str] = ABOUT
    document_id: int
    task_id: int
    verb: str
    state: str
    reason: str = ""
