"""Figures that officials entered, as they were locked: for everybody."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from tinhso.ground.people import queries as people
from tinhso.ground.people.doors import Request, open_to_all
from tinhso.insight.warehouse import queries
from tinhso.insight.warehouse.periods import period


@open_to_all
@require_safe
def statistics(request: Request) -> HttpResponse:
    """What is asked for, of whom, how often."""
    rows = [(one, people.agency(one.owner)) for one in queries.statistics(timezone.localdate(request.now))]
    return render(request, "warehouse/statistics.html", {"rows": rows})


@open_to_all
@require_safe
def statistic(request: Request, code: str) -> HttpResponse:
    """One statistic with its locked figures and its passport."""
    one = queries.statistic(code, timezone.localdate(request.now))
    rows = [(row, period(row.period)) for row in queries.locked_values(code)[:500]]
    return render(
        request, "warehouse/statistic.html", {"statistic": one, "rows": rows, "owner": people.agency(one.owner)}
    )
