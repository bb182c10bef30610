"""How services stand: nothing about people but the name of the official who announced a maintenance."""

from __future__ import annotations

from tinhso.front.status.models import Maintenance, Spell
from tinhso.ground.base.personal import OfDuty

KEPT = ()
OF_DUTY = (OfDuty(Maintenance, "Người nhập bảo trì"),)
IMPERSONAL = (Spell,)
