from tinhso.ground.gateway.tests.axis import axis_double, running_axis_double
from tinhso.ground.gateway.tests.doubles import (
    agency_relay,
    insurance_double,
    message_double,
    payment_double,
    population_double,
    residence_double,
    running_insurance_double,
    running_message_double,
    running_payment_double,
    running_population_double,
    running_residence_double,
)
from tinhso.ground.gateway.tests.portal import portal_double, running_portal_double

__all__ = [
    "agency_relay",
    "axis_double",
    "insurance_double",
    "message_double",
    "payment_double",
    "population_double",
    "portal_double",
    "residence_double",
    "running_axis_double",
    "running_insurance_double",
    "running_message_double",
    "running_payment_double",
    "running_population_double",
    "running_portal_double",
    "running_residence_double",
]
