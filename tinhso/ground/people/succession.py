"""Reading who took over whose work."""

from __future__ import annotations

from datetime import date
from threading import Lock

from cachetools import TTLCache, cached
from django.conf import settings

from tinhso.ground.people.models import AgencySuccession


@cached(TTLCache(maxsize=2000, ttl=settings.AGENCY_SECONDS), lock=Lock())
def predecessors_of(agency_id: int, *, on: date) -> frozenset[int]:
    """Agencies whose work this one has taken over by a day, directly; remembered for a minute."""
    rows = AgencySuccession.objects.filter(new=agency_id, effective_date__lte=on)
    return frozenset(rows.values_list("old_id", flat=True))
