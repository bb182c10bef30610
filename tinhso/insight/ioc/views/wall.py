"""The wall, its live part, every indicator by domain, one indicator."""

from __future__ import annotations

from typing import Any

from csp.constants import SELF
from csp.decorators import csp_update
from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tinhso.ground.people import queries as people
from tinhso.ground.people import sessions
from tinhso.ground.people.doors import Request, holders_of
from tinhso.ground.web.pages import fragment
from tinhso.insight.ioc import queries, tickets
from tinhso.insight.ioc.lifecycle import WATCHERS
from tinhso.insight.ioc.live import live_context, taken_for
from tinhso.insight.ioc.models import Domain
from tinhso.insight.warehouse.queries import PROVINCE

STREAM_PATH = "/dieu-hanh/luong"
listening = csp_update({"connect-src": [SELF, *([settings.STREAM_ORIGIN] if settings.STREAM_ORIGIN else [])]})


@holders_of(*WATCHERS)
@listening
@never_cache
@require_safe
def wall(request: Request) -> HttpResponse:
    """The wall of a unit: a dozen figures, what is open, who is on duty."""
    unit = queries.unit_for(request.person, request.GET.get("don-vi", ""))
    context = live_context(unit, now=request.now) | {
        "unit": unit,
        "is_large": request.GET.get("man-hinh") == "lon",
        "choices": _choices(request),
        "streams": settings.STREAM_ON,
        "sees_all": queries.sees_all(request.person),
    }
    return render(request, "ioc/wall.html", context)


@holders_of(*WATCHERS)
@never_cache
@require_safe
def live(request: Request) -> HttpResponse:
    """The part of the wall that changes, for browsers that cannot listen."""
    unit = queries.unit_for(request.person, request.GET.get("don-vi", ""))
    return fragment(request, "ioc/_live.html", live_context(unit, now=request.now))


@holders_of(*WATCHERS)
@never_cache
@require_safe
def ticket(request: Request) -> JsonResponse:
    """Where to listen, good for a minute and one connection."""
    unit = queries.unit_for(request.person, request.GET.get("don-vi", ""))
    words = tickets.issue(
        account_id=request.person.account_id or 0, handle=sessions.handle(request), unit=unit,
        language=get_language() or "vi",
    )  # fmt: skip
    return JsonResponse({"stream": f"{settings.STREAM_ORIGIN}{STREAM_PATH}?ve={words}"})


@holders_of(*WATCHERS)
@require_safe
def domains(request: Request) -> HttpResponse:
    """Every indicator by domain, with its source, or with what would have to be connected."""
    unit = queries.unit_for(request.person, "")
    now = request.now
    today = timezone.localdate(now)
    taken, bounds = taken_for(now), queries.bounds_in_force(today)
    panels = [queries.panel_of(taken, one, unit, now=now, bounds=bounds) for one in queries.indicators(today)]
    groups = [(domain, [panel for panel in panels if panel.indicator.domain == domain]) for domain in Domain]
    context = {
        "groups": [(domain, found, sum(1 for panel in found if panel.has_source)) for domain, found in groups],
        "connected": sum(1 for panel in panels if panel.has_source), "all": len(panels),
    }  # fmt: skip
    return render(request, "ioc/domains.html", context)


@holders_of(*WATCHERS)
@require_safe
def indicator(request: Request, code: str) -> HttpResponse:
    """One indicator of a unit: its series, its passport, the same of every agency."""
    today = timezone.localdate(request.now)
    one = queries.indicator(code, today)
    unit = queries.unit_for(request.person, request.GET.get("don-vi", ""))
    taken, bounds = taken_for(request.now), queries.bounds_in_force(today)
    panel = queries.panel_of(taken, one, unit, now=request.now, bounds=bounds)
    others = taken.metrics.get(one.feed_code, {}) if taken and queries.sees_all(request.person) else {}
    lines = [
        (people.agency_by_id(other), queries.panel_of(taken, one, other, now=request.now, bounds=bounds))
        for other in others
        if other != PROVINCE
    ]
    lines = [(agency, told) for agency, told in lines if told.numerator or told.denominator]
    context: dict[str, Any] = {
        "panel": panel, "one": one, "agency": queries.agency_of(unit), "owner": people.agency(one.owner),
        "lines": sorted(lines, key=lambda line: line[0].sort_key), "at": taken.as_of if taken else None,
        "domain": Domain(one.domain),
    }  # fmt: skip
    return render(request, "ioc/indicator.html", context)


def _choices(request: Request) -> list[tuple[str, str]]:
    """(slug, name) of the walls that somebody may open by himself; the province has no slug."""
    return [
        (agency.slug, agency.short_name) if agency else ("", "Toàn tỉnh")
        for agency in map(queries.agency_of, queries.units_of(request.person))
    ]
