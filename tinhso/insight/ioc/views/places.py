"""The map of communes, and one commune with the dossiers behind its figure."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from tinhso.ground.base.refused import NotVisible, Refused
from tinhso.ground.people.doors import Request, holders_of
from tinhso.ground.reference.kinds import UnitLevel
from tinhso.ground.web.reading import reading
from tinhso.insight.ioc import queries
from tinhso.insight.ioc.drawing import shades
from tinhso.insight.ioc.forms import day_of
from tinhso.insight.ioc.lifecycle import WATCHERS
from tinhso.insight.ioc.live import WORST, taken_for
from tinhso.insight.ioc.models import Feed, Indicator
from tinhso.insight.ioc.queries import Place
from tinhso.insight.ioc.rules import is_stale
from tinhso.insight.warehouse import queries as warehouse
from tinhso.insight.warehouse.models import Direction
from tinhso.insight.warehouse.periods import Convention, period

ROWS = 100
LEVELS = {"xa": UnitLevel.COMMUNE, "huyen": UnitLevel.DISTRICT}


@holders_of(*WATCHERS)
@require_safe
def chart(request: Request) -> HttpResponse:
    """Every commune (or district, as long as there were any) as at a day, coloured by an indicator."""
    today = timezone.localdate(request.now)
    typed = request.GET.get("ngay", "")
    day, refused = _day(typed, today)
    stage = queries.stage_of(day)
    level = LEVELS.get(request.GET.get("cap", "xa"), UnitLevel.COMMUNE)
    if not stage.file(level):
        level = UnitLevel.COMMUNE
    one = _chosen(request.GET.get("chi-tieu") or WORST, today)
    taken = taken_for(request.now)
    found = queries.places(taken, one, day, level, now=request.now)
    at = taken.as_of if taken else None
    context = {
        "one": one, "day": day, "level": level, "stage": stage, "refused": refused, "typed": typed,
        "places": found,
        "choices": [each for each in queries.indicators(today) if each.feed != Feed.NONE],
        "file": static(f"ioc/map/{stage.file(level)}.geojson"),
        "drawn": json.dumps(_drawn(found, one), ensure_ascii=False),
        "has_threshold": one.code in queries.bounds_in_force(today),
        "known": sum(1 for place in found if place.value is not None),
        "of": period(f"{day:%Y-%m}") if one.feed == Feed.METRIC else None, "at": at,
        "is_old": one.feed == Feed.METRIC and f"{day:%Y-%m}" == f"{today:%Y-%m}"
        and is_stale(at, request.now, one.stale_after),
    }  # fmt: skip
    return render(request, "ioc/map.html", context)


@holders_of(*WATCHERS)
@require_safe
def place(request: Request, slug: str) -> HttpResponse:
    """One agency: its figures, and the dossiers behind the chosen one as far as this official may see them."""
    unit = queries.unit_for(request.person, slug)
    agency = queries.agency_of(unit)
    if agency is None:
        raise NotVisible("not-watched", "Bạn không theo dõi đơn vị này.")
    today = timezone.localdate(request.now)
    one = _chosen(request.GET.get("chi-tieu") or WORST, today)
    panels = queries.panels_of(taken_for(request.now), unit, now=request.now)
    opened, lost, many = _behind(request, one, unit)
    context = {
        "agency": agency, "panels": panels, "one": one, "rows": opened.rows, "counted": opened.counted, "lost": lost,
        "many": many,
        "panel": next((panel for panel in panels if panel.indicator.code == one.code), None),
    }  # fmt: skip
    return render(request, "ioc/place.html", context)


def _behind(request: Request, one: Indicator, unit: int) -> tuple[warehouse.Opened, bool, int]:
    """The dossiers to look into: those that make a bad figure, those that a good one lacks; and how many they are."""
    if one.feed != Feed.METRIC:
        return warehouse.Opened([], 0), False, 0
    meant = warehouse.metric(one.feed_code, timezone.localdate(request.now))
    of = period(f"{timezone.localdate(request.now):%Y-%m}", Convention(meant.convention))
    lost = one.direction == Direction.UP and bool(meant.denominator)
    above, below = warehouse.counts([one.feed_code], of, unit=unit)[one.feed_code].get(unit, (0, None))
    opened = warehouse.rows_behind(request.person, meant, unit, of, lost=lost, limit=ROWS)
    return opened, lost, (below or 0) - above if lost else above


def _chosen(code: str, today: date) -> Indicator:
    return queries.indicator(code, today)


def _day(words: str, today: date) -> tuple[date, Refused | None]:
    """The day of an address; today, and a sentence, where it cannot be read or lies outside our record."""
    if not words:
        return today, None
    try:
        day = day_of(words)
        if day > today:
            raise Refused("not-yet", "Ngày này chưa đến.", field="ngay")
        queries.stage_of(day)
    except Refused as refused:
        return today, refused
    return day, None


def _drawn(found: list[Place], one: Indicator) -> dict[str, Any]:
    """What the map needs of each place: its words, its colour, where a click leads."""
    fifths = shades(found)
    told = {}
    for each in found:
        value = "—" if each.value is None else f"{each.value.normalize():f}".replace(".", ",")
        told[each.code] = {
            "name": each.name,
            "value": f"{value}{'%' if one.is_share and each.value is not None else ''}",
            "light": each.light.value,
            "shade": fifths.get(each.code, -1),
            "url": f"{reverse('ioc:place', args=[each.agency.slug])}?{urlencode({'chi-tieu': one.code})}"
            if each.agency
            else "",
        }
    return {"places": told, "unit": reading(one.unit)}
