"""Reading reference: the working calendar, units as at a day, what became of an old address."""

from tinhso.ground.reference.queries.addresses import AddressMatch, new_address
from tinhso.ground.reference.queries.calendars import (
    calendar_for,
    calendar_is_empty,
    decisions_of,
    hours_of,
    instrument,
)
from tinhso.ground.reference.queries.units import (
    Successor,
    made_of,
    successors_of,
    unit_as_at,
    unit_history,
    units_as_at,
)

__all__ = [
    "AddressMatch",
    "Successor",
    "calendar_for",
    "calendar_is_empty",
    "decisions_of",
    "hours_of",
    "instrument",
    "made_of",
    "new_address",
    "successors_of",
    "unit_as_at",
    "unit_history",
    "units_as_at",
]
