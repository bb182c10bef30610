"""Where marks stand on a paper and how they are worded (Nghị định 30/2020/NĐ-CP), on plain values."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from tinhso.ground.base.states import Labelled
from tinhso.ground.base.vietnamese import VIETNAM, nfc

MM = 72 / 25.4
# Real size of the seals in use here; no text at hand fixes it, so it is ours to change.
SEAL_DIAMETER_MM = 36.0
SEAL_COVERS = 1 / 3  # of the width of the person's signature, from its left (Nghị định 30/2020, Phụ lục I)
TEXT_MARK_MM = (78.0, 13.0)
TEXT_MARK_SIZE = 10.0  # points (Nghị định 30/2020, Phụ lục I)
PAGE_EDGE_MM = 10.0
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford: no I, L, O, U
CODE = re.compile(rf"[{ALPHABET}]{{4}}(?:-[{ALPHABET}]{{4}}){{3}}")
LOOKALIKES = str.maketrans("ILOU", "110V")


class ProofLevel(Labelled):
    """How long a signature proves itself (ETSI EN 319 142-1): for days, for years, for decades; the lowest first."""

    B = "B-B", "Chữ ký số cơ bản"
    T = "B-T", "Có dấu thời gian"
    LT = "B-LT", "Có dấu thời gian và dữ liệu kiểm tra lâu dài"
    LTA = "B-LTA", "Lưu trữ lâu dài"


class Standing(Labelled):
    """Where the certificate of a signature stands when it is asked today."""

    GOOD = "GOOD", "Chứng thư còn hiệu lực"
    REVOKED = "REVOKED", "Chứng thư đã bị thu hồi trước khi ký"
    REVOKED_UNPROVEN = "REVOKED_UNPROVEN", "Chứng thư đã bị thu hồi, không chứng minh được là ký trước đó"
    EXPIRED_UNPROVEN = "EXPIRED_UNPROVEN", "Chứng thư đã hết hạn, không chứng minh được là ký trước đó"
    UNCHECKED = "UNCHECKED", "Chưa kiểm tra được việc thu hồi chứng thư"


LEVELS = tuple(ProofLevel)


def next_proof(tries: int, *, now: datetime) -> datetime:
    """When a paper that could not be proven is worked on again: after 1, 2, 4 … minutes, at most a day."""
    return now + min(timedelta(minutes=2 ** min(max(tries - 1, 0), 11)), timedelta(days=1))


def lowest(levels: Iterable[ProofLevel]) -> ProofLevel:
    """The level of a paper is that of its weakest signature; B-B without any."""
    return min(levels, key=LEVELS.index, default=ProofLevel.B)


def reaches(level: str, wanted: str) -> bool:
    """Whether a level is the wanted one or above it."""
    return LEVELS.index(ProofLevel(level)) >= LEVELS.index(ProofLevel(wanted))


@dataclass(frozen=True)
class Rect:
    """A rectangle on a page in points, from the lower left corner of the page."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        """Points."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Points."""
        return self.top - self.bottom


def room_above(left: float, top_of_name: float, width_mm: float, height_mm: float) -> Rect:
    """Box 7c: the room between position and full name; it ends where the name begins."""
    return Rect(left, top_of_name, left + width_mm * MM, top_of_name + height_mm * MM)


def within(room: Rect, aspect: float) -> Rect:
    """The largest rectangle of an aspect (width / height) centred in a room."""
    width = min(room.width, room.height * aspect)
    height = width / aspect
    left = room.left + (room.width - width) / 2
    bottom = room.bottom + (room.height - height) / 2
    return Rect(left, bottom, left + width, bottom + height)


def seal_beside(signature: Rect, diameter_mm: float = SEAL_DIAMETER_MM) -> Rect:
    """The seal in real size, over the left third of the person's signature, at its middle height."""
    size = diameter_mm * MM
    right = signature.left + signature.width * SEAL_COVERS
    bottom = (signature.bottom + signature.top - size) / 2
    return Rect(right - size, bottom, right, bottom + size)


def top_right(page: Rect) -> Rect:
    """Where the text of a copy or an attachment stands: the top right corner of the first page."""
    width, height = TEXT_MARK_MM[0] * MM, TEXT_MARK_MM[1] * MM
    edge = PAGE_EDGE_MM * MM
    width = min(width, page.width / 2 - edge)
    return Rect(page.right - edge - width, page.top - edge - height, page.right - edge, page.top - edge)


def default_room(page: Rect) -> Rect:
    """Where a person signs a paper that names no place: the lower right of its last page."""
    width, height = min(52 * MM, page.width / 2.2), 22 * MM
    return Rect(
        page.right - 15 * MM - width, page.bottom + 25 * MM, page.right - 15 * MM, page.bottom + 25 * MM + height
    )


def moment_text(at: datetime) -> str:
    """21/11/2026 09:15:07 +07:00: the signing time as it is printed, always in Vietnam's zone (ISO 8601)."""
    return at.astimezone(VIETNAM).strftime("%d/%m/%Y %H:%M:%S +07:00")


def issued_text(day: date) -> str:
    """ngày 03 tháng 02 năm 2026: days below 10 and the months 1 and 2 carry a zero."""
    month = f"{day.month:02d}" if day.month <= 2 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def new_code() -> str:
    """A public code for a paper: 80 random bits in four groups, such as 7K3M-9XQ2-0VNE-5T1C."""
    letters = [secrets.choice(ALPHABET) for _ in range(16)]
    return "-".join("".join(letters[start : start + 4]) for start in range(0, 16, 4))


def read_code(text: str) -> str:
    """The code as stored, however it was typed: lower case, spaces for hyphens, O for 0; '' when it is none."""
    letters = re.sub(r"[^0-9A-Z]", "", nfc(text).upper()).translate(LOOKALIKES)
    code = "-".join(letters[start : start + 4] for start in range(0, len(letters), 4))
    return code if CODE.fullmatch(code) else ""
