"""What some words find among all that a person may see, ended dossiers too: the newest first.

Frequent words are in many of the newest dossiers, so that a page is full before many were looked at; rare words are in
few dossiers, so that all of these may be read. So neither costs more in a larger province.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from tinhso.government.dossiers.queries.access import SEE_ALL
from tinhso.government.dossiers.queries.stretches import Stretch
from tinhso.government.dossiers.rules import search_words, unfinished_code
from tinhso.ground.people.persons import Person
from tinhso.ground.web.pages import edge_of

# How many of the newest are looked at: more helps frequent words and costs rare ones. Who sees all has more of both.
NEWEST, NEWEST_OF_ALL = 600, 4000
# Two letters are mostly one consonant (ng, th, tr) or a whole name (An, Hà, Vũ), so they begin nothing. Numbers count
# whole: many begin alike and have nothing in common.
SHORTEST_BEGINNING = 3
# The words of three indexes, so that each part comes in order; no dossier is in two parts.
PARTS = (
    "receiving_agency_id = %s",
    "resolving_agency_id = %s AND resolving_agency_id <> receiving_agency_id AND NOT receiving_agency_id = ANY(%s)",
    "support_agency_id = %s AND support_agency_id <> receiving_agency_id AND support_agency_id <> resolving_agency_id"
    " AND NOT receiving_agency_id = ANY(%s) AND NOT resolving_agency_id = ANY(%s)",
)
ROWS = (
    "(SELECT id, code, state, due_at, filed_at, procedure_version_id, search FROM dossiers_dossier WHERE {where} {end})"
)
IN_ORDER = "ORDER BY filed_at DESC, id DESC LIMIT %s"
NEWEST_FIRST = f"(SELECT * FROM ({{each}}) AS parts {IN_ORDER}) AS newest"  # noqa: S608 - our own words
# OFFSET 0 keeps the planner from walking the dossiers in order of time until rare words turn up.
HOLDING = ROWS.format(where="search @@ %s::tsquery", end="OFFSET 0") + " AS holding"


def where_to_look(person: Person, text: str, *, after: str) -> Iterator[Stretch]:
    """The stretches that hold all words of a text, to be looked at by turns until one of them fills a page.

    The first ends after the newest dossiers, the second is all. after: the key at which the page begins.
    """
    code = unfinished_code(text)
    words = search_words(code.rpartition("-")[0] if code else text)
    wanted = [f"'{word}'" for word in words]
    if words and not code and words[-1].isalpha() and len(words[-1]) >= SHORTEST_BEGINNING:
        wanted[-1] += ":*"
    agencies = None if person.roles & SEE_ALL else sorted(person.agency_ids)
    if not wanted or agencies == []:
        return
    for stretch in (_newest(agencies, wanted, after=after), _all(agencies, wanted)):
        yield stretch.narrowed("strpos(code, %s) > 0", code) if code else stretch


def _newest(agencies: Sequence[int] | None, wanted: list[str], *, after: str) -> Stretch:
    """Those with the wanted words among the newest that the agencies may find; agencies None: among all."""
    if agencies is None:
        parts, most = [Stretch("true")], NEWEST_OF_ALL
    else:
        parts, most = [Stretch(part, _values(part, one, agencies)) for part in PARTS for one in agencies], NEWEST
    if edge := edge_of(after):
        parts = [part.narrowed("(filed_at, id) < (%s, %s)", *edge) for part in parts]
    each = " UNION ALL ".join(ROWS.format(where=part.where, end=IN_ORDER) for part in parts)
    values = [value for part in parts for value in (*part.values, most)]
    source = NEWEST_FIRST.format(each=each)
    return Stretch("search @@ %s::tsquery", (*values, most, " & ".join(wanted)), source=source)


def _values(part: str, agency: int, agencies: Sequence[int]) -> tuple[Any, ...]:
    return (agency, *[list(agencies)] * (part.count("%s") - 1))


def _all(agencies: Sequence[int] | None, wanted: list[str]) -> Stretch:
    """All with the wanted words that the agencies may find: the index holds the words of each agency (297/nguyen)."""
    if agencies is None:
        query = " & ".join(wanted)
    else:
        of_each = (" & ".join(f"'{agency}/{word[1:]}" for word in wanted) for agency in agencies)
        query = " | ".join(f"({one})" for one in of_each)
    return Stretch("true", (query,), source=HOLDING)
