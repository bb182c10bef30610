"""What the store writes into the journal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class PaperStored:
    """A paper was put into its owner's store (lưu giấy tờ vào kho); not when it was found there."""

    kind: ClassVar = "store.stored"
    about: ClassVar = "stored_paper:{paper_id}"
    paper_id: int
    type_code: str
    source: str
    sha256: str
    dossier_code: str


@dataclass(frozen=True)
class PaperEnded:
    """A stored paper counts no more: another took its place, or it was taken out (thay thế, thu hồi)."""

    kind: ClassVar = "store.ended"
    about: ClassVar = "stored_paper:{paper_id}"
    paper_id: int
    state: str
    reason: str


@dataclass(frozen=True)
class PaperOpened:
    """An official opened a stored paper in the course of a dossier (mở xem giấy tờ trong kho)."""

    kind: ClassVar = "store.opened"
    about: ClassVar = "stored_paper:{paper_id}"
    paper_id: int
    subject: str
    purpose: str
