"""What happens to messages, as the journal keeps it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class MessageUndelivered:
    """A message was given up: the person has to be told in another way."""

    kind: ClassVar = "notifications.undelivered"
    about: ClassVar = "{subject}"
    subject: str
    message_id: int
    channel: str
    template: str


@dataclass(frozen=True)
class PreferenceChanged:
    """A person chose how he, or an organisation that he represents (ref), is to be reached."""

    kind: ClassVar = "notifications.preference_changed"
    about: ClassVar = "{ref}"
    ref: str
    email: bool
    sms: bool
    zalo: bool
    language: str


@dataclass(frozen=True)
class PreferenceForgotten:
    """What a person had chosen was erased at his request: the defaults hold again."""

    kind: ClassVar = "notifications.preference_forgotten"
    about: ClassVar = "{ref}"
    ref: str
