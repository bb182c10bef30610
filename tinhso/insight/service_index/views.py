"""766 live, from the dossiers themselves."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from tinhso.ground.base.refused import NotVisible, Refused
from tinhso.ground.people import queries as people
from tinhso.ground.people.doors import Request, open_to_all, staff_only
from tinhso.ground.people.models import Agency
from tinhso.insight.service_index import queries
from tinhso.insight.service_index.catalogue import COPIES
from tinhso.insight.service_index.counting import Leaf
from tinhso.insight.service_index.lines import lines_of
from tinhso.insight.warehouse.lake import as_of
from tinhso.insight.warehouse.periods import Period, months_back, period
from tinhso.insight.warehouse.queries import PROVINCE

MONTHS = 13
ROWS = 100


@open_to_all
@require_safe
def overview(request: Request) -> HttpResponse:
    """The points of one unit, leaf by leaf, what raises them most, and the same of every unit."""
    of, agency, refused = _asked(request)
    told = queries.services(of, now=request.now)
    unit = agency.pk if agency else PROVINCE
    here = told.get(unit)
    lines = lines_of(request.person, here, of, now=request.now) if here else []
    others = [one for key, one in told.items() if key != PROVINCE and one.agency]
    places: dict[int, int] = {}
    for kind in {one.agency.kind for one in others if one.agency}:
        places |= queries.ranks_of(others, kind)
    tried, unsure = _tried(request, told, unit) if here else (None, None)
    in_order = sorted(others, key=lambda one: (-one.earned, one.agency.sort_key if one.agency else ""))
    context = _around(request, of, agency) | {
        "refused": refused,
        "here": here,
        "lines": lines,
        "others": [(one, places[one.agency.pk]) for one in in_order if one.agency],
        "place": places.get(unit),
        "alike": sum(one.agency.kind == agency.kind for one in others if one.agency) if agency else 0,
        "countable": [leaf for leaf in (here.leaves if here else ()) if _can_grow(leaf)],
        "tried": tried,
        "unsure": unsure,
        "asked_leaf": request.GET.get("chi-so", ""),
        "asked_many": request.GET.get("them", ""),
    }
    return render(request, "service_index/overview.html", context)


def _can_grow(leaf: Leaf) -> bool:
    """Whether there are things of it that could still turn good."""
    return leaf.things in queries.TRIED and leaf.numerator < leaf.denominator


def _tried(
    request: Request, told: Mapping[int, queries.Service], unit: int
) -> tuple[queries.Tried | None, Refused | None]:  # fmt: skip
    """What the form of the page tries; (None, why) where it cannot be tried."""
    code, many = request.GET.get("chi-so", ""), request.GET.get("them", "").strip()
    if not code or not many:
        return None, None
    number = int(many) if many.isdecimal() and len(many) < 8 else 0
    try:
        return queries.what_if(told, unit, code, number), None
    except Refused as refused:
        return None, refused


@open_to_all
@require_safe
def procedures(request: Request, code: str) -> HttpResponse:
    """The procedures, or the communes, that cost a unit points of one leaf; both are public."""
    of, agency, _refused = _asked(request)
    node = queries.leaf_node(code)
    if code not in queries.LISTED:
        raise NotVisible("no-leaf", "Chỉ số này không tính từ bộ thủ tục.")
    context = _around(request, of, agency) | {"node": node}
    if code == COPIES:
        communes = queries.lacking_communes(of, now=request.now)
        shown = [one for one in communes if agency in (None, one)]
        return render(request, "service_index/communes.html", context | {"communes": shown})
    rows = queries.lacking_procedures(code, agency, of, now=request.now)
    return render(request, "service_index/procedures.html", context | {"rows": rows})


@staff_only
@require_safe
def lost(request: Request, code: str) -> HttpResponse:
    """The dossiers that cost a unit points of one leaf, as far as this official may see them."""
    of, agency, _refused = _asked(request)
    if code in queries.LISTED:
        raise NotVisible("no-leaf", "Chỉ số này không tính từ hồ sơ.")
    node, unit = queries.leaf_node(code), agency.pk if agency else PROVINCE
    rows = queries.lost_dossiers(request.person, code, unit, of, now=request.now, limit=ROWS)
    context = _around(request, of, agency) | {
        "node": node, "rows": list(rows.select_related("resolving_agency")), "most": ROWS,
    }  # fmt: skip
    return render(request, "service_index/lost.html", context)


def _asked(request: Request) -> tuple[Period, Agency | None, Refused | None]:
    """The period and the unit of the address; what cannot be read gives this month, the province, and a sentence."""
    slug = request.GET.get("don-vi", "")
    this_month = months_back(request.now, 1)[0]
    try:
        return period(request.GET.get("ky") or this_month.code), people.agency(slug) if slug else None, None
    except Refused as refused:
        return this_month, None, refused


def _around(request: Request, of: Period, agency: Agency | None) -> dict[str, object]:
    codes = [one.code for one in reversed(months_back(request.now, MONTHS))]
    choices = [period(code) for code in (*codes, *sorted({code[:4] for code in codes}, reverse=True))]
    if of not in choices:
        choices.insert(0, of)
    return {
        "period": of,
        "agency": agency,
        "words": f"?ky={of.code}&don-vi={agency.slug if agency else ''}",
        "periods": choices,
        "agencies": people.agencies_on(timezone.localdate(request.now)).order_by("sort_key"),
        "at": as_of("dossiers"),
    }
