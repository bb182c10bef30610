"""What crossed our wall and what hangs in it; and the door at which partners tell us something."""

from __future__ import annotations

import json

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
from tinhso.ground.gateway.rules import PARTNER_NAMES, partner_name
from tinhso.ground.people.doors import Request, holders_of, open_to_all
from tinhso.ground.web.pages import keyset_page
from tinhso.ground.web.refusals import problem

READERS = ("CONTROLLER", "AUDITOR")
SHOWN = 50
PAGE = 50


@holders_of(*READERS)
@require_safe
def overview(request: Request) -> HttpResponse:
    """What hangs first, then how each partner stands, then every call, newest first."""
    partner, after = request.GET.get("doi-tac", ""), request.GET.get("sau", "")
    log = queries.log_visible_to(request.person)
    if partner in PARTNER_NAMES:
        log = log.filter(partner=partner)
    dead = list(queries.dead_letters(request.person)[: SHOWN + 1])
    waiting = list(queries.waiting_lanes(request.person, now=request.now)[: SHOWN + 1])
    page = keyset_page(log, by="-at", after=after, size=PAGE)
    context = {
        "first": not after,
        "dead": [(partner_name(row.partner), row) for row in dead[:SHOWN]],
        "waiting": [(partner_name(row.partner), row) for row in waiting[:SHOWN]],
        "more": len(dead) > SHOWN or len(waiting) > SHOWN,
        "shown": SHOWN,
        "counts": [(partner_name(row.partner), row) for row in queries.partner_counts()],
        "partner": partner if partner in PARTNER_NAMES else "",
        "partners": PARTNER_NAMES.items(),
        "page": page,
        "calls": [(partner_name(row.partner), row) for row in page.rows],
    }
    return render(request, "exchange/overview.html", context)


@holders_of(*READERS)
@require_safe
def letter(request: Request, pk: int) -> HttpResponse:
    """One message to a partner, without whom it is about."""
    message = queries.message_for(request.person, pk)
    context = {
        "letter": message,
        "partner": partner_name(message.partner),
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
