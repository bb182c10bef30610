"""Asking for data, and answering within two working days."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tinhso.ground.base.refused import NotAllowed, NotVisible, Refused
from tinhso.ground.people import queries as people
from tinhso.ground.people.doors import Request, open_to_all, staff_only
from tinhso.ground.people.limits import limited
from tinhso.insight.open_data import actions, queries
from tinhso.insight.open_data.lifecycle import Theme
from tinhso.insight.open_data.models import DatasetRequest, PortalCopy
from tinhso.insight.open_data.rules import LAW, LONGEST

LISTED = 100
Line = tuple[DatasetRequest, str]


def _lines(rows: Any, now: datetime) -> list[Line]:
    return [(row, queries.standing_of(row, now=now)) for row in rows[:LISTED]]


@open_to_all
@limited("data_request", methods=("POST",))
@require_http_methods(["GET", "HEAD", "POST"])
def public(request: Request) -> HttpResponse:
    """What was asked, without names, and how it was answered; POST asks."""
    problem, says = None, request.POST
    if request.method == "POST":
        try:
            asked = actions.ask(
                request.person, theme=says.get("theme", ""), words=says.get("words", ""),
                purpose=says.get("purpose", ""), now=request.now,
            )  # fmt: skip
            return redirect("open_data:request", asked.key)
        except Refused as refused:
            problem = refused
    context = {
        "lines": _lines(queries.public_requests(), request.now),
        "counted": queries.answered(now=request.now),
        "themes": list(Theme),
        "says": says,
        "problem": problem,
        "law": LAW,
        "longest": LONGEST,
    }
    return render(request, "open_data/requests.html", context, status=422 if problem else 200)


@open_to_all
@never_cache
@require_safe
def own(request: Request, key: UUID) -> HttpResponse:
    """One request for whoever was given its address."""
    asked = queries.request_by_key(key)
    context = {"asked": asked, "standing": queries.standing_of(asked, now=request.now), "law": LAW}
    return render(request, "open_data/request.html", context)


@staff_only
@never_cache
@require_safe
def desk(request: Request) -> HttpResponse:
    """What waits at the official's agencies, what is due first before the rest."""
    context = {"lines": _lines(queries.desk(request.person), request.now), "copies": _copies()}
    return render(request, "open_data/desk.html", context)


@staff_only
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def case(request: Request, code: str) -> HttpResponse:
    """One request for those who answer it; POST grants, refuses, or sends it to another agency."""
    asked, problem, says = queries.request_for(request.person, code), None, request.POST
    if request.method == "POST":
        try:
            _carry_out(request, asked)
            return redirect("open_data:desk")
        except (NotAllowed, NotVisible):
            raise
        except Refused as refused:
            problem, asked = refused, queries.request_for(request.person, code)  # another may have answered it
    context = {
        "asked": asked, "standing": queries.standing_of(asked, now=request.now), "law": LAW, "problem": problem,
        "verbs": [move.verb for move in queries.verbs_for(request.person, asked)], "says": says,
        "datasets": queries.datasets(),
        "agencies": people.agencies_on(timezone.localdate(request.now)).order_by("sort_key"),
    }  # fmt: skip
    return render(request, "open_data/case.html", context, status=422 if problem else 200)


def _copies() -> list[tuple[queries.Published, PortalCopy | None]]:
    """Every published dataset with what the national portal of data said; empty where none is named."""
    if not settings.DATA_PORTAL["address"]:
        return []
    known = queries.portal_copies()
    return [(one, known.get(one.dataset.pk)) for one in queries.datasets() if one.newest]


def _carry_out(request: Request, asked: DatasetRequest) -> None:
    says, verb = request.POST, request.POST.get("verb", "")
    if verb == "forward":
        slug = says.get("agency", "")
        to = people.agency(slug) if slug else None
        actions.forward(request.person, asked, to=to, now=request.now)
        messages.success(request, _("Đã chuyển; hạn trả lời không đổi."))
        return
    given = says.get("dataset", "")
    actions.answer(
        request.person, asked, verb, about=says.get("about", ""), words=says.get("words", ""),
        legal_basis=says.get("legal_basis", ""), dataset=queries.dataset_for(given).dataset if given else None,
        now=request.now,
    )  # fmt: skip
    messages.success(request, _("Đã trả lời, câu trả lời được công khai."))
