"""Whose figures a watcher sees: the whole province, or his own agencies. Unit: id of an agency, 0 for the province."""

from __future__ import annotations

from datetime import date

from tinhso.ground.base.refused import NotVisible
from tinhso.ground.people import queries as people
from tinhso.ground.people.models import Agency, AgencyKind, Official
from tinhso.ground.people.persons import Person
from tinhso.insight.ioc.lifecycle import DUTY, WATCHERS
from tinhso.insight.warehouse.queries import PROVINCE

OVERSEERS = frozenset({"CONTROLLER", "AUDITOR"})
# Those who hold a watcher's post there watch over everything: the province's committee and its office.
AT_THE_TOP = frozenset({AgencyKind.PROVINCE.value, AgencyKind.OFFICE.value})


def sees_all(person: Person) -> bool:
    """Whether somebody watches over the whole province."""
    if not person.is_staff:
        return False
    if person.roles & OVERSEERS:
        return True
    return any(
        people.agency_by_id(agency).kind in AT_THE_TOP
        for agency in person.agency_ids
        if person.roles_at(agency) & set(WATCHERS)
    )


def may_keep_watch(official: Official, *, on: date) -> bool:
    """Whether an official holds a post on a day by which he watches the province and acts."""
    return any(
        post.role in DUTY and (post.role in OVERSEERS or post.agency.kind in AT_THE_TOP)
        for post in people.posts_of(official.pk, on=on)
    )


def units_of(person: Person) -> list[int]:
    """The units whose wall somebody may open by himself, the widest first; who sees all may ask for any other too."""
    own = [agency for agency in sorted(person.agency_ids) if person.roles_at(agency) & set(WATCHERS)]
    return ([PROVINCE] if sees_all(person) else []) + own


def unit_for(person: Person, slug: str) -> int:
    """The unit of a slug ('' for the widest of one's own). NotVisible for what this person does not watch."""
    units = units_of(person)
    if not slug and units:
        return units[0]
    unit = people.agency(slug).pk if slug else PROVINCE
    if not units or (unit not in units and not sees_all(person)):
        raise NotVisible("not-watched", "Bạn không theo dõi đơn vị này.")
    return unit


def agency_of(unit: int) -> Agency | None:
    """The agency of a unit; None for the province."""
    return people.agency_by_id(unit) if unit != PROVINCE else None
