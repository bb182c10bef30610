"""The work lists of officials: what their desks hold, and what a code or some words find."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db.models import QuerySet

from tinhso.engines.procedures.queries import version_ids
from tinhso.government.dossiers.lifecycle import Desk, DossierState
from tinhso.government.dossiers.models import Dossier
from tinhso.government.dossiers.queries.access import HEAVY, visible_to
from tinhso.government.dossiers.queries.lists import open_only
from tinhso.government.dossiers.queries.searching import where_to_look
from tinhso.government.dossiers.queries.stretches import Listed, Stretch, desks_at, merged_page, stretches
from tinhso.government.dossiers.rules import parse_code
from tinhso.ground.base.vietnamese import VIETNAM
from tinhso.ground.people.persons import Person
from tinhso.ground.web.pages import KeysetPage

STATES = frozenset(state.value for state in DossierState)


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


def queue(person: Person, chosen: Queue, *, after: str = "", size: int = 20, now: datetime) -> KeysetPage[Listed]:
    """One page of an official's work, the most urgent first; a search sees ended dossiers too, the newest first."""
    page, by = KeysetPage[Listed]([], ""), "-filed_at" if chosen.text.strip() else "due_at"
    for parts in _places(person, chosen, after=after):
        page = merged_page([_filtered(part, chosen, now) for part in parts], by=by, after=after, size=size)
        if page.next_key:
            break
    return page


def _places(person: Person, chosen: Queue, *, after: str) -> Iterable[list[Stretch]]:
    """Where to look, by turns until a page is full."""
    if not chosen.text.strip():
        return [stretches(person, chosen.show)]
    if parsed := parse_code(chosen.text):
        found = visible_to(person).filter(code=str(parsed)).values_list("pk", flat=True)
        return [[Stretch("id = ANY(%s)", (list(found),))]]
    return ([stretch] for stretch in where_to_look(person, chosen.text, after=after))


def _filtered(stretch: Stretch, chosen: Queue, now: datetime) -> Stretch:
    if chosen.state in STATES:
        stretch = stretch.narrowed("state = %s", chosen.state)
    if chosen.late:
        stretch = stretch.narrowed("due_at < %s", now)
    if chosen.due_today:
        stretch = stretch.narrowed("due_at >= %s AND due_at < %s", now, end_of_day(now))
    if chosen.procedure:
        stretch = stretch.narrowed("procedure_version_id = ANY(%s)", version_ids(chosen.procedure))
    return stretch


def drafts_to_sign(person: Person, agency_id: int) -> QuerySet[Dossier]:
    """Dossiers whose drafted result waits for this leader's signature at an agency, the most urgent first."""
    return _lying_at(person, agency_id, desk=Desk.LEADER, state=DossierState.AWAITING_SIGNATURE)


def results_to_seal(person: Person, agency_id: int) -> QuerySet[Dossier]:
    """Dossiers whose signed result waits for this clerk's number and seal at an agency, the most urgent first."""
    return _lying_at(person, agency_id, desk=Desk.CLERK, state=DossierState.SIGNED)


def _lying_at(person: Person, agency_id: int, *, desk: Desk, state: DossierState) -> QuerySet[Dossier]:
    rows = open_only(visible_to(person)) if desk in desks_at(person.roles_at(agency_id)) else Dossier.objects.none()
    return rows.filter(desk_agency=agency_id, desk=desk, state=state).defer(*HEAVY).order_by("due_at", "id")


def end_of_day(now: datetime) -> datetime:
    """Midnight that ends the day of a moment, in Việt Nam."""
    return datetime.combine(now.astimezone(VIETNAM).date(), time(), VIETNAM) + timedelta(days=1)
