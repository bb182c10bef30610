"""How long who failed to sign in must wait: kept in the database, growing, never for ever."""

from __future__ import annotations

import hashlib
import math
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings

from tinhso.ground.base.vietnamese import VIETNAM
from tinhso.ground.people import failures
from tinhso.ground.people.models import SignInStep
from tinhso.ground.people.rules import Patience


@dataclass(frozen=True)
class Attempt:
    """Somebody about to prove that he is who he says: under which name, at which step, from where."""

    name: str
    step: SignInStep
    network: str
    device: str
    now: datetime

    @property
    def name_hash(self) -> bytes:
        """What is kept of step and name."""
        return hashlib.sha256(f"{self.step}:{self.name}".encode()).digest()


def opens_at(attempt: Attempt) -> datetime | None:
    """Until when this attempt must wait; None when it may be made now. The same for names that do not exist.

    First step: by name and network, by network alone, and by name alone for networks that the name is not known at,
    so that strangers slow each other and not the owner at his desk. Second step: by name, from everywhere, because only
    someone who has the password can fail there.
    """
    patience = {name: Patience(*numbers) for name, numbers in settings.SIGN_IN_PATIENCE.items()}
    if attempt.step == SignInStep.SECOND:
        return _until(attempt, patience["second"], name=True)
    waits = [
        _until(attempt, patience["first"], name=True, network=True),
        _until(attempt, patience["network"], network=True),
    ]
    if not failures.is_known_network(attempt.name, attempt.network, now=attempt.now):
        waits.append(_until(attempt, patience["name"], name=True))
    return max((wait for wait in waits if wait), default=None)


def _until(attempt: Attempt, patience: Patience, *, name: bool = False, network: bool = False) -> datetime | None:
    met = failures.counted(
        since=attempt.now - timedelta(hours=patience.hours),
        name_hash=attempt.name_hash if name else None,
        network=attempt.network if network else None,
    )
    times = met.count()
    filled = times - times % patience.free
    if not filled:
        return None
    until = met[filled - 1].at + patience.wait_after(times)
    return until if until > attempt.now else None


def sentence(until: datetime, *, now: datetime) -> str:
    """How long to wait, for who reads it."""
    minutes = max(1, math.ceil((until - now).total_seconds() / 60))
    return (
        f"Đã nhập sai nhiều lần liên tiếp. Vì an toàn, hãy thử lại sau {minutes} phút"
        f" (lúc {until.astimezone(VIETNAM):%H:%M})."
    )
