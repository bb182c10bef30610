"""What some words find among all that a person may see, ended dossiers too: the newest first.

Frequent words are in many of the newest dossiers, so that a page is full before many were looked at. All others are
asked of one quarter of a year after the other, until the page is full: a quarter holds few of them, and one that holds
none costs next to nothing. So no words cost more in a larger province than a quarter of it makes them cost.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from tinhso.government.dossiers.models import Word
from tinhso.government.dossiers.queries.access import SEE_ALL
from tinhso.government.dossiers.queries.stretches import Stretch
from tinhso.government.dossiers.rules import search_words, unfinished_code
from tinhso.ground.people.persons import Person
from tinhso.ground.web.pages import edge_of

# How many of the newest are looked at: more helps frequent words and costs rare ones. Who sees all has more of both.
NEWEST, NEWEST_OF_ALL = 500, 2500
# Two letters are mostly one consonant (ng, th, tr) or a whole name (An, Hà, Vũ), so they begin nothing. Numbers count
# whole: many begin alike and have nothing in common.
SHORTEST_BEGINNING = 3
# GIN reads the whole list of each word that begins so; a whole word it skips through beside a rarer one. So a beginning
# is asked for as the words that dossiers hold. Syllables that begin alike are a dozen or two.
MOST_ENDINGS = 64
# The words of three indexes, so that each part comes in order; no dossier is in two parts.
PARTS = (
    "receiving_agency_id = %s",
    "resolving_agency_id = %s AND resolving_agency_id <> receiving_agency_id AND NOT receiving_agency_id = ANY(%s)",
    "support_agency_id = %s AND support_agency_id <> receiving_agency_id AND support_agency_id <> resolving_agency_id"
    " AND NOT receiving_agency_id = ANY(%s) AND NOT resolving_agency_id = ANY(%s)",
)
ROWS = (
    "(SELECT id, code, state, due_at, filed_at, procedure_version_id, search_text FROM dossiers_dossier"
    " WHERE {where} {end})"
)
IN_ORDER = "ORDER BY filed_at DESC, id DESC LIMIT %s"
NEWEST_FIRST = f"(SELECT * FROM ({{each}}) AS parts {IN_ORDER}) AS newest"  # noqa: S608 - our own words
# The quarters that hold dossiers, from the one of the page's key back; none is asked before a page has room for it.
QUARTERS = """generate_series(
    date_trunc('quarter', least((SELECT max(filed_at) FROM dossiers_dossier), %s::timestamptz) AT TIME ZONE 'UTC'),
    date_trunc('quarter', (SELECT min(filed_at) FROM dossiers_dossier) AT TIME ZONE 'UTC'), interval '-3 months'
) WITH ORDINALITY AS quarter (began, place)"""
QUARTER = "@"  # stands for the quarter in words that are asked of each; it is in no word
# In the words of the index, so that it is used.
HOLDS = (
    "dossiers_words_by_quarter(search_text, filed_at, receiving_agency_id, resolving_agency_id, support_agency_id)"
    f" @@ replace(%s, '{QUARTER}', to_char(quarter.began, 'YYYY\"q\"Q'))::tsquery"
)


@dataclass(frozen=True)
class Wanted:
    """Words to be found together; beginning: the last of them, when it may be unfinished."""

    words: tuple[str, ...]
    beginning: str = ""

    def as_patterns(self) -> list[str]:
        """What a dossier's words, between spaces, must all be like."""
        return [f"% {word} %" for word in self.words] + ([f"% {self.beginning}%"] if self.beginning else [])

    def as_known(self, agencies: Sequence[int] | None) -> str:
        """A tsquery over the words of a quarter at these agencies (297/2026q4/nguyen); agencies None: of a quarter.

        The beginning is asked for as the words it may become.
        """
        endings = _words_beginning(self.beginning) if self.beginning else []
        places = [""] if agencies is None else [f"{agency}/" for agency in agencies]
        return " | ".join(f"({self._at(f'{place}{QUARTER}/', endings)})" for place in places)

    def _at(self, place: str, endings: list[str]) -> str:
        whole = [f"'{place}{word}'" for word in self.words]
        if endings:
            whole.append("(" + " | ".join(f"'{place}{word}'" for word in endings) + ")")
        elif self.beginning:
            whole.append(f"'{place}{self.beginning}':*")
        return " & ".join(whole)


def where_to_look(person: Person, text: str, *, after: str) -> Iterator[Stretch]:
    """The stretches that hold all words of a text, to be looked at by turns until one of them fills a page.

    The first ends after the newest dossiers, the second is all. after: the key at which the page begins.
    """
    code = unfinished_code(text)
    words = tuple(search_words(code.rpartition("-")[0] if code else text))
    agencies = None if person.roles & SEE_ALL else sorted(person.agency_ids)
    if not words or agencies == []:
        return
    wanted = Wanted(words)
    if not code and words[-1].isalpha() and len(words[-1]) >= SHORTEST_BEGINNING:
        wanted = Wanted(words[:-1], words[-1])
    for look in (_newest, _by_quarter):
        stretch = look(agencies, wanted, after=after)
        yield stretch.narrowed("strpos(code, %s) > 0", code) if code else stretch


def _newest(agencies: Sequence[int] | None, wanted: Wanted, *, after: str) -> Stretch:
    """Those with the wanted words among the newest that the agencies may find; agencies None: among all."""
    most = NEWEST if agencies is not None else NEWEST_OF_ALL
    if agencies is None:
        parts = [Stretch("true")]
    else:
        parts = [Stretch(part, _values(part, one, agencies)) for part in PARTS for one in agencies]
    if edge := edge_of(after):
        parts = [part.narrowed("(filed_at, id) < (%s, %s)", *edge) for part in parts]
    each = " UNION ALL ".join(ROWS.format(where=part.where, end=IN_ORDER) for part in parts)
    values = [value for part in parts for value in (*part.values, most)]
    source = NEWEST_FIRST.format(each=each)
    return Stretch("' ' || search_text || ' ' LIKE ALL (%s)", (*values, most, wanted.as_patterns()), source)


def _by_quarter(agencies: Sequence[int] | None, wanted: Wanted, *, after: str) -> Stretch:
    """All with the wanted words, one quarter of a year after the other."""
    edge = edge_of(after)
    return Stretch(HOLDS, (edge[0] if edge else None, wanted.as_known(agencies)), pieces=QUARTERS)


def _values(part: str, agency: int, agencies: Sequence[int]) -> tuple[Any, ...]:
    return (agency, *[list(agencies)] * (part.count("%s") - 1))


def _words_beginning(beginning: str) -> list[str]:
    """The words of dossiers that begin so; the beginning itself when there are none, [] when there are too many."""
    after_all = beginning[:-1] + chr(ord(beginning[-1]) + 1)
    known = Word.objects.filter(word__gte=beginning, word__lt=after_all).values_list("word", flat=True)
    words = sorted(set(known[: MOST_ENDINGS * 4]))
    return words if 0 < len(words) <= MOST_ENDINGS else [] if words else [beginning]
