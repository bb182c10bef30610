"""What others published of the province: statistics and claims, each with its source."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tinhso.ground.people.doors import Request, open_to_all
from tinhso.insight.warehouse import queries


@open_to_all
@require_safe
def published(request: Request) -> HttpResponse:
    """Every indicator of which something was published, searched by words."""
    words, only_claims = request.GET.get("tim", "").replace("\0", "")[:100], request.GET.get("chi") == "tuyen-bo"
    context = {
        "indicators": queries.published_indicators(words=words, only_claims=only_claims),
        "words": words,
        "only_claims": only_claims,
    }
    return render(request, "warehouse/published.html", context)


@open_to_all
@require_safe
def published_of(request: Request, indicator: str) -> HttpResponse:
    """All values of an indicator, those that disagree side by side."""
    found = queries.published_indicator(indicator)
    context = {"indicator": found, "questions": queries.published_questions(found.code)}
    return render(request, "warehouse/published_of.html", context)
