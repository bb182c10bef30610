"""What may leave in a copy, and how a request stands against its clocks: plain values only."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from tinhso.ground.base.states import Labelled
from tinhso.ground.people.persons import HELPING, IN_THE_NAME_OF

COPY_KEPT = timedelta(days=7)  # how long a copy lies ready when no term says otherwise
# Whatever looks like a personal number (12 or 9 digits), a telephone or an address of e-mail.
_NUMBER = re.compile(r"(?<![\w.-])(?:\+84|0)?\d{8,12}(?![\w-])")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
HIDDEN = "•••"


class Standing(Labelled):
    """How an open request stands now."""

    LATE = "LATE", "Quá hạn"
    TODAY = "TODAY", "Đến hạn trong 24 giờ"
    IN_TIME = "IN_TIME", "Còn hạn"


def standing(due_at: datetime, *, now: datetime) -> Standing:
    """Late, due within a day, or in time."""
    if now > due_at:
        return Standing.LATE
    return Standing.TODAY if due_at - now <= timedelta(hours=24) else Standing.IN_TIME


def extended_until(original_due_at: datetime, days: int) -> datetime:
    """The last moment to which one extension may lead: so many calendar days after the first promise."""
    return original_due_at + timedelta(days=days)


def masked_name(name: str) -> str:
    """Each word of a name by its first letter alone: how an officer reads it before he says why he must know more."""
    return " ".join(f"{word[0]}{HIDDEN}" for word in name.split())


def masked_number(number: str) -> str:
    """The last three digits of a number."""
    return "•" * max(0, len(number) - 3) + number[-3:] if number else ""


def only_own(value: Any, own: Collection[str]) -> Any:
    """A value without numbers, telephones and addresses that are somebody else's; lists and mappings within as well.

    own: what is the subject's. Names inside free text are left: they are what he himself wrote or was told.
    """
    if isinstance(value, str):
        hidden = _NUMBER.sub(lambda m: m[0] if m[0] in own else masked_number(m[0]), value)
        return _EMAIL.sub(lambda m: m[0] if m[0] in own else HIDDEN, hidden)
    if isinstance(value, dict):
        return {name: only_own(one, own) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [only_own(one, own) for one in value]
    return value


def of_somebody(value: str, own: Collection[str]) -> str:
    """A name or number that may be somebody else's: shown when it is the subject's own, else masked.

    Of two names ("X thay mặt Y") each is judged alone.
    """
    for between in (IN_THE_NAME_OF, HELPING):
        first, found, second = value.partition(between)
        if found:
            return of_somebody(first, own) + between + of_somebody(second, own)
    if value in own:
        return value
    return masked_number(value) if value.isdecimal() else masked_name(value)
