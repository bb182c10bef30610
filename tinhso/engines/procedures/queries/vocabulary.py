"""The words that the catalogue says: known ones, the neighbours of misspelt ones, those written together."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection

from tinhso.engines.procedures.rules.finding import pieces_of, split_into

KNOWN = "SELECT word, uses FROM procedures_vocabulary WHERE word = ANY(%(words)s)"
NEAR = """
    SELECT asked.word, known.word, known.uses, levenshtein_less_equal(known.word, asked.word, 2) AS away
    FROM unnest(%(words)s::text[]) AS asked(word)
    JOIN procedures_vocabulary known ON abs(length(known.word) - length(asked.word)) <= 2
        AND length(asked.word) BETWEEN 3 AND 12
        AND levenshtein_less_equal(known.word, asked.word, 2) <= CASE WHEN length(asked.word) > 3 THEN 2 ELSE 1 END
    ORDER BY away"""


@dataclass(frozen=True)
class Understood:
    """One asked word as the catalogue says it: any of `known`; said by `uses` versions (0 = by none)."""

    asked: str
    known: tuple[str, ...]
    uses: int


def understood(words: list[str]) -> list[Understood]:
    """The asked words in the catalogue's spelling, those written together taken apart; unknown ones know nothing."""
    pieces = [piece for word in words if len(word) > 5 for piece in pieces_of(word)]
    uses = _uses([*words, *pieces])
    spaced = [part for word in words for part in ([word] if word in uses else split_into(word, uses))]
    near = _near([word for word in spaced if word not in uses])
    found = []
    for word in dict.fromkeys(spaced):
        known = [(word, uses[word])] if word in uses else near.get(word, [])
        found.append(Understood(word, tuple(w for w, _ in known), sum(n for _, n in known)))
    return found


def _uses(words: list[str]) -> dict[str, int]:
    with connection.cursor() as cursor:
        cursor.execute(KNOWN, {"words": words})
        return dict(cursor.fetchall())


def _near(words: list[str]) -> dict[str, list[tuple[str, int]]]:
    """Misspelt word -> its nearest known words, all at the same distance."""
    if not words:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(NEAR, {"words": words})
        rows = cursor.fetchall()
    nearest: dict[str, int] = {}
    near: dict[str, list[tuple[str, int]]] = {}
    for asked, known, uses, away in rows:
        if away <= nearest.setdefault(asked, away):
            near.setdefault(asked, []).append((known, uses))
    return near
