"""What applicants said, added up for those who lead; never one vote beside its dossier."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Max, Q, QuerySet

from tinhso.government.dossiers.lifecycle import LIFECYCLE
from tinhso.government.dossiers.models import Dossier, Rating
from tinhso.government.dossiers.queries.access import SEE_ALL, visible_to
from tinhso.government.dossiers.rules import Reason, VoteCount
from tinhso.ground.base.refused import NotVisible
from tinhso.ground.base.vietnamese import VIETNAM
from tinhso.ground.people.models import Role
from tinhso.ground.people.persons import Person

LEADS = frozenset({Role.LEADER.value, Role.HEAD_OF_ONE_STOP.value})
MAY_VOTE = sorted({str(state) for move in LIFECYCLE.moves if move.verb == "rate" for state in move.sources})


@dataclass(frozen=True)
class Voice:
    """One vote without whose it was: its words, and what it was about."""

    score: int
    reasons: tuple[str, ...]
    comment: str


def ended_in(person: Person, *, first: date, last: date) -> QuerySet[Dossier]:
    """Dossiers that ended from one day to another and whose applicants may vote: the denominator.

    Leaders and heads of a one-stop: those that their agencies decide or received; controllers and auditors: all.
    """
    begin = datetime.combine(first, time(), VIETNAM)
    end = datetime.combine(last, time(), VIETNAM) + timedelta(days=1)
    rows = visible_to(person).filter(state__in=MAY_VOTE, finished_at__gte=begin, finished_at__lt=end)
    if person.roles & SEE_ALL:
        return rows
    led = [agency for agency, roles in person.posts.items() if roles & LEADS]
    return rows.filter(Q(resolving_agency__in=led) | Q(receiving_agency__in=led))


def vote_counts(person: Person, *, first: date, last: date) -> list[VoteCount]:
    """Votes a deciding agency and procedure, by the agency's name and then the most dossiers first."""
    five, four, three, two, one = (Count("rating", filter=Q(rating__score=score)) for score in (5, 4, 3, 2, 1))
    rows = (
        ended_in(person, first=first, last=last)
        .values("resolving_agency", "resolving_agency__name", "procedure_version__procedure__code")
        .annotate(
            name=Max("procedure_version__name"), ended=Count("pk"), five=five, four=four, three=three, two=two, one=one
        )
        .order_by("resolving_agency__sort_key", "-ended", "procedure_version__procedure__code")
    )
    return [
        VoteCount(
            agency_id=row["resolving_agency"],
            agency=row["resolving_agency__name"],
            procedure=row["procedure_version__procedure__code"],
            name=row["name"],
            ended=row["ended"],
            by_score=(row["five"], row["four"], row["three"], row["two"], row["one"]),
        )
        for row in rows
    ]


def vote_count(person: Person, agency_id: int, procedure: str, *, first: date, last: date) -> VoteCount:
    """One line of `vote_counts`. NotVisible when nothing ended there in the period, or it is not the person's."""
    found = [
        one for one in vote_counts(person, first=first, last=last)
        if (one.agency_id, one.procedure) == (agency_id, procedure)
    ]  # fmt: skip
    if not found:
        raise NotVisible("no-votes", "Không có hồ sơ nào kết thúc trong kỳ này.")
    return found[0]


def counted(person: Person, count: VoteCount, *, first: date, last: date) -> QuerySet[Dossier]:
    """The dossiers behind a line, the last ended first; whether they voted, not what."""
    return (
        ended_in(person, first=first, last=last)
        .filter(resolving_agency=count.agency_id, procedure_version__procedure__code=count.procedure)
        .annotate(has_voted=Count("rating"))
        .only("code", "state", "finished_at")
        .order_by("-finished_at", "-pk")
    )


def voices(person: Person, count: VoteCount, *, first: date, last: date) -> tuple[list[Voice], Counter[str]]:
    """The votes behind a line and how often each content of evaluation was named; nothing below the fewest shown.

    In the order of score and words, never of time, so that no vote can be laid beside a dossier.
    """
    if not count.is_shown:
        return [], Counter()
    behind = counted(person, count, first=first, last=last).values("pk")
    rows = Rating.objects.filter(dossier__in=behind).order_by("score", "comment", "reasons")
    labels = {reason.value: reason.label for reason in Reason}
    found = [Voice(row.score, tuple(labels.get(one, one) for one in row.reasons), row.comment) for row in rows]
    return found, Counter(label for voice in found for label in voice.reasons)
