"""Fixtures of the room: a one-stop, and the police and social insurance as running processes."""

from __future__ import annotations

from tinhso.government.dossiers.tests.conftest import place
from tinhso.ground.gateway.tests.doubles import (
    agency_relay,
    insurance_double,
    residence_double,
    running_insurance_double,
    running_residence_double,
)

__all__ = [
    "agency_relay",
    "insurance_double",
    "place",
    "residence_double",
    "running_insurance_double",
    "running_residence_double",
]
