"""What crossed our wall and what hangs in it; and the door at which partners tell us something."""

from __future__ import annotations

import json
import re

from django.contrib import messages
from django.core.exceptions import RequestDataTooBig
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tinhso.front.exchange.rules import masked
from tinhso.ground.base.refused import NotVisible
from tinhso.ground.gateway import actions, queries
from tinhso.ground.gateway.errors import BadEvent
from tinhso.ground.people.doors import Request, holders_of, open_to_all
from tinhso.ground.web.pages import fragment, keyset_page
from tinhso.ground.web.refusals import problem

READERS = ("CONTROLLER", "AUDITOR")
SHOWN = 50
PAGE = 50
SAMPLE = 20
DAYS = re.compile(r"[0-9]{1,4}")


@holders_of(*READERS)
@require_safe
def overview(request: Request) -> HttpResponse:
    """What hangs first, then how each partner stands, then every call, newest first."""
    partner, after = request.GET.get("doi-tac", ""), request.GET.get("sau", "")
    names, log = queries.partner_names(), queries.log_visible_to(request.person)
    if partner in names:
        log = log.filter(partner=partner)
    given_up = list(queries.dead_letters(request.person)[: SHOWN + 1])
    waiting = list(queries.waiting_lanes(request.person, now=request.now)[: SHOWN + 1])
    page = keyset_page(log, by="-at", after=after, size=PAGE)
    context = {
        "first": not after,
        "dead": [(names.get(row.partner, row.partner), row) for row in given_up[:SHOWN]],
        "waiting": [(names.get(row.partner, row.partner), row) for row in waiting[:SHOWN]],
        "more": len(given_up) > SHOWN or len(waiting) > SHOWN,
        "shown": SHOWN,
        "counts": [(names.get(row.partner, row.partner), row) for row in queries.partner_counts()],
        "partner": partner if partner in names else "",
        "partners": names.items(),
        "page": page,
        "calls": [(names.get(row.partner, row.partner), row) for row in page.rows],
    }
    return render(request, "exchange/overview.html", context)


@holders_of(*READERS)
@require_safe
def letter(request: Request, pk: int) -> HttpResponse:
    """One message to a partner, without whom it is about."""
    message = queries.message_for(request.person, pk)
    context = {
        "letter": message,
        "partner": queries.partner_names().get(message.partner, message.partner),
        "payload": json.dumps(masked(message.payload), ensure_ascii=False, indent=2),
        "behind": queries.number_behind(message),
        "may_replay": message.state == "DEAD" and "CONTROLLER" in request.person.roles,
    }
    return render(request, "exchange/letter.html", context)


@holders_of("CONTROLLER")
@require_POST
def replay(request: Request, pk: int) -> HttpResponse:
    """Send a dead letter again."""
    actions.replay(request.person, pk, now=request.now)
    messages.success(request, _("Đã đưa thư trở lại làn; hệ thống gửi ngay."))
    return redirect("exchange:letter", pk)


@holders_of(*READERS)
@require_http_methods(["GET", "HEAD", "POST"])
def dead(request: Request) -> HttpResponse:
    """Dead letters by partner and reason; with both chosen, some of them and the button that sends all again."""
    names = queries.partner_names()
    given = request.POST if request.method == "POST" else request.GET
    partner, why = given.get("doi-tac", ""), given.get("ly-do", "")
    if request.method == "POST":
        made = actions.replay_all(request.person, partner, why=why, now=request.now)
        return redirect("exchange:progress", made.pk)
    groups = queries.dead_groups(request.person)
    chosen = [group for group in groups if group.partner == partner and why in ("", group.why)]
    letters = queries.dead_letters(request.person).filter(partner=partner).order_by("pk")
    wanted = letters.filter(last_error=why) if why else letters
    context = {
        "groups": [(names.get(group.partner, group.partner), group) for group in groups],
        "partner": partner,
        "why": why,
        "name": names.get(partner, partner),
        "count": sum(group.letters for group in chosen),
        "most": actions.MOST_AT_ONCE,
        "letters": [(names.get(partner, partner), one) for one in wanted[:SAMPLE]] if chosen else [],
        "may_replay": "CONTROLLER" in request.person.roles,
    }
    return render(request, "exchange/dead.html", context)


@holders_of(*READERS)
@require_safe
def progress(request: Request, pk: int) -> HttpResponse:
    """How far letters that were sent again together have come; htmx asks for the figures alone."""
    replay, reached = queries.replay_for(request.person, pk)
    context = {
        "replay": replay,
        "progress": reached,
        "name": queries.partner_names().get(replay.partner, replay.partner),
    }
    if request.headers.get("HX-Request"):
        return fragment(request, "exchange/_progress.html", context)
    return render(request, "exchange/progress.html", context)


@holders_of(*READERS)
@require_http_methods(["GET", "HEAD", "POST"])
def reconciliations(request: Request) -> HttpResponse:
    """When our books were held against partners' and what came of it; a controller has it done anew."""
    if request.method == "POST":
        days = request.POST.get("so-ngay", "")
        actions.ask_for_reconciliation(
            request.person,
            request.POST.get("doi-tac", ""),
            days=int(days) if DAYS.fullmatch(days) else 0,
            now=request.now,
        )
        messages.success(request, _("Đang đối soát; kết quả hiện ở dưới."), extra_tags="good")
        return redirect("exchange:reconciliations")
    names = queries.partner_names()
    runs = queries.reconciliations(request.person)[:SHOWN]
    context = {
        "runs": [(names.get(run.partner, run.partner), run) for run in runs],
        "partners": [(partner, names.get(partner, partner)) for partner in queries.partners_with_books()],
        "may_ask": "CONTROLLER" in request.person.roles,
    }
    return render(request, "exchange/reconciliations.html", context)


@csrf_exempt
@open_to_all
@require_http_methods(["POST", "OPTIONS"])
def events(request: Request, partner: str) -> HttpResponse:
    """A partner's CloudEvent: 204 taken or known, 401 not believed, 400 unreadable, 413 too large. OPTIONS: may it?"""
    try:
        if request.method == "OPTIONS":
            return _handshake(request, partner)
        actions.take_event(partner, headers=request.headers, body=request.body, now=request.now)
    except RequestDataTooBig:
        return problem(413, "too-large", "Tin quá lớn.")
    except BadEvent as bad:
        return problem(400 if bad.code == "unreadable-event" else 401, bad.code, bad.sentence)
    except NotVisible as unknown:
        return problem(404, unknown.code, unknown.sentence)
    return HttpResponse(status=204)


def _handshake(request: Request, partner: str) -> HttpResponse:
    """The abuse protection of CloudEvents web hooks: a partner asks before it calls, and we name whom we allow."""
    origin = request.headers.get("WebHook-Request-Origin", "")
    if not queries.may_call(partner, origin):
        return problem(403, "origin-not-allowed", "Máy này không được gửi tin tới đây.")
    headers = {"Allow": "POST", "WebHook-Allowed-Origin": origin, "WebHook-Allowed-Rate": "600"}
    return HttpResponse(headers=headers)
