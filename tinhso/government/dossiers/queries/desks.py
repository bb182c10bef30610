"""The work lists of officials: what their desks hold, and what a code or some words find."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.contrib.postgres.search import SearchQuery
from django.db.models import QuerySet

from tinhso.engines.procedures.queries import version_ids
from tinhso.government.dossiers.lifecycle import DossierState
from tinhso.government.dossiers.models import Dossier
from tinhso.government.dossiers.queries.access import SEE_ALL, visible_to
from tinhso.government.dossiers.queries.stretches import Listed, Stretch, merged_page, stretches
from tinhso.government.dossiers.rules import parse_code
from tinhso.ground.base.vietnamese import VIETNAM, fold
from tinhso.ground.people.persons import Person
from tinhso.ground.web.pages import KeysetPage

FOUND_CAP = 500
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
    """One page of an official's work, the most urgent first; a search looks at ended dossiers too."""
    found = _found(person, chosen.text) if chosen.text.strip() else stretches(person, chosen.show)
    narrowed = [_filtered(stretch, chosen, now) for stretch in found]
    return merged_page(narrowed, by="due_at", after=after, size=size)


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


def _found(person: Person, text: str) -> list[Stretch]:
    """What a code or some words find among all that the person may see, ended dossiers too."""
    seen = visible_to(person)
    if parsed := parse_code(text):
        ids = seen.filter(code=str(parsed))
    else:
        ids = seen.filter(pk__in=_with_words(person, text))
    return [Stretch("id = ANY(%s)", (list(ids.values_list("pk", flat=True)),))]


def _with_words(person: Person, text: str) -> QuerySet[Dossier, Any]:
    words = [word for word in "".join(c if c.isalnum() else " " for c in fold(text)).split() if word]
    if not words:
        return Dossier.objects.none()
    wanted = " & ".join([*words[:-1], f"{words[-1]}:*"])
    if not person.roles & SEE_ALL:
        # The agency is a word of the index: it alone answers, however common the name.
        wanted += " & (" + " | ".join(f"zz{agency}" for agency in sorted(person.agency_ids)) + ")"
    query = SearchQuery(wanted, search_type="raw", config="simple")
    # A limit of its own keeps the planner from asking rights of every row that holds a common word.
    return Dossier.objects.filter(search=query).values("pk")[:FOUND_CAP]


def end_of_day(now: datetime) -> datetime:
    """Midnight that ends the day of a moment, in Việt Nam."""
    return datetime.combine(now.astimezone(VIETNAM).date(), time(), VIETNAM) + timedelta(days=1)
