"""The Action API of CKAN: any client of CKAN reads our datasets."""

from __future__ import annotations

import json
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from tinhso.ground.base.refused import NotVisible
from tinhso.ground.people.doors import Request, open_to_all
from tinhso.ground.people.limits import limited
from tinhso.insight.open_data.ckan import ACTIONS, Asked, Wrong
from tinhso.insight.open_data.views.catalogue import absolute

LONGEST = 100_000


@csrf_exempt
@open_to_all
@limited("open_data")
@require_http_methods(["GET", "HEAD", "POST"])
def action(request: Request, name: str) -> HttpResponse:
    """One action: parameters in the query, in a form or as JSON. It only reads, so anybody may post."""
    about = absolute(f"/api/3/action/help_show?name={name}")
    if name not in ACTIONS:
        return _answer(
            {"help": about, "success": False, "error": _error("Not Found Error", "Action name not known")}, 400
        )
    try:
        result = ACTIONS[name](Asked(_said(request), absolute))
    except NotVisible as missing:
        error = _error("Not Found Error", f"Not found: {missing.sentence}")
        return _answer({"help": about, "success": False, "error": error}, HTTPStatus.NOT_FOUND)
    except Wrong as wrong:
        error = _error("Validation Error", wrong.sentence) | {wrong.field or "message": [wrong.sentence]}
        return _answer({"help": about, "success": False, "error": error}, HTTPStatus.CONFLICT)
    return _answer({"help": about, "success": True, "result": result}, HTTPStatus.OK)


def _said(request: Request) -> Mapping[str, Any]:
    """What the caller says. Wrong where his JSON cannot be read."""
    said: dict[str, Any] = dict(request.GET.items())
    if request.method == "POST" and "json" in (request.content_type or ""):
        try:
            body = json.loads(request.body[:LONGEST] or b"{}")
        except (ValueError, RecursionError) as error:
            raise Wrong("bad-json", "Bad request - JSON Error") from error
        return said | (body if isinstance(body, dict) else {})
    return said | dict(request.POST.items())


def _error(kind: str, message: str) -> dict[str, Any]:
    return {"__type": kind, "message": message}


def _answer(body: Mapping[str, Any], status: int) -> HttpResponse:
    headers = {"Access-Control-Allow-Origin": "*"}
    return JsonResponse(body, status=status, json_dumps_params={"ensure_ascii": False}, headers=headers)
