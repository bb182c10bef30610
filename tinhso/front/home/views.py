"""Where people arrive: the front page, the citizen's page, the officer's desk."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from tinhso.engines.payments.queries import things_paid_for
from tinhso.front.home.lines import desk_lines, lines_of, state_lines
from tinhso.government.dossiers import queries as cases
from tinhso.government.life_events import queries as life_events
from tinhso.government.public_services import queries as services
from tinhso.government.public_services.situations import SITUATIONS
from tinhso.ground.gateway.queries import calls_about
from tinhso.ground.gateway.rules import partner_name
from tinhso.ground.people import queries as people
from tinhso.ground.people.doors import Request, citizens_only, open_to_all, staff_only
from tinhso.ground.web.second_old import a_second_old

EXCHANGES = 200  # how many calls the page of looks shows


@open_to_all
@a_second_old
def front(request: Request) -> HttpResponse:
    """The search box first, then what most people come for."""
    return render(request, "home/front.html", {"situations": SITUATIONS, "online": services.online_count(request.now)})


@citizens_only
def mine(request: Request) -> HttpResponse:
    """What I began, what I filed, what is needed from me; older dossiers by key, never by number of page."""
    after = request.GET.get("sau", "")
    page = cases.my_dossiers(request.person, after=after)
    context = {
        "applications": services.being_filled(request.person, limit=20) if not after else [],
        "rows": lines_of(page.rows, own=request.person.citizen_id),
        "next_key": page.next_key,
        "first": not after,
    }
    return render(request, "home/mine.html", context)


@citizens_only
@never_cache
def looks(request: Request) -> HttpResponse:
    """Who looked at my data, for which dossier; and whom our system asked about my dossiers."""
    mine = cases.codes_of(request.person)
    paid = {charge: mine[dossier] for charge, dossier in things_paid_for(mine).items()}
    codes = mine | paid | life_events.part_codes_of(request.person)
    context = {
        "looks": [(look, codes.get(look.subject, "")) for look in people.looks_at(request.person.citizen_id or 0)],
        "exchanges": [
            (codes[call.subject], partner_name(call.partner), call) for call in calls_about(codes)[:EXCHANGES]
        ],
    }
    return render(request, "home/looks.html", context)


@staff_only
@a_second_old
def desk(request: Request) -> HttpResponse:
    """The officer's desk: figures that cost nothing, and the most urgent rows."""
    page = cases.queue(request.person, cases.Queue(show="desk"), size=12, now=request.now)
    figures, pressing = cases.standing_figures(request.person), cases.pressing_figures(request.person, request.now)
    context = {
        "figures": figures,
        "pressing": pressing,
        "states": state_lines(figures.by_state),
        "rows": desk_lines(page.rows, now=request.now),
        "more": bool(page.next_key),
        "asked": cases.asked_of_us(request.person, limit=5) if pressing.is_asked else [],
    }
    return render(request, "home/desk.html", context)
