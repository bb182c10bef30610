"""For which bodies of the province we take and send documents at the axis: those that exist today."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from tinhso.ground.gateway import actions as gateway
from tinhso.ground.gateway.edxml.codes import canonical
from tinhso.ground.people.queries import agencies_on


def speak_for_all(*, now: datetime) -> tuple[list[str], list[str]]:
    """Register at the axis whoever exists today and is not there; codes that are new there, and those it has too many.

    Those too many are only named: another system may take them over first. Unavailable, Rejected; safe to repeat.
    """
    known = {canonical(row.code) for row in gateway.agencies_of_axis(ours=True, now=now)}
    today = {agency.code: agency.name for agency in agencies_on(timezone.localdate(now)) if agency.code}
    fresh = [code for code in today if code not in known]
    for code in fresh:
        gateway.speak_for(code, name=today[code], now=now)
    return fresh, sorted(known - set(today))
