"""What signing writes into the journal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar


@dataclass(frozen=True)
class CertificateIssued:
    """The development CA made a certificate for somebody (cấp chứng thư thử nghiệm)."""

    kind: ClassVar[str] = "signing.certificate_issued"
    about: ClassVar[str] = "{owner_ref}"
    owner_ref: str
    serial: str
    valid_to: datetime


@dataclass(frozen=True)
class PaperSigned:
    """A person signed a paper (ký số)."""

    kind: ClassVar[str] = "signing.signed"
    about: ClassVar[str] = "paper:{paper_id}"
    paper_id: int
    code: str
    subject: str
    title: str
    official_id: int
    sha256: str


@dataclass(frozen=True)
class PaperSealed:
    """An agency put its digital seal on a paper and so issued it (cơ quan ký số, phát hành)."""

    kind: ClassVar[str] = "signing.sealed"
    about: ClassVar[str] = "paper:{paper_id}"
    paper_id: int
    code: str
    subject: str
    number: str
    agency_id: int
    sha256: str


@dataclass(frozen=True)
class SealsEnded:
    """Agencies ended, and with them their digital seals: nothing new is sealed with them (hết hiệu lực con dấu số)."""

    kind: ClassVar[str] = "signing.seals_ended"
    about: ClassVar[str] = "platform:seals"
    agency_ids: list[int]
    seals: int


@dataclass(frozen=True)
class PaperProven:
    """A signed paper gained time-stamps or what it needs to be judged in decades (bổ sung bằng chứng lâu dài)."""

    kind: ClassVar[str] = "signing.proven"
    about: ClassVar[str] = "paper:{paper_id}"
    paper_id: int
    code: str
    subject: str
    level: str
    sha256: str


@dataclass(frozen=True)
class CertificateRevoked:
    """A certificate no longer holds, by its CA's word (thu hồi chứng thư)."""

    kind: ClassVar[str] = "signing.certificate_revoked"
    about: ClassVar[str] = "{owner_ref}"
    owner_ref: str
    serial: str
    revoked_at: datetime
    reason: str
