"""Finding a procedure and reading its card."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from tinhso.engines.procedures import queries as procedures
from tinhso.engines.workflow.rules import Cutoff, LimitUnit
from tinhso.government.portal_sync.queries import front_at
from tinhso.government.public_services import queries
from tinhso.government.public_services.rules import instruments
from tinhso.government.public_services.situations import situation
from tinhso.ground.people.doors import Request, open_to_all
from tinhso.ground.people.limits import limited
from tinhso.ground.web.pages import fragment
from tinhso.ground.web.second_old import a_second_old


@open_to_all
@limited("search")
@a_second_old
def search(request: Request) -> HttpResponse:
    """Find by words, by moment of life or by field; htmx asks for #results alone."""
    today = timezone.localdate(request.now)
    q = request.GET.get("q", "").strip()[:200]
    moment = situation(request.GET.get("viec", ""))
    field = request.GET.get("linh-vuc", "")
    shelves = procedures.fields_on(today)
    if q:
        versions = procedures.search(q, on=today, limit=40)
    elif moment:
        versions = queries.in_order(moment.codes, on=today)
    elif field:
        versions = list(procedures.by_field(field, on=today))
    else:
        versions = None
    context = {
        "q": q,
        "situation": moment,
        "field": next((shelf.name for shelf in shelves if shelf.slug == field), ""),
        "found": None if versions is None else queries.found(versions),
        "fields": shelves,
    }
    if request.headers.get("HX-Request"):
        answer = fragment(request, "public_services/_results.html", context)
    else:
        answer = render(request, "public_services/search.html", context)
    answer["Vary"] = "HX-Request, Cookie"
    return answer


@open_to_all
@limited("search")
@a_second_old
def procedure(request: Request, code: str) -> HttpResponse:
    """Everything that the law wants published about one procedure, and the button to file it."""
    today = timezone.localdate(request.now)
    version = procedures.version_for(code, on=today)
    context = {
        "version": version,
        "parts": list(version.parts.all()),
        "fees": [(fee, queries.price_words(fee)) for fee in version.fees.all()],
        "limit": queries.limit_words(version),
        "cutoff": Cutoff(version.cutoff).label if version.cutoff and version.cutoff != "NONE" else "",
        "variants": [(case, LimitUnit(case.unit).label) for case in version.variants.all()],
        "channels": list(version.channels.all()),
        "agencies": list(procedures.resolving_agencies(version, on=today)[:2]),
        "basis": instruments(version.legal_basis),
        "may_file": queries.may_be_filed(version, request.now),
        "front": front_at(request.now),
        "national_page": queries.national_page(version.procedure.code),
        "drafts": queries.being_filled(request.person, code=code, limit=3),
    }
    return render(request, "public_services/procedure.html", context)
