"""The work lists of officials: pages by key over matching indexes, counts without scans."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Any

from django.contrib.postgres.search import SearchQuery
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Q, QuerySet, Sum

from tinhso.government.dossiers.lifecycle import FACTS, OPEN, Desk, DossierState
from tinhso.government.dossiers.models import DeskCount, DeskDelta, Dossier
from tinhso.government.dossiers.queries.access import LINE, SEE_ALL, visible_to
from tinhso.government.dossiers.queries.lists import open_only
from tinhso.government.dossiers.rules import parse_code
from tinhso.ground.base.vietnamese import VIETNAM, fold
from tinhso.ground.people.persons import Person
from tinhso.ground.web.pages import KeysetPage, keyset_page

COUNT_CAP = 1000
FOUND_CAP = 500
# Whose desk a role looks after; a case officer's desk holds only what is assigned to him.
DESKS_OF_ROLE = {
    "RECEPTION": {Desk.RECEPTION},
    "HEAD_OF_ONE_STOP": {Desk.RECEPTION, Desk.RESULT_OFFICER},
    "DIVISION_HEAD": {Desk.DIVISION_HEAD},
    "LEADER": {Desk.LEADER},
    "CLERK": {Desk.CLERK},
    "RESULT_OFFICER": {Desk.RESULT_OFFICER},
}


@dataclass(frozen=True)
class Queue:
    """Which part of the work is shown. show: desk (mine to do), mine (I hold it), agency (all of ours), waiting.

    state, procedure: codes, '' = all. text: a code, or words of code, name and procedure, marks optional.
    """

    show: str = "desk"
    state: str = ""
    late: bool = False
    due_today: bool = False
    procedure: str = ""
    text: str = ""


def queue(person: Person, chosen: Queue, *, after: str = "", size: int = 20, now: datetime) -> KeysetPage[Dossier]:
    """One page of an official's work, the most urgent first; a search looks at ended dossiers too."""
    rows = visible_to(person).select_related("holder").only(*LINE, "holder__full_name")
    rows = _found(person, rows, chosen.text) if chosen.text.strip() else _shown(person, open_only(rows), chosen.show)
    if chosen.state in {state.value for state in DossierState}:
        rows = rows.filter(state=chosen.state)
    if chosen.late:
        rows = rows.filter(due_at__lt=now)
    if chosen.due_today:
        rows = rows.filter(due_at__gte=now, due_at__lt=_end_of_day(now))
    if chosen.procedure:
        rows = rows.filter(procedure_version__procedure__code=chosen.procedure)
    return keyset_page(rows, by="due_at", after=after, size=size)


def _shown(person: Person, rows: QuerySet[Dossier], show: str) -> QuerySet[Dossier]:
    if person.roles & SEE_ALL and not _at(person):
        return rows
    match show:
        case "mine":
            return rows.filter(holder=person.official_id)
        case "waiting":
            return rows.filter(_ours(person), desk=str(Desk.APPLICANT))
        case "agency":
            return rows.filter(_ours(person))
    return rows.filter(_my_desk(person))


def _my_desk(person: Person) -> Q:
    """What this official's roles must act on: his desks at each agency, and what he holds himself."""
    at_case = Q(desk=str(Desk.CASE_OFFICER))
    found = Q(at_case, holder=person.official_id) if "CASE_OFFICER" in person.roles else Q(pk__in=[])
    for agency, roles in person.posts.items():
        desks = {str(desk) for role in roles for desk in DESKS_OF_ROLE.get(role, ())}
        if "CASE_OFFICER" in roles:
            found |= Q(at_case, desk_agency=agency, holder=None)
        if desks:
            found |= Q(desk_agency=agency, desk__in=sorted(desks))
    return found


def _ours(person: Person) -> Q:
    return Q(desk_agency__in=_at(person))


def _at(person: Person) -> list[int]:
    """Agencies at which the official does more than look on."""
    return sorted(agency for agency, roles in person.posts.items() if roles - SEE_ALL)


def _found(person: Person, rows: QuerySet[Dossier], text: str) -> QuerySet[Dossier]:
    parsed = parse_code(text)
    if parsed:
        return rows.filter(code=str(parsed))
    words = [word for word in "".join(c if c.isalnum() else " " for c in fold(text)).split() if word]
    if not words:
        return rows.none()
    wanted = " & ".join([*words[:-1], f"{words[-1]}:*"])
    if not person.roles & SEE_ALL:
        # The agency is a word of the index: it alone answers, however common the name.
        wanted += " & (" + " | ".join(f"zz{agency}" for agency in sorted(person.agency_ids)) + ")"
    query = SearchQuery(wanted, search_type="raw", config="simple")
    ids = list(Dossier.objects.filter(search=query).values_list("pk", flat=True)[:FOUND_CAP])
    return rows.filter(pk__in=ids)


def _end_of_day(now: datetime) -> datetime:
    return datetime.combine(now.astimezone(VIETNAM).date(), time(), VIETNAM) + timedelta(days=1)


@dataclass(frozen=True)
class DeskCounts:
    """What an official's desk says at a glance. Figures above 1,000 are shown as "1.000+"."""

    desk: int = 0
    mine: int = 0
    late: int = 0
    due_today: int = 0
    waiting: int = 0
    by_state: tuple[tuple[str, str, int], ...] = field(default=())
    cap: int = COUNT_CAP


def desk_counts(person: Person, now: datetime) -> DeskCounts:
    """Counts for an official's desk: capped where time decides, kept by the trigger where the state does."""
    rows = open_only(visible_to(person))
    desk = rows.filter(_my_desk(person))
    figures = _capped_counts(
        {
            "desk": desk,
            "mine": rows.filter(holder=person.official_id) if person.official_id else rows.none(),
            "late": desk.filter(due_at__lt=now),
            "due_today": desk.filter(due_at__gte=now, due_at__lt=_end_of_day(now)),
        }
    )
    by_state = state_counts(_at(person))
    return DeskCounts(
        **figures,
        waiting=min(COUNT_CAP, sum(count for state, count in by_state.items() if FACTS[state].desk is Desk.APPLICANT)),
        by_state=tuple((state.value, state.label, n) for state, n in by_state.items() if state in OPEN and n),
    )


def _capped_counts(asked: dict[str, QuerySet[Dossier]]) -> dict[str, int]:
    """How many rows each query finds, up to the cap, all in one round trip: a desk is opened all day long."""
    parts: list[str] = []
    values: list[Any] = []
    for name, rows in asked.items():
        try:
            statement, parameters = rows.order_by().values("pk")[:COUNT_CAP].query.sql_with_params()
        except EmptyResultSet:
            continue
        # The statement is the compiler's own, the name one of our five; values travel as parameters.
        parts.append(f"SELECT '{name}', count(*) FROM ({statement}) AS {name}")  # noqa: S608
        values += parameters
    found = dict.fromkeys(asked, 0)
    if parts:
        with connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join(parts), values)
            found.update(cursor.fetchall())
    return found


def state_counts(agency_ids: Iterable[int]) -> dict[DossierState, int]:
    """How many dossiers lie at these agencies in each state, in the order of the life-cycle; exact, no scan."""
    found: Counter[str] = Counter()
    agencies = list(agency_ids)
    for table, column in ((DeskCount, "dossiers"), (DeskDelta, "change")):
        rows = table.objects.filter(agency__in=agencies).values_list("state").annotate(total=Sum(column))
        for state, total in rows.order_by():
            found[state] += total
    return {state: found[state.value] for state in DossierState}
