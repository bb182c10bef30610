"""Codes of agencies as a partner wants them, and as we compare them."""

from __future__ import annotations

from tinhso.ground.base.agency_codes import AgencyCode
from tinhso.ground.base.refused import Refused


def canonical(code: str) -> str:
    """The code root first (H42.04), by which both notations are compared; as it is where it is none of an agency."""
    try:
        return AgencyCode.parse(code).canonical
    except Refused:
        return code


def to_legacy(code: str) -> str:
    """The code root last (000.00.04.H42), as the axis knows agencies; as it is where it has no such form."""
    try:
        return AgencyCode.parse(code).legacy or code
    except Refused:
        return code
