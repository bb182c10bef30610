"""What befalls a filing as far as its applicant and its contents decide; a function of the seed and its key."""

from __future__ import annotations

from itertools import accumulate

from bench.simulator.parameters import value
from bench.simulator.places import Service
from bench.simulator.plan import Fate, Refusal, Supplement, draws


def fate_of(seed: int, key: str, service: Service, *, channel: str, bundle: str) -> Fate:
    """The fate of one filing: sixteen numbers drawn from its key."""
    drawn = draws(seed, "fate", key)
    refusal, supplement = _refusal(drawn[0]), _supplement(drawn[1])
    is_late = drawn[2] < value("fates", "late")
    slow = service.unit in {"WORKING_DAY", "CALENDAR_DAY"}
    days = value("fates", "supplement_days")
    least, most = value("fates", "pays_days")
    unanswered = drawn[3] < value("fates", "supplement_unanswered")
    return Fate(
        supplement=supplement if refusal is not Refusal.RECEPTION else Supplement.NEVER,
        answers_after=None if unanswered else days[0] + drawn[4] * (days[1] - days[0]),
        refusal=refusal if not bundle else Refusal.NEVER,
        withdrawn_after=drawn[5] * service.limit if slow and drawn[6] < value("fates", "withdrawn") else None,
        pace=1.1 + drawn[7] * 0.6 if is_late else (0.35 + 0.55 * drawn[7] if slow else 0.0),
        apologises=drawn[8] < value("fates", "apologised"),
        verified=slow and service.limit >= 5 and drawn[9] < value("fates", "verified"),
        sent_back=drawn[10] < value("fates", "sent_back"),
        paid_after=0.0 if channel != "ONLINE" else least + drawn[11] * (most - least),
        pays_online=channel == "ONLINE" and drawn[12] < value("fates", "pays_online"),
        collected_after=_collected(drawn[13]) if slow else 0.0,
        rating=_score(drawn[14]),
        rated_after=drawn[15] * 3,
    )


def _refusal(drawn: float) -> Refusal:
    first = value("fates", "refused_at_reception")
    if drawn < first:
        return Refusal.RECEPTION
    return Refusal.EXAMINATION if drawn < first + value("fates", "refused_at_examination") else Refusal.NEVER


def _supplement(drawn: float) -> Supplement:
    first = value("fates", "supplement_at_reception")
    if drawn < first:
        return Supplement.RECEPTION
    return Supplement.EXAMINATION if drawn < first + value("fates", "supplement_at_examination") else Supplement.NEVER


def _collected(drawn: float) -> float:
    least, most = value("fates", "collects_days")
    return float(least + drawn * (most - least))


def _score(drawn: float) -> int:
    share = value("fates", "rated")
    if drawn >= share:
        return 0
    ends = list(accumulate(value("fates", "scores")))
    return next((score for score, end in enumerate(ends, 1) if drawn / share * ends[-1] < end), 5)
