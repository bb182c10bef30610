"""The work lists of officials: a page by key is merged from stretches, so its cost does not grow with the desk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.contrib.postgres.search import SearchQuery

from tinhso.engines.procedures.queries import version_ids
from tinhso.government.dossiers.lifecycle import DossierState
from tinhso.government.dossiers.models import Dossier
from tinhso.government.dossiers.queries.access import LINE, SEE_ALL, visible_to
from tinhso.government.dossiers.queries.stretches import Stretch, stretches
from tinhso.government.dossiers.rules import parse_code
from tinhso.ground.base.vietnamese import VIETNAM, fold
from tinhso.ground.people.persons import Person
from tinhso.ground.web.pages import KeysetPage, edge_of, page_from

FOUND_CAP = 500
STATES = frozenset(state.value for state in DossierState)
ONE = "(SELECT id, due_at FROM dossiers_dossier WHERE {where} ORDER BY due_at, id LIMIT %s)"
PAGE = f"""
SELECT d.id, {", ".join(f"d.{column}" for column in LINE)}, o.full_name AS holder_name
FROM (SELECT id, due_at FROM ({{merged}}) AS found ORDER BY due_at, id LIMIT %s) AS due
JOIN dossiers_dossier d ON d.id = due.id LEFT JOIN people_official o ON o.id = d.holder_id
ORDER BY due.due_at, due.id
"""  # noqa: S608 - column names of our own


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
    """One page of an official's work, the most urgent first; a search looks at ended dossiers too.

    The rows carry `holder_name`.
    """
    found = _found(person, chosen.text) if chosen.text.strip() else stretches(person, chosen.show)
    narrowed = [_filtered(stretch, chosen, now) for stretch in found]
    if edge := edge_of(after):
        narrowed = [stretch.narrowed("(due_at, id) > (%s, %s)", *edge) for stretch in narrowed]
    return page_from(_merged(narrowed, size + 1), by="due_at", size=size)


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


def _merged(parts: list[Stretch], count: int) -> list[Dossier]:
    """The first rows of all stretches together, the most urgent first."""
    if not parts:
        return []
    each = " UNION ALL ".join(ONE.format(where=part.where) for part in parts)
    values = [value for part in parts for value in (*part.values, count)]
    return list(Dossier.objects.raw(PAGE.format(merged=each), [*values, count]))


def _found(person: Person, text: str) -> list[Stretch]:
    """What a code or some words find among all that the person may see, ended dossiers too."""
    seen = visible_to(person)
    if parsed := parse_code(text):
        ids = seen.filter(code=str(parsed))
    else:
        ids = seen.filter(pk__in=_with_words(person, text))
    return [Stretch("id = ANY(%s)", (list(ids.values_list("pk", flat=True)),))]


def _with_words(person: Person, text: str) -> list[int]:
    words = [word for word in "".join(c if c.isalnum() else " " for c in fold(text)).split() if word]
    if not words:
        return []
    wanted = " & ".join([*words[:-1], f"{words[-1]}:*"])
    if not person.roles & SEE_ALL:
        # The agency is a word of the index: it alone answers, however common the name.
        wanted += " & (" + " | ".join(f"zz{agency}" for agency in sorted(person.agency_ids)) + ")"
    query = SearchQuery(wanted, search_type="raw", config="simple")
    return list(Dossier.objects.filter(search=query).values_list("pk", flat=True)[:FOUND_CAP])


def end_of_day(now: datetime) -> datetime:
    """Midnight that ends the day of a moment, in Việt Nam."""
    return datetime.combine(now.astimezone(VIETNAM).date(), time(), VIETNAM) + timedelta(days=1)
