"""The board of data quality, for everybody: each agency answers for its own data."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tinhso.ground.base.refused import NotVisible
from tinhso.ground.people.doors import Request, open_to_all
from tinhso.insight.warehouse import lake, queries
from tinhso.insight.warehouse.metrics.checking import Dimension


@open_to_all
@require_safe
def board(request: Request) -> HttpResponse:
    """Four shares an agency."""
    context = {
        "lines": queries.quality_board(now=request.now),
        "dimensions": list(Dimension),
        "at": lake.as_of("dossiers"),
    }
    return render(request, "warehouse/quality.html", context)


@open_to_all
@require_safe
def of_agency(request: Request, slug: str) -> HttpResponse:
    """What was found at one agency, rule by rule, the worst first."""
    line = next((line for line in queries.quality_board(now=request.now) if line.agency.slug == slug), None)
    if line is None:
        raise NotVisible("no-quality", "Cơ quan này chưa có dữ liệu để xét.")
    found = sorted((one for one in line.found if one.of), key=lambda one: (-one.bad, one.words))
    context = {"line": line, "found": found, "scores": list(zip(Dimension, line.scores, strict=True))}
    return render(request, "warehouse/quality_of.html", context)
