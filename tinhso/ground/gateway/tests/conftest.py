from tinhso.ground.gateway.tests.doubles import (
    agency_relay,
    insurance_double,
    message_double,
    payment_double,
    portal_double,
    residence_double,
    running_insurance_double,
    running_message_double,
    running_payment_double,
    running_portal_double,
    running_residence_double,
)

__all__ = [
    "agency_relay",
    "insurance_double",
    "message_double",
    "payment_double",
    "portal_double",
    "residence_double",
    "running_insurance_double",
    "running_message_double",
    "running_payment_double",
    "running_portal_double",
    "running_residence_double",
]
