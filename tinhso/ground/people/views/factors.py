"""The second factor of officials: given at sign-in, set up once."""

from __future__ import annotations

import segno
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from tinhso.ground.base.refused import Refused
from tinhso.ground.people import actions, factors, forms, passkeys, queries, sessions
from tinhso.ground.people.doors import Request, open_to_all, signed_in, staff_only
from tinhso.ground.people.limits import guesses_limited
from tinhso.ground.people.models import Account
from tinhso.ground.people.proofs import TooSoon, prove_current


@open_to_all
@guesses_limited("sign_in")
@never_cache
@sensitive_post_parameters("code")
def second_factor(request: Request) -> HttpResponse:
    """The second step of an official: six digits, or a recovery code."""
    pending, account = sessions.first_step(request), sessions.account_of_first_step(request)
    if pending is None or account is None:
        return redirect("people:staff_sign_in")
    form = forms.Code(request.POST or None)
    problem, status = "", 200
    if request.method == "POST" and form.is_valid():
        try:
            prove_current(request, account, form.cleaned_data["code"])
        except Refused as refused:
            problem, status = refused.sentence, 429 if isinstance(refused, TooSoon) else 422
        else:
            sessions.begin(request, account, method="PASSWORD+CODE")
            return redirect(sessions.safe_next(request, pending["next"], otherwise="/"))
    elif request.method == "POST":
        status = 422
    with_passkey = passkeys.offered_on(request.get_host()) and queries.passkeys_of(account.pk).exists()
    context = {"form": form, "problem": problem, "with_passkey": with_passkey}
    return render(request, "people/second_factor.html", context, status=status)


@signed_in
@never_cache
@sensitive_post_parameters("code")
def enrol(request: Request) -> HttpResponse:
    """Set up an authenticator app; afterwards the recovery codes are shown, once."""
    account = request.user
    if not isinstance(account, Account) or account.official is None:
        return redirect("/")
    secret = sessions.secret_in_setup(request)
    problem, status = "", 200
    form = forms.Code(request.POST or None)
    replaces = queries.has_second_factor(account)
    if request.method == "POST" and form.is_valid():
        try:
            if replaces:
                prove_current(request, account, request.POST.get("current", ""))
            codes = actions.enrol_totp(
                request.person, account, secret=secret, code="".join(form.cleaned_data["code"].split()), now=request.now
            )
        except Refused as refused:
            problem, status = refused.sentence, 422
        else:
            sessions.enrolled(request)
            next_address = sessions.safe_next(request, request.GET.get("next", ""), otherwise="/")
            return render(request, "people/recovery_codes.html", {"codes": codes, "next": next_address})
    elif request.method == "POST":
        status = 422
    qr = segno.make(factors.address(secret, username=account.username), error="m")
    context = {
        "form": form,
        "problem": problem,
        "qr": mark_safe(qr.svg_inline(scale=4, border=2, dark="#1b2430", light="#fff")),  # noqa: S308 - drawn here
        "secret": " ".join(factors.written(secret)[i : i + 4] for i in range(0, 32, 4)),
        "replaces": replaces,
    }
    return render(request, "people/enrol.html", context, status=status)


@staff_only
@never_cache
def recovery_codes(request: Request) -> HttpResponse:
    """Ten new recovery codes in place of the old; only by POST, with a code of the app as proof."""
    account = request.user
    if request.method != "POST" or not isinstance(account, Account):
        return redirect("people:profile")
    prove_current(request, account, request.POST.get("code", ""))
    codes = actions.renew_recovery_codes(request.person, account, now=request.now)
    return render(request, "people/recovery_codes.html", {"codes": codes, "next": reverse("people:profile")})
