"""What every paper shares: letterhead, applicant, signer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tinhso.ground.web.paper import qr_svg

TEMPLATES = Path(__file__).parent / "typ"


@dataclass(frozen=True)
class Letterhead:
    """Who issues the paper, where and when. unit: the one-stop desk below the agency, or nothing.

    paper_code, verify_url: the public code under which anyone verifies the signed paper; '' on what nobody signs.
    """

    superior: str
    agency: str
    unit: str
    place: str
    on: date
    number: str = ""
    paper_code: str = ""
    verify_url: str = ""


@dataclass(frozen=True)
class Applicant:
    """Người nộp hồ sơ as the paper names them. id_number: personal number or tax code."""

    name: str
    id_number: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""


@dataclass(frozen=True)
class Signer:
    """Người ký. position: the lines above the name, such as ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")."""

    name: str
    position: tuple[str, ...]


def head_facts(head: Letterhead) -> dict[str, str]:
    """The letterhead as letter.typ reads it; days below 10 and months 1, 2 carry a zero (Nghị định 30/2020)."""
    on = head.on
    return {
        "superior": head.superior,
        "agency": head.agency,
        "unit": head.unit,
        "place": head.place,
        "number": head.number,
        "paper_code": head.paper_code,
        "verify_qr": qr_svg(head.verify_url) if head.verify_url else "",
        "day": f"{on.day:02d}",
        "month": f"{on.month:02d}" if on.month <= 2 else str(on.month),
        "year": str(on.year),
    }
