"""What everybody may read: the graph of directives, every target with its way, warnings, how many tasks stand where."""

from __future__ import annotations

from collections import Counter

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tinhso.ground.base.refused import NotVisible
from tinhso.ground.people import queries as people
from tinhso.ground.people.doors import Request, open_to_all
from tinhso.ground.web.pages import KeysetPage, keyset_page
from tinhso.insight.plans import queries
from tinhso.insight.plans.drawing import BAR_WIDTH, HEIGHT, WIDTH, bar, path
from tinhso.insight.plans.models import PlanTask
from tinhso.insight.plans.queries import Standing, Tally
from tinhso.insight.plans.rules.targets import Band

LINES = 50


@open_to_all
@require_safe
def index(request: Request) -> HttpResponse:
    """Everything at one look: how many targets are reached, which fall behind, what hangs below what."""
    every = queries.standings(queries.targets_of_the_province(), now=request.now)
    running = [one for one in every if not one.is_over]
    measured = [one for one in running if (one.achieved or one.claims) and not one.warns]
    targets_of = Counter(one.target.directive_id for one in every)
    tasks_of = queries.tallies_by("directive", request.now)
    bands = Counter(one.band for one in running)
    context = {
        "bands": [(one, bands[one]) for one in Band],
        "warned": [(one, bar(one)) for one in running if one.warns],
        "measured": [(one, bar(one)) for one in measured],
        "silent": [one for one in running if not (one.achieved or one.claims)],
        "over": [(one, bar(one)) for one in every if one.is_over and (one.achieved or one.claims)],
        "branches": [
            (one, min(one.depth, 4), targets_of[one.directive.pk], tasks_of.get(one.directive.pk, Tally()))
            for one in queries.tree()
            if queries.is_of_the_province(one.directive.about)
        ],
        "of_communes": [one for one in queries.directives() if not queries.is_of_the_province(one.about)],
        "tasks": queries.tally_of_all(request.now),
        "leads": _leads(request) if request.person.is_staff else [],
        "keeps": request.person.is_staff and queries.may_keep(request.person, "NB.SKHCN"),
        "bar_width": BAR_WIDTH,
    }
    return render(request, "plans/index.html", context)


def _leads(request: Request) -> list[tuple[str, Tally]]:
    """Who is behind with what was given to him, the most overdue first: for officials."""
    told = queries.tallies_by("lead", request.now)
    late = sorted(((tally.overdue, pk) for pk, tally in told.items() if tally.overdue), reverse=True)
    return [(people.agency_by_id(pk).name, told[pk]) for _, pk in late[:20]]


@open_to_all
@require_safe
def directive(request: Request, code: str) -> HttpResponse:
    """One directive: its passport, what it hangs from, its targets, its tasks in numbers; the rows for officials."""
    one = queries.directive(code)
    up, down = queries.ties_of(one)
    rows = queries.visible_to(request.person).filter(directive=one)
    context = {
        "directive": one,
        "up": up,
        "down": down,
        "targets": [(each, bar(each)) for each in queries.standings(queries.targets_of(one), now=request.now)],
        "tasks": queries.tallies_by("directive", request.now).get(one.pk, Tally()),
        "rows": _rows(request, rows),
        "owner": people.agency(one.owner),
        "keeps": request.person.is_staff and queries.may_keep(request.person, one.owner),
        "gives": request.person.is_staff and bool(queries.giving_agencies(request.person)),
        "now": request.now,
        "bar_width": BAR_WIDTH,
    }
    return render(request, "plans/directive.html", context)


@open_to_all
@require_safe
def target(request: Request, code: str) -> HttpResponse:
    """One target: its value, its attainment, its way, whatever was said of it, each with its passport."""
    one = queries.target(code)
    (standing,) = queries.standings([one], now=request.now)
    rows = queries.visible_to(request.person).filter(target=one)
    context = {
        "target": one,
        "is_of_the_province": queries.is_of_the_province(one.about),
        "standing": standing,
        "bar": bar(standing),
        "path": path(standing),
        "said": [*reversed(standing.known), *reversed(standing.claims)],
        "owner": _owner(one.owner),
        "tasks": queries.tallies_by("target", request.now).get(one.pk, Tally()),
        "rows": _rows(request, rows),
        "keeps": _keeps(request, standing),
        "gives": request.person.is_staff and bool(queries.giving_agencies(request.person)),
        "now": request.now,
        "width": WIDTH, "height": HEIGHT, "bar_width": BAR_WIDTH,
    }  # fmt: skip
    return render(request, "plans/target.html", context)


def _rows(request: Request, rows: QuerySet[PlanTask]) -> KeysetPage[PlanTask]:
    return keyset_page(rows, by="due_at", after=request.GET.get("sau", ""), size=LINES)


def _owner(slug: str) -> str:
    try:
        return people.agency(slug).name if slug else ""
    except NotVisible:
        return ""


def _keeps(request: Request, standing: Standing) -> bool:
    one = standing.target
    if not request.person.is_staff or one.ended_on:
        return False
    return any(queries.may_keep(request.person, slug) for slug in (one.directive.owner, one.owner) if slug)
