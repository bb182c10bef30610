"""Both wards, what stands in them, and everybody who comes: made once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from tests.security.lines import Line
from tests.security.rows import Things, things_of, things_of_the_province
from tests.security.visitors import tokens, visitors
from tinhso.government.dossiers.tests.factories import make_one_stop
from tinhso.ground.people.persons import Person


@dataclass(frozen=True)
class World:
    """people: by kind; tokens: the header of each program; own, strange: what stands in the addresses of each ward."""

    now: datetime
    people: Mapping[str, Person]
    tokens: Mapping[str, dict[str, str]]
    own: Things
    strange: Things
    province: Things

    def rows_for(self, line: Line) -> Iterator[tuple[bool, Things]]:
        """(whether strange, what stands there); strange ones only where the address holds something of a ward."""
        yield False, {**self.province, **self.own}
        if set(line.parts) & set(self.own):
            yield True, {**self.province, **self.strange}


def make_world(now: datetime) -> World:
    """Everybody lives and works in phường Nam Định, or in the province's office; nobody at the other ward."""
    place, elsewhere = make_one_stop(on=now), make_one_stop("NB.C14167", on=now)
    own, strange = things_of(place, now=now), things_of(elsewhere, now=now)
    programs = tokens(place, now=now)
    people = visitors(place, own["helped_by"], now=now)
    return World(now, people, programs, own, strange, things_of_the_province(now=now))
