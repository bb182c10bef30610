"""How a person can be reached, and how long we go on trying."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from tinhso.engines.notifications.lifecycle import MessageChannel

# Minutes to wait after each failed try; after the last the message is given up and shown as such.
BACK_OFF_MINUTES = (1, 5, 15, 60, 240, 720)


@dataclass(frozen=True)
class Recipient:
    """Whom a message is for. ref: citizen:12, organisation:3; phone and email may be empty."""

    ref: str
    name: str
    phone: str = ""
    email: str = ""


def ways_to_reach(to: Recipient, *, email: bool, sms: bool, zalo: bool) -> list[tuple[MessageChannel, str]]:
    """Pairs (channel, address) by the person's choice.

    When the choice leaves no way but we know one, that one is used: news about one's own dossier must arrive.
    With no address at all the answer is one pair (NONE, ""), so that the failure is seen.
    """
    ways = []
    if email and to.email:
        ways.append((MessageChannel.EMAIL, to.email))
    if sms and to.phone:
        ways.append((MessageChannel.SMS, to.phone))
    if zalo and to.phone:
        ways.append((MessageChannel.ZALO, to.phone))
    if not ways and to.email:
        ways.append((MessageChannel.EMAIL, to.email))
    if not ways and to.phone:
        ways.append((MessageChannel.SMS, to.phone))
    return ways or [(MessageChannel.NONE, "")]


def next_try(tries: int, *, now: datetime) -> datetime | None:
    """When to try again after so many failed tries; None = give up."""
    if tries > len(BACK_OFF_MINUTES):
        return None
    return now + timedelta(minutes=BACK_OFF_MINUTES[tries - 1])
