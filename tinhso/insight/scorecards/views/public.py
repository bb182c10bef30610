"""Indices for everybody: how our units stood over the years, what a result is made of, what a change would bring."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from tinhso.ground.base.refused import NotVisible, Refused
from tinhso.ground.people import queries as people
from tinhso.ground.people.doors import Request, open_to_all
from tinhso.insight.scorecards import queries
from tinhso.insight.scorecards.drawing import HEIGHT, WIDTH, chart
from tinhso.insight.scorecards.forms import decimal_of

UNCLEAR = Refused("no-what-if", "Giá trị thử phải từ 0 đến 1, ví dụ 0,85.", field="value")


@open_to_all
@require_safe
def index(request: Request) -> HttpResponse:
    """Every family of indices with the newest official figure of our own province or those it was made of."""
    homes = queries.home_codes(timezone.localdate(request.now))
    lines = [
        {"family": one, "newest": queries.newest(one, homes), "versions": list(queries.versions_of(one))}
        for one in queries.families()
    ]
    return render(request, "scorecards/index.html", {"lines": lines})


@open_to_all
@require_safe
def family(request: Request, code: str) -> HttpResponse:
    """One family: ranks over the years with breaks between versions, claims beside what is official."""
    one = queries.family(code)
    known = dict(queries.known_units(one))
    homes = [unit for unit in queries.home_codes(timezone.localdate(request.now)) if unit in known]
    also = request.GET.get("tinh", "")
    chosen = [*homes, *([also] if also in known and also not in homes else [])]
    units = [(known[unit], unit, queries.trend(one, unit)) for unit in chosen]
    context = {
        "family": one,
        "units": units,
        "chart": chart([(name, lines) for name, _unit, lines in units]),
        "width": WIDTH,
        "height": HEIGHT,
        "choices": sorted(known.items(), key=lambda item: item[1]),
        "also": also,
        "leagues": queries.years_of(one),
        "raising": queries.raising_of(one, homes, working=request.person.is_staff),
        "versions": list(queries.versions_of(one)),
    }
    return render(request, "scorecards/family.html", context)


@open_to_all
@require_safe
def league(request: Request, code: str, year: int, rank_of: int) -> HttpResponse:
    """The official ranking of a year, as far as it is known."""
    one = queries.family(code)
    standing = queries.league(one, year, rank_of)
    if not standing.rows:
        raise NotVisible("no-league", "Chưa có xếp hạng chính thức nào của năm này.")
    homes = queries.home_codes(timezone.localdate(request.now))
    return render(request, "scorecards/league.html", {"family": one, "league": standing, "homes": homes})


@open_to_all
@require_safe
def result(request: Request, code: str, unit: str, year: int) -> HttpResponse:
    """One result taken apart; what if one main index stood elsewhere."""
    version = queries.version(code)
    found = queries.result(version, unit, year, working=request.person.is_staff)
    tried, refused, today = None, None, timezone.localdate(request.now)
    asked, value = request.GET.get("chi-so", ""), request.GET.get("gia-tri", "")
    if asked and value:
        try:
            tried = queries.what_if(found, asked, _value(value), ours=_ours(request, found))
        except Refused as why:
            refused = why
    context = {
        "version": version,
        "result": found,
        "printed": found.printed(found.total) if found.total else None,
        "raising": _raising(found, today=today),
        # Agencies of ours answer for units of ours, not for those of others.
        "is_ours": found.agency is not None or found.unit_code in queries.home_codes(today),
        "mains": [line.node for line in found.lines if line.node.is_main and line.node.max_points],
        "tried": tried,
        "refused": refused,
        "asked": asked,
        "value": value,
    }
    return render(request, "scorecards/result.html", context)


def _ours(request: Request, found: queries.Result) -> dict[int, Decimal] | None:
    """The other units of the same assessment, where it is ours."""
    if found.agency is None:
        return None
    today = timezone.localdate(request.now)
    is_decided = found.decided is not None
    return queries.others_of(found.version, found.agency, found.year, decided=is_decided, today=today)


def _raising(found: queries.Result, *, today: date) -> list[dict[str, object]]:
    """What would raise a result, with who answers until when, and where the things behind stand."""
    version, agency = found.version, found.agency
    held = queries.duties_of(version, found.year, today=today) if agency else {}
    rows: list[dict[str, object]] = []
    for one in found.raising:
        node, duty = one.line.node, held.get(one.line.node.code)
        named = duty.answers(agency) if duty and agency else people.agency(node.owner or version.family.owner)
        answers = queries.heir_of(named, today=today)
        rows.append({
            "raise": one, "owner": answers.short_name, "due_date": duty.due_date if duty else node.due_date,
            "metric": queries.metric_of(node),
            "words": queries.words_behind(agency, found.year) if agency else f"?ky={found.year}",
        })  # fmt: skip
    return rows


def _value(text: str) -> Decimal:
    found = decimal_of(text)
    if found is None:
        raise UNCLEAR
    return found
