"""Briefings speak of figures; who wrote and approved one did so at his work."""

from __future__ import annotations

from tinhso.ground.base.personal import OfDuty
from tinhso.insight.briefings.models import Briefing, BriefingLine

KEPT = ()
OF_DUTY = (OfDuty(Briefing, "Bản tin: người viết, người duyệt"),)
IMPERSONAL = (BriefingLine,)
