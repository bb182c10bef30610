"""What happens to registers, as the journal keeps it; what a record says stands in its history, not here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class RegisterMade:
    """A register was opened (lập cơ sở dữ liệu)."""

    kind: ClassVar[str] = "registers.made"
    about: ClassVar[str] = "register:{register_id}"
    register_id: int
    code: str
    keeper_id: int
    is_personal: bool


@dataclass(frozen=True)
class RegisterShaped:
    """A version of its schema came or changed (thay đổi cấu trúc dữ liệu)."""

    kind: ClassVar[str] = "registers.shaped"
    about: ClassVar[str] = "register:{register_id}"
    register_id: int
    version: str


@dataclass(frozen=True)
class SchemaEnded:
    """A version of its schema takes no more records (ngừng dùng cấu trúc dữ liệu)."""

    kind: ClassVar[str] = "registers.schema_ended"
    about: ClassVar[str] = "register:{register_id}"
    register_id: int
    version: str


@dataclass(frozen=True)
class RecordWritten:
    """A record was written: number 1 is new (ghi bản ghi)."""

    kind: ClassVar[str] = "registers.record_written"
    about: ClassVar[str] = "record:{uuid}"
    uuid: str
    register_id: int
    number: int


@dataclass(frozen=True)
class ProposalMade:
    """Somebody proposed to change a register (đề nghị thay đổi)."""

    kind: ClassVar[str] = "registers.proposed"
    about: ClassVar[str] = "register:{register_id}"
    proposal_id: int
    register_id: int
    what: str


@dataclass(frozen=True)
class ProposalSettled:
    """A proposal was approved or sent back (duyệt, trả lại đề nghị)."""

    kind: ClassVar[str] = "registers.proposal_settled"
    about: ClassVar[str] = "register:{register_id}"
    proposal_id: int
    register_id: int
    verb: str


@dataclass(frozen=True)
class RecordDeleted:
    """A record was taken out; its history stays (xoá bản ghi)."""

    kind: ClassVar[str] = "registers.record_deleted"
    about: ClassVar[str] = "record:{uuid}"
    uuid: str
    register_id: int
    number: int
