"""Person: who is acting now, as every action and query receives it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property


@dataclass(frozen=True)
class Person:
    """The one at the keyboard, resolved once per request; `now` decides which posts count.

    posts: agency id -> roles held there today. At most one of citizen_id, official_id and client_id is set;
    none for a visitor. Visitors, citizens, officials and programs are judged by the same state tables.
    """

    name: str
    account_id: int | None = None
    citizen_id: int | None = None
    official_id: int | None = None
    client_id: int | None = None
    organisation_ids: frozenset[int] = frozenset()
    posts: Mapping[int, frozenset[str]] = field(default_factory=dict)

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
