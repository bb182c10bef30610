"""Lists as stretches: each of them lies in order in one index, and a page is merged from their beginnings.

So a page costs the same however many dossiers a desk or a person has.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Any

from django.db import connection

from tinhso.engines.procedures.queries import version_ids
from tinhso.government.dossiers.lifecycle import CASE_OFFICER, ENDED, Desk
from tinhso.government.dossiers.models.standing import WhereItStands
from tinhso.government.dossiers.queries.access import SEE_ALL, principals
from tinhso.ground.mandates.queries import Principal
from tinhso.ground.people.persons import Person
from tinhso.ground.web.pages import KeysetPage, edge_of, page_from

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


@dataclass(slots=True)
class Listed(WhereItStands):
    """A dossier as a list knows it: columns of its row, and the name of its holder. A list reads nothing else."""

    id: int
    code: str
    title: str
    applicant_name: str
    applicant_organisation_id: int | None
    applicant_citizen_id: int | None
    state: str
    desk: str
    holder_id: int | None
    due_at: datetime
    due_sentence: str
    filed_at: datetime
    received_at: datetime | None
    finished_at: datetime | None
    returned_at: datetime | None
    fee_vnd: int
    fee_paid_at: datetime | None
    holder_name: str | None

    @property
    def pk(self) -> int:
        """Its primary key."""
        return self.id


ONE = "(SELECT id, {by} FROM {source} WHERE {where} ORDER BY {order} LIMIT %s)"
# Piece by piece until there are enough: an ordinality comes in order, so that nothing is sorted and no piece read after
# the last that is wanted. OFFSET 0 keeps the planner from walking the dossiers in order of time until some turn up.
IN_PIECES = """(SELECT found.* FROM {pieces} CROSS JOIN LATERAL (
    SELECT * FROM (SELECT id, {by} FROM {source} WHERE {where} OFFSET 0) AS held ORDER BY {order} LIMIT %s
) AS found ORDER BY place LIMIT %s)"""
PAGE = f"""
SELECT {", ".join(f"d.{field.name}" for field in fields(Listed)[:-1])}, o.full_name AS holder_name
FROM (SELECT id, {{by}} FROM ({{each}}) AS found ORDER BY {{order}} LIMIT %s) AS shown
JOIN dossiers_dossier d ON d.id = shown.id LEFT JOIN people_official o ON o.id = d.holder_id
ORDER BY {{shown}}
"""  # noqa: S608 - column names of our own


@dataclass(frozen=True)
class Stretch:
    """A condition in SQL that one index answers in order, with its values; source: where the rows come from.

    pieces: a source of rows with a `place`, for which the condition is asked one after the other; what meets it for one
    comes before all that meets it for the next. The values of pieces and source stand before those of the condition.
    """

    where: str
    values: tuple[Any, ...] = ()
    source: str = "dossiers_dossier"
    pieces: str = ""

    def narrowed(self, where: str, *values: Any) -> Stretch:
        """The part of it that meets one more condition."""
        return replace(self, where=f"{self.where} AND {where}", values=(*self.values, *values))

    def page(self, by: str, order: str, rows: int) -> tuple[str, tuple[Any, ...]]:
        """The first rows of it by a column, as SQL and its values."""
        words = IN_PIECES if self.pieces else ONE
        filled = words.format(by=by, order=order, source=self.source, where=self.where, pieces=self.pieces)
        return filled, (*self.values, *[rows] * words.count("%s"))


def stretches(person: Person, show: str) -> list[Stretch]:
    """The open dossiers that a list shows: desk (mine to do), mine (I hold it), agency (all of ours), waiting.

    Each stretch is a part of `visible_to(person)`: a desk's agency is always the receiving or the resolving
    one (dossiers_desk_is_a_party), and only agencies of the person's posts are asked for. Those who see all
    and work nowhere have nothing to do; to them "agency" is the whole province.
    """
    ours = agencies_at_work(person)
    if person.roles & SEE_ALL and not ours:
        return [Stretch(OPEN_ONLY)] if show == "agency" else []
    match show:
        case "mine":
            return [_held(person, ours)] if person.official_id else []
        case "waiting":
            return [_at_desk(agency, Desk.APPLICANT) for agency in ours]
        case "agency":
            return [Stretch(f"{OPEN_ONLY} AND desk_agency_id = %s", (agency,)) for agency in ours]
    return _to_do(person, ours)


def own_stretches(person: Person) -> list[Stretch]:
    """All that a citizen may see: his own, of organisations that he represents, within his mandates."""
    own = Stretch("applicant_citizen_id = %s AND applicant_organisation_id IS NULL", (person.citizen_id,))
    theirs = [Stretch("applicant_organisation_id = %s", (one,)) for one in sorted(person.organisation_ids)]
    return [own, *theirs, *(_within(one) for one in principals(person))] if person.citizen_id else []


def _within(principal: Principal) -> Stretch:
    """`access.within` as a stretch."""
    if principal.organisation_id:
        reach = Stretch("applicant_organisation_id = %s", (principal.organisation_id,))
    else:
        reach = Stretch("applicant_citizen_id = %s AND applicant_organisation_id IS NULL", (principal.citizen_id,))
    if principal.dossier_code:
        return reach.narrowed("code = %s", principal.dossier_code)
    if principal.since:
        reach = reach.narrowed("filed_at >= %s", principal.since)
    if principal.procedure_code:
        reach = reach.narrowed("procedure_version_id = ANY(%s)", version_ids(principal.procedure_code))
    return reach


def merged_page(parts: list[Stretch], *, by: str, after: str, size: int) -> KeysetPage[Listed]:
    """The page of all stretches together that follows the key `after`; by: due_at or -filed_at."""
    column, way, past = by.lstrip("-"), *(("DESC", "<") if by.startswith("-") else ("ASC", ">"))
    if edge := edge_of(after):
        parts = [part.narrowed(f"({column}, id) {past} (%s, %s)", *edge) for part in parts]
    if not parts:
        return KeysetPage([], "")
    order, shown = (f"{table}{column} {way}, {table}id {way}" for table in ("", "shown."))
    # UNION, not UNION ALL: two mandates may reach one dossier, which is listed once.
    pages = [part.page(column, order, size + 1) for part in parts]
    each, values = " UNION ".join(words for words, _ in pages), [value for _, values in pages for value in values]
    with connection.cursor() as cursor:
        cursor.execute(PAGE.format(by=column, each=each, order=order, shown=shown), [*values, size + 1])
        return page_from([Listed(*row) for row in cursor], by=by, size=size)


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
