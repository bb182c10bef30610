"""The page that tells everybody which services work."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from tinhso.front.status import queries, rules
from tinhso.ground.people.doors import Request, open_to_all


@open_to_all
@require_safe
@cache_control(max_age=20, private=True)
def page(request: Request) -> HttpResponse:
    """How each service stands and since when, what is planned, what went wrong of late."""
    lines = queries.lines(now=request.now)
    seen_at = queries.looked_at()
    context = {
        "lines": lines,
        "is_good": all(line.is_good for line in lines),
        "seen_at": seen_at,
        "is_stale": seen_at is None or rules.is_silent(seen_at, request.now),
        "planned": queries.planned(now=request.now),
        "troubles": queries.troubles(now=request.now),
        "hotline": settings.ONE_STOP_HOTLINE,
    }
    return render(request, "status/public.html", context)
