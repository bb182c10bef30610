"""Places, days and instruments: nothing about people."""

from __future__ import annotations

from tinhso.ground.reference.models import (
    CalendarDay,
    CalendarDecision,
    CalendarRevision,
    LegalInstrument,
    Unit,
    UnitSuccession,
    WorkingHours,
)

KEPT = ()
OF_DUTY = ()
IMPERSONAL = (
    CalendarDay,
    CalendarDecision,
    CalendarRevision,
    LegalInstrument,
    Unit,
    UnitSuccession,
    WorkingHours,
)
