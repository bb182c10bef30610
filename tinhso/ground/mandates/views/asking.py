"""Asking to act for somebody, and letting somebody act for oneself or one's organisation."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from tinhso.ground.base.refused import NotVisible, Refused
from tinhso.ground.files.actions import store_upload
from tinhso.ground.mandates import actions, forms, queries
from tinhso.ground.mandates.rules import BASES, Kind, Way
from tinhso.ground.people.doors import Request, citizens_only
from tinhso.ground.people.limits import limited
from tinhso.ground.people.models import AgencyKind
from tinhso.ground.people.queries import agencies_on, agency, organisation


@citizens_only
@limited("mandate", methods=("POST",))
@never_cache
def propose(request: Request) -> HttpResponse:
    """For whom, on what ground, how far, and how he will say yes."""
    form = forms.Asked(request.POST or None, initial={"procedure": request.GET.get("thu-tuc", "")})
    refused: Refused | None = None
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            way = Way(told["way"])
            upload = request.FILES.get("paper") if way is Way.PAPER else None
            mandate = actions.propose(
                request.person,
                kind=Kind(told["kind"]),
                principal=form.person(),
                reach=form.reach(),
                way=way,
                paper=store_upload(request.person, upload, now=request.now) if upload else None,
                agency=agency(told["agency"]) if told["agency"] else None,
                now=request.now,
            )
            return redirect("mandates:show", key=mandate.key)
        except Refused as said:
            refused = said
    problems = form.said(refused)
    context = {
        "form": form,
        "problems": problems,
        "refused": refused,
        "kinds": [(kind, BASES[kind]) for kind in forms.ASKED_FOR],
        "ways": [Way.CODE, Way.OWN, Way.PAPER],
        "agencies": agencies_on(timezone.localdate(request.now)).filter(kind=AgencyKind.COMMUNE),
    }
    return render(request, "mandates/propose.html", context, status=422 if problems or refused else 200)


@citizens_only
@never_cache
def grant(request: Request) -> HttpResponse:
    """Let somebody act for me."""
    return _grant(request, None)


@citizens_only
@never_cache
def grant_for(request: Request, organisation: int) -> HttpResponse:
    """Who may file for an organisation that I represent by law; let one more."""
    if organisation not in request.person.organisation_ids:
        raise NotVisible("no-such-organisation", "Không có tổ chức này.")
    return _grant(request, organisation)


def _grant(request: Request, organisation_id: int | None) -> HttpResponse:
    form = forms.Granted(request.POST or None)
    refused: Refused | None = None
    if request.method == "POST" and form.is_valid():
        try:
            mandate = actions.grant(
                request.person, representative=form.person(), reach=form.reach(), organisation_id=organisation_id,
                now=request.now,
            )  # fmt: skip
            messages.success(request, _("Đã ủy quyền cho %(name)s.") % {"name": mandate.representative_name},
                             extra_tags="good")  # fmt: skip
            if organisation_id:
                return redirect("mandates:organisation", organisation=organisation_id)
            return redirect("mandates:overview")
        except Refused as said:
            refused = said
    problems = form.said(refused)
    rows = queries.visible_to(request.person).filter(principal_organisation=organisation_id) if organisation_id else []
    context = {
        "form": form,
        "problems": problems,
        "refused": refused,
        "organisation": organisation(organisation_id) if organisation_id else None,
        "rows": rows,
        "now": request.now,
    }
    return render(request, "mandates/grant.html", context, status=422 if problems or refused else 200)
