"""What others published: found by its words, disagreeing values side by side, and only official ones for ranking."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby, takewhile

from django.db.models import Count, Max, Min, Q, QuerySet

from tinhso.ground.base.refused import NotVisible
from tinhso.ground.base.vietnamese import fold
from tinhso.insight.warehouse.models.published import PublishedFigure, PublishedKind


@dataclass(frozen=True)
class Indicator:
    """One indicator of which something was published: how many values, of which periods, how many are claims."""

    code: str
    name: str
    unit: str
    values: int
    claims: int
    first: str
    last: str


@dataclass(frozen=True)
class Question:
    """One question (an indicator of a place in a period) with every answer that was published.

    disagree: there are answers of which no two can both be the figure. The order says nothing: it is that of the
    sources, never of the values.
    """

    name: str
    about: str
    period: str
    answers: list[PublishedFigure]

    @property
    def disagree(self) -> bool:
        """Whether two answers differ."""
        return len({answer.value for answer in self.answers if answer.value is not None}) > 1


def published_indicators(*, words: str = "", only_claims: bool = False) -> list[Indicator]:
    """The indicators whose name, place or code holds all of these words, by name."""
    found = PublishedFigure.objects.all()
    for word in fold(words).split():
        found = found.filter(folded__contains=word)
    told = found.values("indicator").annotate(
        from_name=Min("name"), to_name=Max("name"), measure=Min("unit"), first=Min("period"), last=Max("period"),
        many=Count("id"), claims=Count("id", filter=~Q(kind=PublishedKind.OFFICIAL)),
    )  # fmt: skip
    rows = [
        Indicator(row["indicator"], _in_common(row["from_name"], row["to_name"]), row["measure"], row["many"],
                  row["claims"], row["first"], row["last"])
        for row in told
    ]  # fmt: skip
    return sorted((one for one in rows if one.claims or not only_claims), key=lambda one: fold(one.name))


def published_indicator(code: str) -> Indicator:
    """One of them. NotVisible when nothing was published of it."""
    found = next((one for one in published_indicators() if one.code == code), None)
    if found is None:
        raise NotVisible("no-published-figure", "Không có số liệu đã công bố nào của chỉ tiêu này.")
    return found


def published_questions(indicator: str) -> list[Question]:
    """Everything published of an indicator, newest period first."""
    rows = PublishedFigure.objects.filter(indicator=indicator).order_by("-period", "name", "about_code", "about", "pk")
    grouped = groupby(rows, key=lambda row: (row.name, row.about, row.period))
    return [Question(*question, answers=list(answers)) for question, answers in grouped]


def _in_common(first: str, last: str) -> str:
    """What the names of one indicator begin with: Cơ sở cá thể - Công nghiệp, Cơ sở cá thể - Xây dựng."""
    same = "".join(one for one, _ in takewhile(lambda pair: pair[0] == pair[1], zip(first, last, strict=False)))
    return first if first == last else same.rstrip(" -") or first


def published_figures() -> QuerySet[PublishedFigure]:
    """Everything that was published, in an order that stays."""
    return PublishedFigure.objects.order_by("indicator", "name", "about_code", "about", "period", "method", "pk")


def to_rank(indicator: str, period: str, *, method: str) -> QuerySet[PublishedFigure]:
    """Official values of one period made in one way: all that may be compared. Claims and bounds never come here."""
    official = PublishedFigure.objects.filter(kind=PublishedKind.OFFICIAL, value__isnull=False)
    return official.filter(indicator=indicator, period=period, method=method).order_by("about_code")
