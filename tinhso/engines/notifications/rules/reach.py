"""How a person can be reached, and how long we go on trying."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from tinhso.engines.notifications.lifecycle import MessageChannel

# Minutes to wait after each failed try; after the last the message is given up and shown as such.
BACK_OFF_MINUTES = (1, 5, 15, 60, 240, 720)
_NOT_DIALLED = re.compile(r"[\s.()-]")


@dataclass(frozen=True)
class Recipient:
    """Whom a message is for. ref: citizen:12, organisation:3; phone and email may be empty."""

    ref: str
    name: str
    phone: str = ""
    email: str = ""


def ways_to_reach(to: Recipient, *, email: bool, sms: bool, zalo: bool) -> list[tuple[MessageChannel, str]]:
    """Pairs (channel, address) by the person's choice; telephone numbers without spaces, dots, brackets.

    When the choice leaves no way but we know one, that one is used: news about one's own dossier must arrive.
    With no address at all the answer is one pair (NONE, ""), so that the failure is seen.
    """
    phone = _NOT_DIALLED.sub("", to.phone)
    ways = []
    if email and to.email:
        ways.append((MessageChannel.EMAIL, to.email))
    if sms and phone:
        ways.append((MessageChannel.SMS, phone))
    if zalo and phone:
        ways.append((MessageChannel.ZALO, phone))
    if not ways and to.email:
        ways.append((MessageChannel.EMAIL, to.email))
    if not ways and phone:
        ways.append((MessageChannel.SMS, phone))
    return ways or [(MessageChannel.NONE, "")]


def next_try(tries: int, *, now: datetime) -> datetime | None:
    """When to try again after so many failed tries; None = give up."""
    if tries > len(BACK_OFF_MINUTES):
        return None
    return now + timedelta(minutes=BACK_OFF_MINUTES[tries - 1])
