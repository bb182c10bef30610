"""The public page of the journal's heads, and the same as files to keep."""

from __future__ import annotations

from typing import cast

from django.conf import settings
from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from tinhso.engines.signing.queries import trusted_roots_pem
from tinhso.front.evidence import queries
from tinhso.ground.base.refused import NotVisible
from tinhso.ground.people.doors import Request, open_to_all

NAME = "so-nhat-ky.jsonl"
NOTHING_YET = "Chưa có bản công bố nào."


@open_to_all
@require_safe
def heads(request: Request) -> HttpResponse:
    """The newest statement: when, how many rows, the hash of each chain, and how to keep a copy."""
    newest = queries.newest_statement()
    rows = sum(seq for _chain, seq, _digest in newest.heads) if newest else 0
    return render(request, "evidence/heads.html", {"newest": newest, "rows": rows})


@open_to_all
@require_safe
@cache_control(max_age=60, public=True)
def newest(request: Request) -> HttpResponse:
    """The newest line, as it stands in the file."""
    found = queries.newest_statement()
    if found is None:
        raise NotVisible("nothing-published", NOTHING_YET)
    return HttpResponse(found.line + "\n", content_type="application/json")


@open_to_all
@require_safe
def everything(request: Request) -> HttpResponse:
    """The whole file: one statement a line."""
    if not settings.JOURNAL_HEADS.exists():
        raise NotVisible("nothing-published", NOTHING_YET)
    answer = FileResponse(
        settings.JOURNAL_HEADS.open("rb"), as_attachment=True, filename=NAME, content_type="application/jsonl"
    )
    return cast(HttpResponse, answer)  # a stream, but views of the house say HttpResponse


@open_to_all
@require_safe
def roots(request: Request) -> HttpResponse:
    """The root certificates on which the signatures rest (PEM)."""
    return HttpResponse(trusted_roots_pem(), content_type="application/x-pem-file")
