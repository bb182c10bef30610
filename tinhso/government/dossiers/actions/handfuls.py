"""One verb on many dossiers: the same act, a handful in one transaction, each answered for itself.

Nothing of an act is written a second time here: a handful only shares what costs the same for one and for many, the
transaction, the trips to the database and the questions that all of them ask.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from django.db import IntegrityError

from tinhso.government.dossiers import queries
from tinhso.government.dossiers.models import Dossier
from tinhso.ground.acts import as_one
from tinhso.ground.base.refused import Refused

HANDFUL = 200
Answer = TypeVar("Answer")


def on_each(
    verb: Callable[[Dossier], Answer], dossiers: Sequence[Dossier], *, handful: int = HANDFUL
) -> list[Answer | Refused]:
    """Carry out an act on each of these different dossiers; one answer each, in order: its own, or why it was refused.

    verb: an act of this room with all but the dossier given, such as `lambda one: receive(officer, one, now=now)`. A
    refused dossier is left as it was and holds up no other: its handful is then carried out one by one.
    ValueError when a dossier comes twice, because an act reads what the one before it wrote.
    """
    if len({dossier.pk for dossier in dossiers}) < len(dossiers):
        raise ValueError("each dossier once: two acts on one dossier are two calls")
    answers: list[Answer | Refused] = []
    for first in range(0, len(dossiers), handful):
        answers += _together(verb, dossiers[first : first + handful])
    return answers


def file_each(filings: Sequence[Callable[[], Answer]], *, handful: int = HANDFUL) -> list[Answer | Refused]:
    """Carry out filings of different dossiers, a handful in one transaction; one answer each, as `on_each` gives it.

    filings: acts with everything given, such as `lambda: file_dossier(citizen, now=now, …)`, in the order of their
    receiving agencies: the days of several units are held together. Where one is refused, or was filed before under
    its key, the handful is carried out one by one.
    """
    answers: list[Answer | Refused] = []
    for first in range(0, len(filings), handful):
        several = filings[first : first + handful]
        try:
            with as_one():
                answers += [file() for file in several]
        except (Refused, IntegrityError):
            del answers[first:]
            answers += [_alone(file) for file in several]
    return answers


def _alone(file: Callable[[], Answer]) -> Answer | Refused:
    try:
        return file()
    except Refused as refused:
        return refused


def _together(verb: Callable[[Dossier], Answer], dossiers: Sequence[Dossier]) -> Sequence[Answer | Refused]:
    try:
        with as_one():
            queries.hold(dossier.pk for dossier in dossiers)
            return [verb(dossier) for dossier in dossiers]
    except Refused as refused:
        if len(dossiers) == 1:
            return [refused]
    return [answer for dossier in dossiers for answer in _together(verb, [dossier])]
