"""The national portal as those who run the exchange see it: which front is in force, what came, what hangs."""

from __future__ import annotations

import json

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tinhso.front.exchange.queries import what_a_change_meets
from tinhso.front.exchange.rules import masked
from tinhso.government.portal_intake import actions as intake
from tinhso.government.portal_intake import queries as arrivals
from tinhso.government.portal_sync.queries import front_at, modes
from tinhso.ground.gateway.queries import READERS
from tinhso.ground.people.doors import Request, holders_of

SHOWN = 100


@holders_of(*sorted(READERS))
@require_safe
def overview(request: Request) -> HttpResponse:
    """The front in force, every decision about it, what a change would meet, and arrivals that hang."""
    troubled = list(arrivals.troubled(request.person)[: SHOWN + 1])
    context = {
        "front": front_at(request.now),
        "modes": modes(),
        "met": what_a_change_meets(),
        "counts": arrivals.counts(),
        "troubled": troubled[:SHOWN],
        "more": len(troubled) > SHOWN,
        "shown": SHOWN,
    }
    return render(request, "exchange/portal.html", context)


@holders_of(*sorted(READERS))
@require_safe
def arrival(request: Request, pk: int) -> HttpResponse:
    """One arrival, without whom it is about."""
    found = arrivals.arrival_for(request.person, pk)
    context = {
        "arrival": found,
        "payload": json.dumps(masked(found.body), ensure_ascii=False, indent=2),
        "may_take": found.state == "REFUSED" and "CONTROLLER" in request.person.roles,
    }
    return render(request, "exchange/arrival.html", context)


@holders_of("CONTROLLER")
@require_POST
def take_again(request: Request, pk: int) -> HttpResponse:
    """Have a refused arrival tried once more."""
    intake.take_again(request.person, pk, now=request.now)
    messages.success(request, _("Đã nhận lại; hệ thống lập hồ sơ ngay."))
    return redirect("exchange:arrival", pk)
