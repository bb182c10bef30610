"""What evidence writes to the journal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class HeadsPublished:
    """The heads of all chains were signed and published (công bố đầu chuỗi nhật ký); sha256: of the line."""

    kind: ClassVar = "evidence.heads_published"
    about: ClassVar = "journal:heads"
    number: int
    chains: int
    sha256: str
