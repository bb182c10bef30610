"""Coming in and going out."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from tinhso.ground.base.refused import Refused
from tinhso.ground.gateway.errors import PartnerError
from tinhso.ground.gateway.partners.vneid import platform
from tinhso.ground.people import forms, queries, sessions
from tinhso.ground.people.doors import Request, open_to_all
from tinhso.ground.people.limits import guesses_limited
from tinhso.ground.people.models import Account
from tinhso.ground.people.proofs import TooSoon, prove_password


@open_to_all
@never_cache
def sign_in(request: Request) -> HttpResponse:
    """Who are you: a citizen comes through VNeID, an official by another door."""
    next_address = sessions.safe_next(request, request.GET.get("next", ""), otherwise="")
    if request.person.account_id is not None:
        return redirect(next_address or _home(request))
    return render(request, "people/sign_in.html", {"next": next_address})


@open_to_all
@guesses_limited("sign_in")
@never_cache
@sensitive_post_parameters("password")
def staff_sign_in(request: Request) -> HttpResponse:
    """The first step of an official: name and password. The answer never tells whether the name exists."""
    next_address = sessions.safe_next(request, request.GET.get("next", ""), otherwise="")
    if request.person.is_staff:
        return redirect(next_address or _home(request))
    form = forms.Password(request.POST or None)
    problem, status = "", 200
    if request.method == "POST" and form.is_valid():
        username = form.cleaned_data["username"].strip().lower()
        try:
            account = prove_password(request, username, form.cleaned_data["password"])
        except Refused as refused:
            problem, status = refused.sentence, 429 if isinstance(refused, TooSoon) else 422
        else:
            return _after_password(request, account, next_address)
    elif request.method == "POST":
        status = 422
    context = {"form": form, "problem": problem, "next": next_address}
    return render(request, "people/staff_sign_in.html", context, status=status)


def _after_password(request: Request, account: Account, next_address: str) -> HttpResponse:
    if queries.has_second_factor(account):
        sessions.remember_first_step(request, account, next_address=next_address)
        return redirect("people:second_factor")
    sessions.begin(request, account, method="PASSWORD", enrolling=True)
    return redirect(f"{reverse('people:enrol')}?{urlencode({'next': next_address})}")


@open_to_all
@require_POST
def sign_out(request: Request) -> HttpResponse:
    """End this session here and, for a citizen, offer to end the platform's too."""
    id_token = sessions.end(request)
    home = request.build_absolute_uri("/")
    try:
        farewell = platform().farewell(id_token=id_token, back=home) if id_token else ""
    except PartnerError:
        farewell = ""  # the platform is away; what was ours to end is ended
    away = redirect(farewell or "/")
    away["Clear-Site-Data"] = '"cache", "storage"'  # the next one at this machine finds nothing of ours
    return away


def _home(request: Request) -> str:
    return reverse("people:profile") if request.person.citizen_id else "/"
