"""Where officials compare the papers that prove a mandate."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from tinhso.ground.base.refused import NotVisible
from tinhso.ground.files.responses import download
from tinhso.ground.mandates import queries
from tinhso.ground.people.doors import Request, citizens_and, holders_of


@holders_of("RECEPTION", "HEAD_OF_ONE_STOP")
@never_cache
def waiting(request: Request) -> HttpResponse:
    """Papers to be compared at my one-stop, the oldest first."""
    rows = queries.to_be_compared(request.person)[:200]
    return render(request, "mandates/waiting.html", {"rows": rows})


@citizens_and("RECEPTION", "HEAD_OF_ONE_STOP")
@never_cache
def paper(request: Request, key: UUID) -> HttpResponse:
    """The paper itself, for whoever may see the mandate."""
    mandate = queries.mandate_for(request.person, key)
    if mandate.paper is None:
        raise NotVisible("no-file", "Không tìm thấy tệp này.")
    return download(mandate.paper)
