"""How often nobody had to hand anything in: figures with their denominator, and the rows behind."""

from __future__ import annotations

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from tinhso.government.digitising.forms import Period
from tinhso.government.dossiers.queries import reuse as queries
from tinhso.ground.people.doors import Request, holders_of

READERS = ("LEADER", "HEAD_OF_ONE_STOP", "CONTROLLER", "AUDITOR", "RECEPTION")
SHOWN = 200


@holders_of(*READERS)
@require_safe
def counts(request: Request) -> HttpResponse:
    """By receiving agency where the parts came from; this month unless asked."""
    form, first, last = _period(request)
    lines = queries.reuse_counts(request.person, first=first, last=last)
    context = {
        "form": form,
        "first": first,
        "last": last,
        "lines": [(line, [line.parts[origin] for origin in queries.PartOrigin]) for line in lines],
        "whole": queries.added_up(lines),
        "origins": list(queries.PartOrigin),
        "at": request.now,
    }
    return render(request, "digitising/reuse.html", context, status=422 if form.errors else 200)


@holders_of(*READERS)
@require_safe
def behind(request: Request, agency: int) -> HttpResponse:
    """The parts behind one line, of one origin if asked."""
    _form, first, last = _period(request)
    asked = request.GET.get("nguon", "")
    origin = queries.PartOrigin(asked) if asked in queries.PartOrigin._value2member_map_ else None
    one, rows = queries.parts_behind(request.person, agency, first=first, last=last, origin=origin, limit=SHOWN + 1)
    context = {
        "agency": one.receiving_agency,
        "rows": rows[:SHOWN],
        "more": len(rows) > SHOWN,
        "shown": SHOWN,
        "origin": origin,
        "origins": list(queries.PartOrigin),
        "first": first,
        "last": last,
    }
    return render(request, "digitising/behind.html", context)


def _period(request: Request) -> tuple[Period, date, date]:
    today = timezone.localdate(request.now)
    asked = {name: request.GET[name] for name in ("tu", "den") if name in request.GET}
    form = Period(asked or None, initial={"tu": today.replace(day=1), "den": today})
    if form.is_bound and form.is_valid():
        return form, form.cleaned_data["tu"], form.cleaned_data["den"]
    return form, today.replace(day=1), today
