"""What GovStack's door writes to the journal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class ThingNamed:
    """From now on callers' identifier means this thing of ours (đặt mã của bên ngoài)."""

    kind: ClassVar[str] = "govstack.named"
    about: ClassVar[str] = "name:{thing}:{theirs}"
    thing: str
    theirs: str
    ours: str
