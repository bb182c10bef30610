"""Reading who took over whose work."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from threading import Lock

from cachetools import TTLCache, cached
from django.conf import settings

from tinhso.ground.people.models import Agency, AgencySuccession
from tinhso.ground.people.queries import agency_by_id, stands_on


@cached(TTLCache(maxsize=2000, ttl=settings.AGENCY_SECONDS), lock=Lock())
def predecessors_of(agency_id: int, *, on: date) -> frozenset[int]:
    """Agencies whose work this one has taken over by a day, directly; remembered for a minute."""
    rows = AgencySuccession.objects.filter(new=agency_id, effective_date__lte=on)
    return frozenset(rows.values_list("old_id", flat=True))


def line_of(agency_id: int, *, on: date) -> frozenset[int]:
    """The same through any number of mergers, with the agency itself."""
    found: set[int] = set()
    ahead = {agency_id}
    while ahead:
        found |= ahead
        ahead = {old for one in ahead for old in predecessors_of(one, on=on)} - found
    return frozenset(found)


@cached(TTLCache(maxsize=2000, ttl=settings.AGENCY_SECONDS), lock=Lock())
def successors_of(agency_id: int, *, on: date) -> tuple[int, ...]:
    """Agencies that have taken over this one's work by a day, directly; remembered for a minute."""
    rows = AgencySuccession.objects.filter(old=agency_id, effective_date__lte=on)
    return tuple(rows.order_by("new").values_list("new", flat=True))


def heirs_of(agency: Agency, *, on: date) -> list[Agency]:
    """Who does an agency's work on a day: itself while it stands, else those that took it over, merger by merger.

    Several where it was split, none where it ended and nobody followed.
    """
    found: dict[int, Agency] = {}
    ahead, seen = [agency], set[int]()
    while ahead:
        one = ahead.pop()
        if one.pk in seen:
            continue
        seen.add(one.pk)
        if stands_on(one, on):
            found[one.pk] = one
        else:
            ahead += [agency_by_id(new) for new in successors_of(one.pk, on=on)]
    return list(found.values())


def standing_heirs(agency_ids: Iterable[int], *, on: date) -> list[Agency]:
    """Who stands on a day of these agencies, and of those that took over the work of the others, however often."""
    heirs = (heir for one in agency_ids for heir in heirs_of(agency_by_id(one), on=on))
    return list({heir.pk: heir for heir in heirs}.values())
