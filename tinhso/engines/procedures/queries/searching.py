"""Search that forgives: no marks, wrong marks, abbreviations, old names and codes, misspelling, whole sentences.

All folding lives in stored columns; a question folds only its own words. Each stage is one indexed statement and
the next runs only when the one before found nothing (docs/decisions/030-forgiving-search.md).
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import connection
from django.db.models import F, Q, Value
from django.db.models.functions import Concat, Length

from tinhso.engines.procedures.models import Procedure, ProcedureAlias, ProcedureVersion
from tinhso.engines.procedures.queries.catalogue import in_force, shorts
from tinhso.engines.procedures.queries.vocabulary import understood
from tinhso.engines.procedures.rules.finding import code_digits, with_long_forms, without_courtesy, wordings, words_of

IN_FORCE = """state <> 'DRAFT' AND published_at IS NOT NULL
        AND (valid_from IS NULL OR valid_from <= %(day)s) AND (valid_to IS NULL OR valid_to >= %(day)s)"""

# A general word matches half the catalogue: only the sixty likeliest of its matches are weighed word by word,
# beside those whose everyday names are like the question (alias: id -> how like, 0 to 1).
WEIGH = f"""
    , alias AS (SELECT * FROM unnest(%(named)s::bigint[], %(likeness)s::real[]) AS named(procedure_id, likeness)),
    chosen AS (
        SELECT id FROM hit UNION
        SELECT id FROM procedures_procedureversion JOIN alias USING (procedure_id) WHERE likeness >= 0.65 AND {IN_FORCE}
    )
    SELECT id, (SELECT count(*) FROM hit)
    FROM chosen JOIN procedures_procedureversion v USING (id) LEFT JOIN alias USING (procedure_id)
    ORDER BY 3 * coalesce(likeness, 0) ^ 3
        + (CASE WHEN ' ' || v.folded_name || ' ' LIKE %(phrase)s THEN 1 ELSE 0 END)
        + ts_rank('{{0.05, 0.2, 0.6, 1.0}}', v.lexemes, to_tsquery('simple', %(wanted)s))
        + similarity(v.folded_name, %(asked)s) + word_similarity(%(asked)s, v.folded_name)
        - (CASE WHEN v.service_level = 'INFORMATION' THEN 0.2 ELSE 0 END) DESC,
        length(v.folded_name), v.id
    LIMIT %(limit)s"""  # noqa: S608 - constants of this file

BY_WORDS = f"""
WITH hit AS MATERIALIZED (
    SELECT id FROM procedures_procedureversion
    WHERE lexemes @@ to_tsquery('simple', %(wanted)s) AND {IN_FORCE}
    ORDER BY ' ' || folded_name || ' ' LIKE %(phrase)s DESC, length(folded_name), id
    LIMIT 60
){WEIGH}"""  # noqa: S608 - constants of this file

BY_LIKENESS = f"""
WITH hit AS MATERIALIZED (
    SELECT id FROM procedures_procedureversion
    WHERE %(asked)s <%% folded_text AND {IN_FORCE}
    ORDER BY word_similarity(%(asked)s, folded_text) DESC, length(folded_name), id LIMIT 60
){WEIGH}"""  # noqa: S608 - constants of this file

NAMES_LIKE = """
    SELECT procedure_id, max(similarity(folded, phrase)) FROM procedures_procedurealias
    JOIN unnest(%(phrases)s::text[]) AS asked(phrase) ON folded %% phrase
    GROUP BY procedure_id HAVING max(similarity(folded, phrase)) >= 0.5 ORDER BY 2 DESC LIMIT 50"""
WITHIN = 0.9


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
    spelt = with_long_forms(asked, shorts())
    found = _by_words([" ".join(asked), " ".join(spelt)], spelt, on=on, limit=limit)
    versions = in_force(on).in_bulk(found)
    return [versions[pk] for pk in found]


def _by_words(phrases: list[str], spelt: list[str], *, on: date, limit: int) -> list[int]:
    """Ids of versions: those that say every word; else those whose alias the question contains, and the nearest."""
    known = understood(spelt)
    phrase = " ".join(word.known[0] if word.known else word.asked for word in known)
    names = dict(_rows(NAMES_LIKE, {"phrases": [*phrases, phrase]}))
    first, *weaker = wordings([(word.asked, word.known, word.uses) for word in known])
    facts = {"day": on, "limit": limit, **_asked(phrase), **_named(names)}
    found, hits = _weighed(BY_WORDS, {**facts, "wanted": first})
    if hits:
        return found
    names = dict.fromkeys(_aliases_within(phrases[1]), WITHIN) | names
    facts |= _asked(" ".join(without_courtesy(spelt))) | _named(names)
    for wanted in weaker:
        found, hits = _weighed(BY_WORDS, {**facts, "wanted": wanted})
        if hits:
            return found
    return _weighed(BY_LIKENESS, {**facts, "wanted": first})[0]


def _asked(phrase: str) -> dict[str, Any]:
    return {"asked": phrase, "phrase": f"% {phrase} %"}


def _named(names: dict[int, float]) -> dict[str, Any]:
    return {"named": list(names), "likeness": list(names.values())}


def _aliases_within(question: str) -> list[int]:
    """Procedures one of whose everyday names, of two words or more, stands in the question; the longest name only."""
    rows = list(
        ProcedureAlias.objects.alias(asked=Value(f" {question} "), name=Concat(Value(" "), F("folded"), Value(" ")))
        .filter(Q(folded__contains=" "), asked__contains=F("name"))
        .annotate(letters=Length("folded"))
        .order_by("-letters", "pk")
        .values_list("procedure_id", "letters")[:20]
    )
    return [procedure for procedure, letters in rows if letters == rows[0][1]]


def _by_code(digits: str, *, on: date, limit: int) -> list[ProcedureVersion]:
    procedures = [
        *Procedure.objects.filter(code_digits__contains=digits).order_by("code").values_list("pk", flat=True)[:200],
        *ProcedureAlias.objects.filter(kind="OLD_CODE", folded__contains=digits).values_list("procedure", flat=True),
    ]
    return list(in_force(on).filter(procedure__in=procedures).order_by("procedure__code")[:limit])


def _weighed(statement: str, facts: dict[str, Any]) -> tuple[list[int], int]:
    """Ids, best first, and how many of them the statement found itself rather than by an everyday name."""
    rows = _rows(statement, facts)
    return [pk for pk, _ in rows], rows[0][1] if rows else 0


def _rows(statement: str, facts: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, facts)
        return list(cursor.fetchall())
