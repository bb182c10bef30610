"""What a year consists of: filings and their fates, planned from the seed alone.

A day is planned from (seed, day) and from nothing else, so any day can be made alone, in any process, and made again
after a kill. What officers do with the filings is not planned here: it depends on the queues (`office.py`).
"""

from __future__ import annotations

import hashlib
import random
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Supplement(StrEnum):
    """In which phase the officer finds that something is missing."""

    NEVER = ""
    RECEPTION = "RECEPTION"
    EXAMINATION = "EXAMINATION"


class Refusal(StrEnum):
    """In which phase the dossier is refused."""

    NEVER = ""
    RECEPTION = "RECEPTION"
    EXAMINATION = "EXAMINATION"


@dataclass(frozen=True, slots=True)
class Human:
    """A synthetic person. number: 12 digits of nobody (no province has them, its century is 2300).

    index: his place in the population; commune: the unit of 2024-09 in which he lives; sex: MALE or FEMALE.
    """

    index: int
    number: str
    full_name: str
    sex: str
    born: date
    commune: str
    address: str
    phone: str
    email: str
    household: int


@dataclass(frozen=True, slots=True)
class Enterprise:
    """A synthetic enterprise. tax_code: ten digits whose check digit is wrong, so that it can be nobody's."""

    index: int
    tax_code: str
    name: str
    commune: str
    address: str
    head: Human


@dataclass(frozen=True, slots=True)
class Fate:
    """What will befall a filing as far as its applicant and its contents decide; officers' queues decide the rest.

    answers_after: days from a supplement request to its answer, None = never (the law then closes the dossier).
    withdrawn_after: days from filing to the applicant's wish to withdraw, None = never. pace: share of the promised
    time after which the case officer has finished his work; above 1 the dossier is late. apologises: whether the leader
    of a late one promises a new day in time, as the law asks. paid_after: days from a charge to its payment.
    collected_after: days from the ready result to the applicant's visit. rating: 0 = none, else 1 to 5,
    rated_after days from the end. verified: the officer looks at the place first. sent_back: the draft once comes back.
    """

    supplement: Supplement = Supplement.NEVER
    answers_after: float | None = 0.0
    refusal: Refusal = Refusal.NEVER
    withdrawn_after: float | None = None
    pace: float = 0.5
    apologises: bool = True
    verified: bool = False
    sent_back: bool = False
    paid_after: float = 0.0
    pays_online: bool = False
    collected_after: float = 0.0
    rating: int = 0
    rated_after: float = 0.0


@dataclass(frozen=True, slots=True)
class Filing:
    """One filing. key: unique in the year, and the idempotency key under which it is filed; a retry keeps it.

    at: the moment, always one of the day's slots. procedure: its code; bundle: '' or the code of the interlinked
    procedure under which it is filed (then `procedure` is its root). channel: ONLINE, COUNTER or POST; assisted: online
    by a helper of the one-stop. agency: slug of the receiving agency on that day. commune: unit code of the case on
    that day. enterprise: the applicant, where it is not the human himself, who then acts for it.
    """

    key: str
    at: datetime
    procedure: str
    bundle: str
    channel: str
    assisted: bool
    delivery: str
    agency: str
    commune: str
    human: Human
    enterprise: Enterprise | None
    fate: Fate


def stream(*names: object) -> random.Random:
    """A stream of random numbers of its own for these names, the same on every machine."""
    return random.Random(int.from_bytes(_digest(names, 16), "big"))


def draws(*names: object) -> tuple[float, ...]:
    """Sixteen numbers in [0, 1) for these names: cheaper than a stream where few are needed."""
    digest = _digest(names, 64)
    return tuple(int.from_bytes(digest[at : at + 4], "big") / 2**32 for at in range(0, 64, 4))


def _digest(names: tuple[object, ...], size: int) -> bytes:
    return hashlib.blake2b("|".join(map(str, names)).encode(), digest_size=size).digest()
