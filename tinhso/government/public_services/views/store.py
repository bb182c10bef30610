"""The citizen's own store: what the province keeps for her, what it is worth, where it was used, who opened it."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from tinhso.engines.store.queries import paper_for
from tinhso.government.public_services import queries
from tinhso.ground.files.responses import download
from tinhso.ground.people.doors import Request, citizens_only


@citizens_only
@never_cache
def papers(request: Request) -> HttpResponse:
    """Every paper of mine and of the organisations that I represent, the newest first."""
    kept = queries.kept_papers(request.person, on=timezone.localdate(request.now))
    return render(request, "public_services/store.html", {"kept": kept})


@citizens_only
def file(request: Request, key: UUID) -> HttpResponse:
    """One of my papers, also one that counts no more: it is mine all the same."""
    return download(paper_for(request.person, key).file, inline=True)
