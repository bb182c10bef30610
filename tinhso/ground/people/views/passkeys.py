"""Passkeys of officials: added, used as the second step, taken away. Spoken by static/people/passkey.js."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tinhso.ground.base.refused import Refused
from tinhso.ground.people import actions, passkeys, queries, sessions
from tinhso.ground.people.doors import Request, open_to_all, staff_only
from tinhso.ground.people.limits import guesses_limited
from tinhso.ground.people.models import Account
from tinhso.ground.people.proofs import counted_second_step, prove_current

STALE = "Đã quá thời gian chờ. Hãy tải lại trang rồi thử lại."


def _problem(sentence: str) -> JsonResponse:
    return JsonResponse({"problem": sentence}, status=422)


def _origin(request: Request) -> str:
    return f"{request.scheme}://{request.get_host()}"


def _answer(request: Request) -> dict[str, Any]:
    try:
        said = json.loads(request.body)
    except ValueError:
        said = None
    return said if isinstance(said, dict) else {}


@staff_only
@require_POST
def begin_adding(request: Request) -> HttpResponse:
    """The browser's orders for a new passkey, after a code of the app as proof."""
    account = request.user
    if not isinstance(account, Account):
        return _problem(STALE)
    try:
        prove_current(request, account, request.POST.get("code", ""))
    except Refused as refused:
        return _problem(refused.sentence)
    options, state = passkeys.begin_adding(
        _origin(request),
        account_id=account.pk,
        username=account.username,
        full_name=request.person.name,
        known=queries.passkey_credentials(account),
    )
    sessions.remember_challenge(request, {"state": state, "name": request.POST.get("name", "")})
    return JsonResponse(options)


@staff_only
@require_POST
def finish_adding(request: Request) -> HttpResponse:
    """Verify what the browser made and keep it."""
    kept, account = sessions.challenge(request), request.user
    if kept is None or not isinstance(account, Account):
        return _problem(STALE)
    try:
        credential, counter = passkeys.finish_adding(_origin(request), kept["state"], _answer(request))
    except Refused as refused:
        return _problem(refused.sentence)
    actions.add_passkey(
        request.person, account, credential=credential, counter=counter, name=kept["name"], now=request.now
    )
    messages.success(request, _("Đã thêm khóa truy cập."), extra_tags="good")
    return JsonResponse({"to": reverse("people:profile")})


@staff_only
@require_POST
def remove(request: Request) -> HttpResponse:
    """Take one passkey away; the app remains."""
    account, number = request.user, request.POST.get("passkey", "")
    if isinstance(account, Account) and number.isdecimal():
        actions.remove_passkey(request.person, account, passkey_id=int(number), now=request.now)
        messages.success(request, _("Đã gỡ khóa truy cập."), extra_tags="good")
    return redirect("people:profile")


@open_to_all
@require_POST
def begin_use(request: Request) -> HttpResponse:
    """The browser's orders for the second step, for one whose password was right."""
    account = sessions.account_of_first_step(request)
    if account is None:
        return _problem(STALE)
    options, state = passkeys.begin_use(_origin(request), queries.passkey_credentials(account))
    sessions.remember_challenge(request, {"state": state})
    return JsonResponse(options)


@open_to_all
@guesses_limited("sign_in")
@require_POST
def finish_use(request: Request) -> HttpResponse:
    """Verify the signature and let the official in."""
    kept, pending = sessions.challenge(request), sessions.first_step(request)
    account = sessions.account_of_first_step(request)
    if kept is None or pending is None or account is None:
        return _problem(STALE)
    known = queries.passkey_credentials(account)
    try:
        with counted_second_step(request, account):
            credential, counter = passkeys.finish_use(_origin(request), kept["state"], known, _answer(request))
            actions.spend_passkey(account, credential=credential, counter=counter, now=request.now)
    except Refused as refused:
        return _problem(refused.sentence)
    sessions.begin(request, account, method="PASSWORD+PASSKEY")
    return JsonResponse({"to": sessions.safe_next(request, pending["next"], otherwise="/")})
