"""Packets of document exchange as those see them who run it: who, what, how it went; never what a document is about."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tinhso.front.exchange.rules import oddity_words
from tinhso.ground.gateway import queries
from tinhso.ground.gateway.lifecycle import PacketState
from tinhso.ground.people.doors import Request, holders_of
from tinhso.ground.web.pages import keyset_page

PAGE = 50


@holders_of("CONTROLLER", "AUDITOR")
@require_safe
def all_packets(request: Request) -> HttpResponse:
    """Packets, newest first, of one state or all."""
    state = request.GET.get("trang-thai", "")
    chosen = state if state in {str(one) for one in PacketState} else ""
    rows = queries.packets_visible_to(request.person)
    page = keyset_page(
        rows.filter(state=chosen) if chosen else rows, by="-at", after=request.GET.get("sau", ""), size=PAGE
    )
    context = {
        "page": page,
        "packets": [(one, [oddity_words(code) for code in one.oddities]) for one in page.rows],
        "states": PacketState.choices(),
        "state": chosen,
    }
    return render(request, "exchange/packets.html", context)
