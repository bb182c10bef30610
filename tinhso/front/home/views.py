"""Where people arrive: the front page, the citizen's page, the officer's desk."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from tinhso.government.public_services import queries as services
from tinhso.government.public_services.situations import SITUATIONS
from tinhso.ground.people.doors import Request, open_to_all


@open_to_all
def front(request: Request) -> HttpResponse:
    """The search box first, then what most people come for."""
    return render(request, "home/front.html", {"situations": SITUATIONS, "online": services.online_count(request.now)})
