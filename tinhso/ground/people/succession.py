"""Reading who took over whose work."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from threading import Lock

from cachetools import TTLCache, cached
from django.conf import settings

from tinhso.ground.people.models import Agency, AgencySuccession
from tinhso.ground.people.queries import agencies_on


@cached(TTLCache(maxsize=2000, ttl=settings.AGENCY_SECONDS), lock=Lock())
def predecessors_of(agency_id: int, *, on: date) -> frozenset[int]:
    """Agencies whose work this one has taken over by a day, directly; remembered for a minute."""
    rows = AgencySuccession.objects.filter(new=agency_id, effective_date__lte=on)
    return frozenset(rows.values_list("old_id", flat=True))


def standing_heirs(agency_ids: Iterable[int], *, on: date) -> list[Agency]:
    """Who stands on a day of these agencies, and of those that took over the work of the others, however often."""
    asked = seen = frozenset(agency_ids)
    found: list[Agency] = []
    while asked:
        standing = list(agencies_on(on).filter(pk__in=asked))
        found += standing
        ended = asked - {one.pk for one in standing}
        rows = AgencySuccession.objects.filter(old__in=ended, effective_date__lte=on)
        asked = frozenset(rows.values_list("new_id", flat=True)) - seen
        seen |= asked
    return found
