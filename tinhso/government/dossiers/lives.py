"""Is every dossier where its journal says that it came, step by step, by lawful moves?

The steps of all dossiers are reduced in the database to pairs of neighbours, some hundred however many dossiers
there are; the table of the life-cycle then judges each pair once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection

from tinhso.government.dossiers.lifecycle import LIFECYCLE, DossierState
from tinhso.ground.invariants.verdicts import Verdict, verdict_of

S = DossierState
STEP_OF = {
    # kind: the verbs that write it, and the states that they may lead to; None: the entry itself says which
    "dossiers.filed": (set(), {S.AWAITING_RECEPTION}),
    "dossiers.received": ({"receive"}, {S.ACCEPTED}),
    "dossiers.refused": ({"refuse"}, {S.REFUSED_AT_RECEPTION}),
    "dossiers.supplement_requested": ({"request_supplement"}, None),
    "dossiers.supplement_answered": ({"answer_supplement"}, None),
    "dossiers.moved": (None, None),
    "dossiers.assigned": ({"assign", "take", "reassign"}, {S.IN_PROCESS}),
    "dossiers.verified": ({"finish_verification"}, {S.IN_PROCESS}),
    "dossiers.consultation_asked": ({"consult"}, {S.CONSULTING}),
    "dossiers.consultation_answered": ({"answer_consultation"}, {S.IN_PROCESS, S.CONSULTING}),
    "dossiers.result_proposed": ({"propose"}, {S.AWAITING_SIGNATURE}),
    "dossiers.result_signed": ({"sign"}, {S.SIGNED}),
    "dossiers.result_issued": ({"issue", "issue_refusal"}, {S.RESULT_READY, S.REFUSED_AFTER_EXAMINATION}),
    "dossiers.returned": ({"hand_over", "settle_at_once"}, {S.RETURNED}),
}
BY_PHASE = {
    ("dossiers.supplement_requested", "RECEPTION"): S.SUPPLEMENT_BEFORE_ACCEPTANCE,
    ("dossiers.supplement_requested", "EXAMINATION"): S.AWAITING_SUPPLEMENT,
    ("dossiers.supplement_answered", "RECEPTION"): S.AWAITING_RECEPTION,
    ("dossiers.supplement_answered", "EXAMINATION"): S.IN_PROCESS,
}
STEPS = """
SELECT id, subject, concat_ws('|', kind, coalesce(facts->>'verb', ''),
    CASE WHEN kind = 'dossiers.moved' THEN facts->>'state' ELSE coalesce(facts->>'phase', '') END) AS step
FROM journal_entry WHERE kind = ANY(%s)
"""
# One row a kind of step after another: how many, and one of them to be named.
PAIRS = f"""
WITH steps AS ({STEPS}), walked AS (
    SELECT id, coalesce(lag(step) OVER (PARTITION BY subject ORDER BY id), '') AS before, step FROM steps)
SELECT before, step, count(*), min(id) FROM walked GROUP BY before, step
"""  # noqa: S608 - our own words
ENDS = f"""
WITH steps AS ({STEPS}), ended AS (
    SELECT DISTINCT ON (subject) subject, step FROM steps ORDER BY subject, id DESC)
SELECT coalesce(ended.step, ''), d.state, count(*), min(d.id)
FROM dossiers_dossier d FULL JOIN ended ON ended.subject = 'dossier:' || d.id GROUP BY 1, 2
"""  # noqa: S608 - our own words


@dataclass(frozen=True)
class Step:
    """What an entry of the journal says happened: by one of these verbs the dossier came into one of these states."""

    verbs: frozenset[str]
    states: frozenset[DossierState]

    @classmethod
    def read(cls, step: str) -> Step:
        """From kind|verb|state or kind|verb|phase."""
        kind, verb, word = step.split("|")
        verbs, states = STEP_OF[kind]
        if states is None:
            states = {S(word)} if kind == "dossiers.moved" else {BY_PHASE[kind, word]}
        return cls(frozenset({verb} if verbs is None else verbs), frozenset(states))


def follows(before: str, step: str) -> bool:
    """Whether the life-cycle allows this step after that one; before: '' for the first of a dossier."""
    after = Step.read(step)
    if not before or not after.verbs:
        return not before and not after.verbs
    known = Step.read(before).states
    moves = {(verb, source): move.target for move in LIFECYCLE.moves for verb in [move.verb] for source in move.sources}
    if "answer_consultation" in after.verbs:  # others may still be asked: then it stays where it is
        return S.CONSULTING in known
    return any(moves.get((verb, source)) in after.states for verb in after.verbs for source in known)


def lives() -> Verdict:
    """Each step in the journal follows from the one before it, and the last one leads to the state of the row."""
    kinds = list(STEP_OF)
    with connection.cursor() as cursor:
        cursor.execute(PAIRS, [kinds])
        pairs = cursor.fetchall()
        cursor.execute(ENDS, [kinds])
        ends = cursor.fetchall()
    dossiers = sum(count for _, state, count, _ in ends if state)
    return verdict_of(dossiers, _broken(pairs, ends))


def _broken(pairs: list[tuple[str, str, int, int]], ends: list[tuple[str, str | None, int, int]]) -> Iterator[str]:
    for before, step, count, entry in pairs:
        if not follows(before, step):
            yield f"nhật ký dòng {entry}: “{step}” không thể theo sau “{before or 'chưa có gì'}” ({count} lần)"
    for step, state, count, dossier in ends:
        if state is None:
            yield f"nhật ký có bước cuối “{step}” của {count} hồ sơ không còn trong bảng"
        elif not step or state not in Step.read(step).states:
            yield (
                f"hồ sơ id {dossier}: bảng ghi {state}, nhật ký dừng ở “{step or 'chưa có gì'}” ({count} hồ sơ như thế)"
            )
