"""One dataset for everybody: its passport, its rows, every version, and its files."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tinhso.ground.base.refused import NotVisible
from tinhso.ground.files.queries import content
from tinhso.ground.people.doors import Request, open_to_all
from tinhso.ground.people.limits import limited
from tinhso.insight.open_data import ckan, dcat, queries
from tinhso.insight.open_data.formats import BOM, MIME
from tinhso.insight.open_data.models import DatasetVersion
from tinhso.insight.open_data.queries import Published
from tinhso.insight.open_data.rdf import Graph
from tinhso.insight.open_data.views.catalogue import absolute, spelled, varied, wanted

SHOWN = 20  # rows on the page: enough to see what it is


@open_to_all
@limited("open_data")
@require_safe
def dataset(request: Request, code: str) -> HttpResponse:
    """What it says, who answers for it, how to get it; a client that prefers RDF gets DCAT."""
    if kind := wanted(request):
        return varied(described(request, code, kind))
    found = queries.dataset_for(code)
    return _page(request, found, found.newest)


@open_to_all
@limited("open_data")
@require_safe
def version(request: Request, code: str, number: int) -> HttpResponse:
    """One version as it was published."""
    found = queries.dataset_for(code)
    return _page(request, found, queries.version_of(found.dataset, number))


def _page(request: Request, found: Published, shown: DatasetVersion | None) -> HttpResponse:
    rows = queries.records_of(shown)[:SHOWN] if shown else []
    context = {
        "found": found,
        "dataset": found.dataset,
        "shown": shown,
        "files": sorted(shown.files.all(), key=lambda file: file.form) if shown else [],
        "is_newest": shown == found.newest,
        "versions": queries.versions_of(found.dataset)[:50],
        "rows": [[row[column["name"]] for column in shown.columns] for row in rows] if shown else [],
        "resource": ckan.identity("resource", found.dataset.code, "csv"),
        "origin": absolute(""),
    }
    return varied(render(request, "open_data/dataset.html", context))


@open_to_all
@limited("open_data")
@require_safe
def described(_request: Request, code: str, kind: str) -> HttpResponse:
    """The dataset as DCAT-AP: ttl, jsonld, rdf."""
    return spelled(dcat.describe(Graph(), queries.dataset_for(code), at=absolute), kind)


@open_to_all
@limited("open_data")
@require_safe
def file(request: Request, code: str, number: int, name: str, form: str) -> HttpResponse:
    """A version in a format, byte for byte as published; ?bom=1 puts the mark before CSV that old spreadsheets need."""
    if name != code:
        raise NotVisible("no-file", "Không có tệp này.")
    kept = queries.file_of(queries.version_of(queries.dataset_for(code).dataset, number), form)
    marked = form == "csv" and request.GET.get("bom") == "1"
    etag = f'"{kept.sha256}{"-bom" if marked else ""}"'
    headers = {
        "ETag": etag, "Cache-Control": "public, max-age=3600", "Access-Control-Allow-Origin": "*",
        "Content-Disposition": f'attachment; filename="{code}-{number}.{form}"', "X-Content-Type-Options": "nosniff",
    }  # fmt: skip
    if request.headers.get("If-None-Match") == etag:
        return HttpResponse(status=304, headers=headers)
    body = content(kept)
    charset = "; charset=utf-8" if form != "parquet" else ""
    return HttpResponse(BOM + body if marked else body, content_type=f"{MIME[form]}{charset}", headers=headers)
