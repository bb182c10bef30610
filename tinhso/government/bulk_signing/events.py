"""Facts about sessions of bulk signing. Each signature itself is in the journal as ever, about its own dossier."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

ABOUT = "signing_session:{session_id}"


@dataclass(frozen=True)
class SigningSessionMoved:
    """A session was opened, confirmed, stopped, paused, finished or closed (ký loạt). reason: why it paused."""

    kind: ClassVar[str] = "bulk_signing.moved"
    about: ClassVar[str] = ABOUT
    session_id: int
    what: str
    verb: str
    state: str
    waiting: int
    done: int
    refused: int
    reason: str = ""


@dataclass(frozen=True)
class PaperNotSigned:
    """One paper of a session could not be signed, and why (không ký được). The session goes on."""

    kind: ClassVar[str] = "bulk_signing.not_signed"
    about: ClassVar[str] = ABOUT
    session_id: int
    dossier_id: int
    reason: str
