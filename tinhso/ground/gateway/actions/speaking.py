"""For which agencies our system speaks at the axis: told, changed and asked, each call in the message log."""

from __future__ import annotations

from datetime import datetime

from tinhso.ground.base.agency_codes import AgencyCode
from tinhso.ground.gateway.actions.crossing import logged
from tinhso.ground.gateway.actions.exchanging import LEGAL_BASIS, in_axis_notation
from tinhso.ground.gateway.partners import axis
from tinhso.ground.gateway.partners.axis_answers import AgencyRow

PURPOSE = "Khai báo cơ quan trên trục liên thông văn bản"


def agencies_of_axis(*, ours: bool, now: datetime) -> list[AgencyRow]:
    """Whom the axis knows, or only those for whom our system speaks. Unavailable, Rejected."""
    operation = "getSynchronizeUnit" if ours else "getAgenciesList"
    with logged(axis.PARTNER, purpose=PURPOSE, legal_basis=LEGAL_BASIS, subject="", operation=operation, now=now):
        return axis.synchronised_units(now=now) if ours else axis.agencies(now=now)


def speak_for(code: str, *, name: str, mail: str = "", now: datetime) -> None:
    """Register an agency. Refused: bad-agency-code. Unavailable, Rejected."""
    written = in_axis_notation(AgencyCode.parse(code).canonical)
    with logged(axis.PARTNER, purpose=PURPOSE, legal_basis=LEGAL_BASIS, subject=f"agency:{code}",
                operation="registerAgency", now=now):  # fmt: skip
        axis.register_agency(written, name=name, mail=mail, now=now)


def speak_no_longer_for(code: str, *, now: datetime) -> None:
    """Take an agency back. Refused: bad-agency-code. Unavailable, Rejected."""
    written = in_axis_notation(AgencyCode.parse(code).canonical)
    with logged(axis.PARTNER, purpose=PURPOSE, legal_basis=LEGAL_BASIS, subject=f"agency:{code}",
                operation="deleteAgency", now=now):  # fmt: skip
        axis.delete_agency(written, now=now)
