"""Person: who is acting now, as every action and query receives it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from typing import Self

# Between two names: who acted, and in whose name or for whose sake. The journal and every page keep both.
IN_THE_NAME_OF = " thay mặt "
HELPING = " hỗ trợ "


def who_acted(written: str) -> str:
    """The first of two names: who was at the keyboard."""
    return written.partition(IN_THE_NAME_OF)[0].partition(HELPING)[0]


@dataclass(frozen=True)
class Person:
    """The one at the keyboard, resolved once per request; `now` decides which posts count.

    posts: agency id -> roles held there today. At most one of citizen_id, official_id and client_id is set;
    none for a visitor. at: the moment for which the person was resolved; mandates are judged by it, and where it is
    unknown nobody acts for another. Visitors, citizens, officials and programs are judged by the same state tables.
    """

    name: str
    account_id: int | None = None
    citizen_id: int | None = None
    official_id: int | None = None
    client_id: int | None = None
    organisation_ids: frozenset[int] = frozenset()
    posts: Mapping[int, frozenset[str]] = field(default_factory=dict)
    at: datetime | None = field(default=None, compare=False)

    def speaking_for(self, principal: str, *, how: str = IN_THE_NAME_OF) -> Self:
        """The same person, under both names: X thay mặt Y."""
        return replace(self, name=f"{self.name}{how}{principal}")

    @property
    def ref(self) -> str:
        """citizen:<id>, official:<id>, client:<id> or visitor."""
        if self.official_id:
            return f"official:{self.official_id}"
        if self.client_id:
            return f"client:{self.client_id}"
        return f"citizen:{self.citizen_id}" if self.citizen_id else "visitor"

    @cached_property
    def roles(self) -> frozenset[str]:
        """Every role held anywhere today; `APPLICANT` for a citizen."""
        if self.citizen_id:
            return frozenset({"APPLICANT"})
        return frozenset().union(*self.posts.values())

    def roles_at(self, *agency_ids: int | None) -> frozenset[str]:
        """Roles held today at any of these agencies: what counts for one dossier."""
        return frozenset().union(*(self.posts.get(agency, frozenset()) for agency in agency_ids if agency))

    @property
    def agency_ids(self) -> frozenset[int]:
        """Agencies in which this official holds a post today, or for which this program acts."""
        return frozenset(self.posts)

    @property
    def is_staff(self) -> bool:
        """True for an official who holds at least one post today."""
        return bool(self.official_id and self.posts)


VISITOR = Person(name="Khách")
