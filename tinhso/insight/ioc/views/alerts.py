"""Alerts: the list, one of them with everything that was done, and the steps."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tinhso.ground.base.refused import NotAllowed, Refused
from tinhso.ground.people.doors import Request, holders_of, keeping_what_was_typed, what_was_typed
from tinhso.ground.web.pages import keyset_page
from tinhso.insight.ioc import actions, queries
from tinhso.insight.ioc.actions.alerts import roles_for
from tinhso.insight.ioc.lifecycle import ALERTS, WATCHERS

SHOWN = frozenset({"acknowledge", "feed_back", "close"})


@holders_of(*WATCHERS)
@never_cache
@require_safe
def board(request: Request) -> HttpResponse:
    """What is open, or what is over (?xong=1), newest first."""
    unit = queries.unit_for(request.person, request.GET.get("don-vi", ""))
    is_open = request.GET.get("xong") != "1"
    rows = queries.alerts_before(request.person, unit, is_open=is_open)
    page = keyset_page(rows, by="-raised_at", after=request.GET.get("sau", ""))
    context = {"rows": queries.named(page.rows, now=request.now), "next_key": page.next_key, "is_open": is_open}
    return render(request, "ioc/alerts.html", context)


@keeping_what_was_typed
@holders_of(*WATCHERS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def alert(request: Request, number: int) -> HttpResponse:
    """One alert: what it says, what was done, the next step."""
    one = queries.alert_for(request.person, number)
    problem = None
    typed = request.POST if request.method == "POST" else what_was_typed(request)
    if request.method == "POST":
        try:
            _step(request, number)
        except NotAllowed:
            raise
        except Refused as refused:
            problem = refused
        else:
            messages.success(request, _("Đã ghi."))
            return redirect("ioc:alert", number)
    moves = [move for move in ALERTS.verbs(one.state, roles_for(request.person, one)) if move.verb in SHOWN]
    context = {
        "row": queries.named([one], now=request.now)[0], "moves": moves, "lines": queries.lines_of(one),
        "problem": problem, "typed": typed.get("words", "") if typed else "",
        "typed_verb": typed.get("verb", "") if typed else "",
    }  # fmt: skip
    return render(request, "ioc/alert.html", context, status=422 if problem else 200)


def _step(request: Request, number: int) -> None:
    one, words = queries.alert_for(request.person, number), request.POST.get("words", "")
    match request.POST.get("verb", ""):
        case "acknowledge":
            actions.acknowledge(request.person, one, now=request.now)
        case "feed_back":
            actions.feed_back(request.person, one, words=words, now=request.now)
        case "close":
            actions.close_alert(request.person, one, words=words, now=request.now)
        case _:
            raise Refused("no-such-step", "Không có bước này.")
