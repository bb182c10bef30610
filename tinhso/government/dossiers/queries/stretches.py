"""Where an official's work lies: stretches of open dossiers, each of them in due order in one index."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tinhso.government.dossiers.lifecycle import CASE_OFFICER, ENDED, Desk
from tinhso.government.dossiers.queries.access import SEE_ALL
from tinhso.ground.people.persons import Person

# Whose desk a role looks after; a case officer's desk holds only what is assigned to him.
DESKS_OF_ROLE = {
    "RECEPTION": {Desk.RECEPTION},
    "HEAD_OF_ONE_STOP": {Desk.RECEPTION, Desk.RESULT_OFFICER},
    "DIVISION_HEAD": {Desk.DIVISION_HEAD},
    "LEADER": {Desk.LEADER},
    "CLERK": {Desk.CLERK},
    "RESULT_OFFICER": {Desk.RESULT_OFFICER},
}
# In the words of the partial indexes, without parameters, so that a prepared plan may use them.
OPEN_ONLY = "NOT (state IN ({}))".format(", ".join(f"'{state.value}'" for state in sorted(ENDED)))
AT_CASE = f"desk = '{Desk.CASE_OFFICER.value}'"


@dataclass(frozen=True)
class Stretch:
    """A condition in SQL that one index answers in due order, with its values."""

    where: str
    values: tuple[Any, ...] = ()

    def narrowed(self, where: str, *values: Any) -> Stretch:
        """The part of it that meets one more condition."""
        return Stretch(f"{self.where} AND {where}", (*self.values, *values))


def stretches(person: Person, show: str) -> list[Stretch]:
    """The open dossiers that a list shows: desk (mine to do), mine (I hold it), agency (all of ours), waiting.

    Each stretch is a part of `visible_to(person)`: a desk's agency is always the receiving or the resolving
    one (dossiers_desk_is_a_party), and only agencies of the person's posts are asked for. Those who see all
    and work nowhere get everything.
    """
    ours = agencies_at_work(person)
    if person.roles & SEE_ALL and not ours:
        return [Stretch(OPEN_ONLY)]
    match show:
        case "mine":
            return [_held(person, ours)] if person.official_id else []
        case "waiting":
            return [_at_desk(agency, Desk.APPLICANT) for agency in ours]
        case "agency":
            return [Stretch(f"{OPEN_ONLY} AND desk_agency_id = %s", (agency,)) for agency in ours]
    return _to_do(person, ours)


def agencies_at_work(person: Person) -> list[int]:
    """Agencies at which the official does more than look on."""
    return sorted(agency for agency, roles in person.posts.items() if roles - SEE_ALL)


def desks_at(roles: frozenset[str]) -> list[Desk]:
    """The desks that these roles look after, but for case officers'."""
    return sorted({desk for role in roles for desk in DESKS_OF_ROLE.get(role, ())})


def _to_do(person: Person, ours: list[int]) -> list[Stretch]:
    found = [_at_desk(agency, desk) for agency in ours for desk in desks_at(person.posts[agency])]
    case_work = [agency for agency in ours if CASE_OFFICER in person.posts[agency]]
    # The words of the partial index of those that nobody took yet.
    untaken = f"{OPEN_ONLY} AND {AT_CASE} AND holder_id IS NULL AND desk_agency_id = %s"
    found += [Stretch(untaken, (agency,)) for agency in case_work]
    if case_work and person.official_id:
        found.append(_held(person, ours).narrowed(AT_CASE))
    return found


def _at_desk(agency: int, desk: Desk) -> Stretch:
    return Stretch(f"{OPEN_ONLY} AND desk_agency_id = %s AND desk = %s", (agency, desk.value))


def _held(person: Person, ours: list[int]) -> Stretch:
    return Stretch(f"{OPEN_ONLY} AND holder_id = %s AND desk_agency_id = ANY(%s)", (person.official_id, ours))
