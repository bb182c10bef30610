"""A ticket to the stream: short-lived, signed, for one session, one unit and one language.

The stream is served by another process (streaming.py), which has no sessions of its own: who may listen is decided
here, where the door is, and the stream ends what ends here.
"""

from __future__ import annotations

from dataclasses import dataclass
from secrets import token_urlsafe

from django.core import signing

SALT = "ioc.stream"
SECONDS = 60


@dataclass(frozen=True)
class Ticket:
    """Who listens to what. handle: of his session. once: used by one connection alone."""

    account_id: int
    handle: str
    unit: int
    language: str
    once: str


def issue(*, account_id: int, handle: str, unit: int, language: str) -> str:
    """The words of a ticket."""
    return signing.dumps([account_id, handle, unit, language, token_urlsafe(9)], salt=SALT)


def read(words: str) -> Ticket | None:
    """What a ticket says; None when it is not ours or older than a minute."""
    try:
        return Ticket(*signing.loads(words, salt=SALT, max_age=SECONDS))
    except (signing.BadSignature, TypeError, ValueError):
        return None
