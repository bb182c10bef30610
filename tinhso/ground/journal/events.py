"""What the journal writes about itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar


@dataclass(frozen=True)
class JournalArchived:
    """The oldest piece was proven, kept as a file and taken out (lưu trữ một phần nhật ký).

    tails: [chain, place, hash] of the newest archived row of every chain: where the rows that stand go on. files: of
    all archives so far, the oldest first, [name, SHA-256]. until: the moment of the newest archived row.
    """

    kind: ClassVar = "journal.archived"
    about: ClassVar = "journal:archive"
    piece: str
    entries: int
    until: str
    tails: list[Any]
    files: list[Any]
