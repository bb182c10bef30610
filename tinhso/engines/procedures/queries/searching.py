"""Search that forgives: no marks, wrong marks, abbreviations, old names and codes, misspelling, too many words.

All folding lives in stored columns; a question folds only its own words. Each stage is one indexed statement and
the next runs only when the one before found nothing (docs/decisions/030-forgiving-search.md).
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import connection

from tinhso.engines.procedures.models import ProcedureAlias, ProcedureVersion
from tinhso.engines.procedures.queries.catalogue import in_force, shorts
from tinhso.engines.procedures.rules.finding import code_digits, with_long_forms, words_of

IN_FORCE = """state <> 'DRAFT' AND published_at IS NOT NULL
        AND (valid_from IS NULL OR valid_from <= %(day)s) AND (valid_to IS NULL OR valid_to >= %(day)s)"""

# A general word matches half the catalogue: only the 200 shortest names among its matches are weighed.
WEIGH = """
    SELECT id FROM hit
    ORDER BY (CASE WHEN procedure_id = ANY(%(alias_of)s) THEN 2 ELSE 0 END)
        + (CASE WHEN ' ' || folded_name || ' ' LIKE '%% ' || %(asked)s || ' %%' THEN 1 ELSE 0 END)
        + ts_rank('{0.05, 0.2, 0.6, 1.0}', lexemes, to_tsquery('simple', %(wanted)s))
        + similarity(folded_name, %(asked)s) + word_similarity(%(asked)s, folded_text)
        - (CASE WHEN service_level = 'INFORMATION' THEN 0.2 ELSE 0 END) DESC,
        length(folded_name), id
    LIMIT %(limit)s"""

BY_WORDS = f"""
WITH hit AS MATERIALIZED (
    SELECT id, procedure_id, folded_name, folded_text, lexemes, service_level FROM procedures_procedureversion
    WHERE lexemes @@ to_tsquery('simple', %(wanted)s) AND {IN_FORCE}
    ORDER BY procedure_id = ANY(%(alias_of)s) DESC, length(folded_name), id LIMIT 200
){WEIGH}"""  # noqa: S608 - constants of this file

BY_LIKENESS = f"""
WITH hit AS MATERIALIZED (
    SELECT id, procedure_id, folded_name, folded_text, lexemes, service_level FROM procedures_procedureversion
    WHERE %(asked)s <%% folded_text AND {IN_FORCE}
    ORDER BY word_similarity(%(asked)s, folded_text) DESC, length(folded_name), id LIMIT 200
){WEIGH}"""  # noqa: S608 - constants of this file

# How many versions say each word; an unknown word is answered with those one or two letters away.
VOCABULARY = """
    SELECT asked.word, known.word, known.uses,
        CASE WHEN known.word = asked.word THEN 0 ELSE levenshtein_less_equal(known.word, asked.word, 2) END AS away
    FROM unnest(%(words)s::text[]) AS asked(word)
    JOIN procedures_vocabulary known ON known.word = asked.word OR (
        NOT EXISTS (SELECT 1 FROM procedures_vocabulary same WHERE same.word = asked.word)
        AND length(asked.word) BETWEEN 3 AND 20
        AND levenshtein_less_equal(known.word, asked.word, 2) <= CASE WHEN length(asked.word) > 3 THEN 2 ELSE 1 END)"""


def search(text: str, *, on: date, limit: int = 20) -> list[ProcedureVersion]:
    """Public versions on a day that answer a question, best first; [] for an empty question.

    text: names with or without marks, everyday words, abbreviations, a code or three digits of one.
    """
    digits = code_digits(text)
    if len(digits) >= 3:
        return _by_code(digits, on=on, limit=limit)
    asked = words_of(text)
    if not asked:
        return []
    phrases = [" ".join(asked), " ".join(with_long_forms(asked, shorts()))]
    owners = ProcedureAlias.objects.filter(folded__in=phrases).values_list("procedure_id", flat=True)
    facts = {"day": on, "limit": limit, "asked": phrases[1], "alias_of": list(owners)}
    found: list[int] = []
    for wanted in _relaxing(phrases[1].split()):
        found = _ids(BY_WORDS, {**facts, "wanted": wanted})
        if found:
            break
    if not found:
        found = _ids(BY_LIKENESS, {**facts, "wanted": " & ".join(phrases[1].split())})
    versions = in_force(on).in_bulk(found)
    return [versions[pk] for pk in found]


def _by_code(digits: str, *, on: date, limit: int) -> list[ProcedureVersion]:
    old = ProcedureAlias.objects.filter(kind="OLD_CODE", folded__contains=digits).values("procedure")
    rows = in_force(on)
    found = rows.filter(procedure__code_digits__contains=digits) | rows.filter(procedure__in=old)
    return list(found.order_by("procedure__code")[:limit])


def _relaxing(words: list[str]) -> list[str]:
    """Text queries to try in turn: all words, misspelt ones as their neighbours, then without the most common ones.

    An unknown last word is first taken as a beginning: people see answers while they type.
    """
    near, last = _neighbours(words), words[-1]
    groups = {word: "(" + " | ".join(w for w, _ in known) + ")" for word, known in near.items()}
    uses = {word: min(uses for _, uses in known) for word, known in near.items()}
    rarest_first = sorted(groups, key=lambda word: uses[word])
    tries = [" & ".join(groups[word] for word in rarest_first[:kept]) for kept in range(len(rarest_first), 0, -1)]
    if last not in near or near[last][0][0] != last:
        tries.insert(0, " & ".join([*(groups[word] for word in rarest_first if word != last), f"{last}:*"]))
    return tries


def _neighbours(words: list[str]) -> dict[str, list[tuple[str, int]]]:
    """Asked word -> the catalogue's words for it, nearest only, with how many versions say each."""
    with connection.cursor() as cursor:
        cursor.execute(VOCABULARY, {"words": list(dict.fromkeys(words))})
        rows = cursor.fetchall()
    nearest = {word: min(row[3] for row in rows if row[0] == word) for word in {row[0] for row in rows}}
    near: dict[str, list[tuple[str, int]]] = {}
    for asked, known, uses, away in rows:
        if away == nearest[asked]:
            near.setdefault(asked, []).append((known, uses))
    return near


def _ids(statement: str, facts: dict[str, Any]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(statement, facts)
        return [pk for (pk,) in cursor.fetchall()]
