"""The catalogue for everybody: open datasets, databases of the province and of its sectors; as a page and as DCAT."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from tinhso.ground.base.refused import NotVisible
from tinhso.ground.people import queries as people
from tinhso.ground.people.doors import Request, open_to_all
from tinhso.ground.people.limits import limited
from tinhso.insight.open_data import dcat, queries
from tinhso.insight.open_data.actions.requesting import FIRST
from tinhso.insight.open_data.lifecycle import EntryKind, Theme
from tinhso.insight.open_data.rdf import BY_TYPE, SPELLINGS, Graph

OFFERED = ("text/html", *BY_TYPE)


def absolute(path: str) -> str:
    """A path of ours as the address under which everybody knows us."""
    return f"{settings.PUBLIC_ORIGIN}{path}"


def wanted(request: Request) -> str:
    """The spelling that a client prefers; '' for whoever reads pages."""
    return BY_TYPE.get(str(request.get_preferred_type(list(OFFERED)) or ""), "")


def spelled(graph: Graph, kind: str) -> HttpResponse:
    """A graph on its way out. NotVisible for a spelling that we do not write."""
    if kind not in SPELLINGS:
        raise NotVisible("no-format", "Không có định dạng này.")
    mime, write = SPELLINGS[kind]
    return HttpResponse(write(graph), content_type=mime, headers={"Access-Control-Allow-Origin": "*"})


def varied(answer: HttpResponse) -> HttpResponse:
    """An answer that depends on what the client prefers, said to caches."""
    patch_vary_headers(answer, ["Accept"])
    return answer


@open_to_all
@limited("open_data")
@require_safe
def catalogue(request: Request) -> HttpResponse:
    """What data there is; a client that prefers RDF gets DCAT."""
    if kind := wanted(request):
        return varied(described(request, kind))
    words, theme = request.GET.get("tim", "").replace("\0", "")[:100], request.GET.get("linh-vuc", "")
    context = {
        "datasets": queries.datasets(words=words, theme=theme if theme in set(Theme) else ""),
        "provincial": queries.catalogue(EntryKind.PROVINCIAL),
        "sector": queries.catalogue(EntryKind.SECTOR),
        "themes": list(Theme),
        "theme": theme,
        "words": words,
        "counted": queries.answered(now=request.now),
    }
    return varied(render(request, "open_data/catalogue.html", context))


@open_to_all
@limited("open_data")
@require_safe
def described(_request: Request, kind: str) -> HttpResponse:
    """The catalogue as DCAT-AP: ttl, jsonld, rdf."""
    return spelled(dcat.catalogue(queries.datasets(), people.agency(FIRST), at=absolute), kind)
