"""What makes two papers one, and until when a paper counts: on plain values."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from tinhso.ground.base.states import Labelled
from tinhso.ground.base.vietnamese import fold, nfc


@dataclass(frozen=True)
class Owner:
    """Whose paper it is: a citizen, or an organisation; exactly one id is set, else ValueError."""

    citizen_id: int | None = None
    organisation_id: int | None = None

    def __post_init__(self) -> None:
        if (self.citizen_id is None) == (self.organisation_id is None):
            raise ValueError("an owner is a citizen or an organisation")


@dataclass(frozen=True)
class Within:
    """The dossier in whose course an official looks; the room above has checked that he handles it.

    subject: what a look is written down for (dossier:17). type_codes: the types that its parts may take; no other
    paper of the owner is shown.
    """

    owner: Owner
    subject: str
    type_codes: frozenset[str]


class Standing(Labelled):
    """What a paper is worth on a day."""

    VALID = "VALID", "Còn giá trị"
    NOT_YET = "NOT_YET", "Chưa có hiệu lực"
    EXPIRED = "EXPIRED", "Đã hết giá trị"
    GONE = "GONE", "Không còn dùng"


def identity(*, number: str, issuer: str, sha256: str) -> str:
    """The same text for the same paper of an owner and type: number and issuer where it has a number, else the file.

    Spaces, case and tone marks of number and issuer are of no account: people type them in many ways.
    """
    plain = fold(number).replace(" ", "")
    return f"{plain}|{fold(issuer)}"[:400] if plain else f"sha256:{sha256}"


def last_day(issued_on: date, months: int) -> date:
    """The last day of a validity in months: the same day of the last month, or its last day.

    Law: Bộ luật Dân sự 2015, Điều 148 khoản 3. months: at least 1, else ValueError.
    """
    if months < 1:
        raise ValueError(months)
    year, month = divmod(issued_on.year * 12 + issued_on.month - 1 + months, 12)
    return date(year, month + 1, min(issued_on.day, monthrange(year, month + 1)[1]))


def standing(*, is_kept: bool, valid_from: date | None, valid_to: date | None, on: date) -> Standing:
    """What a paper is worth on a day; both days of its validity count."""
    if not is_kept:
        return Standing.GONE
    if valid_to is not None and on > valid_to:
        return Standing.EXPIRED
    return Standing.NOT_YET if valid_from is not None and on < valid_from else Standing.VALID


def titled(title: str, number: str) -> str:
    """A paper in words: Trích lục khai tử số 12/TLKT-UBND."""
    return nfc(f"{title} số {number}" if number else title)
