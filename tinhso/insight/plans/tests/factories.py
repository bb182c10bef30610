"""Named people of plans."""

from __future__ import annotations

from datetime import datetime

from tinhso.ground.base.vietnamese import VIETNAM
from tinhso.ground.people.persons import Person
from tinhso.ground.people.tests.factories import agency, make_official, person_of

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=VIETNAM)


def at(slug: str, *roles: str, name: str, now: datetime = NOW) -> Person:
    """An official of an agency, as a request would carry him."""
    return person_of(make_official(agency(slug), *roles, full_name=name), at=now)
