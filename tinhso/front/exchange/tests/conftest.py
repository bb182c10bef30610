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
    "residence_double",
    "running_insurance_double",
    "running_residence_double",
]
