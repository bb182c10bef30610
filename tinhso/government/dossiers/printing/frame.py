"""What every printed paper takes from its dossier: letterhead, applicant, where to follow it."""

from __future__ import annotations

import re
from datetime import date

from django.conf import settings

from tinhso.engines.signing.queries import address_of
from tinhso.government.dossiers.models import Dossier
from tinhso.government.dossiers.papers.frame import Applicant, Letterhead
from tinhso.ground.people.models import Agency

ONE_STOP = "Trung tâm Phục vụ hành chính công"
_PLACE = re.compile(r"(?:phường|xã|đặc khu|tỉnh)\s+(.+)$", re.IGNORECASE)


def letterhead(agency: Agency, *, on: date, unit: str = "", number: str = "", code: str = "") -> Letterhead:
    """Who issues, where and when; the place is the unit's name without its kind. code: of the paper to be signed."""
    place = _PLACE.search(agency.name)
    return Letterhead(
        superior=agency.parent.name if agency.parent else "",
        agency=agency.name,
        unit=unit,
        place=place[1] if place else agency.short_name,
        on=on,
        number=number,
        paper_code=code,
        verify_url=address_of(code) if code else "",
    )


def one_stop_of(agency: Agency) -> str:
    """The one-stop desk as it stands below its agency's name; nothing when the agency is a one-stop itself."""
    return "" if ONE_STOP.lower() in agency.name.lower() else ONE_STOP


def applicant_of(dossier: Dossier) -> Applicant:
    """The applicant as written down at filing."""
    known = {name: str(dossier.fact(name)) for name in ("phone", "email", "address")}
    return Applicant(name=dossier.applicant_name, id_number=str(dossier.fact("number")), **known)


def follow_url(dossier: Dossier) -> str:
    """Where anyone follows the dossier: what the QR of a form says."""
    return f"{settings.PUBLIC_ORIGIN}/tra-cuu/?ma={dossier.code}"
