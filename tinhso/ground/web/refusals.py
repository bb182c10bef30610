"""Turns `Refused` into a page, an htmx fragment or problem+json; nothing else in the house does."""

from __future__ import annotations

import logging
from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

from tinhso.ground.base.refused import NotAllowed, NotVisible, Refused
from tinhso.ground.watch import tracks
from tinhso.ground.web.limits import TooOften

API = "/api/"
log = logging.getLogger(__name__)
STATUS: dict[type[Refused], int] = {NotVisible: 404, NotAllowed: 403, TooOften: 429}


def status_of(refused: Refused) -> int:
    """404 for what the actor may not see, 403 for what he may not do, 429 for too much of it, 409 for a rule."""
    return STATUS.get(type(refused), 409)


def problem(status: int, code: str, sentence: str, **more: object) -> JsonResponse:
    """An RFC 9457 answer; `type` is a stable urn, `detail` the Vietnamese sentence, `instance` this very request."""
    body = {"type": f"urn:tinhso:{code}", "title": code, "status": status, "detail": sentence, **more}
    if known := tracks.request_id():
        body["instance"] = f"urn:tinhso:request:{known}"
    return JsonResponse(
        body, status=status, content_type="application/problem+json", json_dumps_params={"ensure_ascii": False}
    )


def problem_of(refused: Refused) -> dict[str, object]:
    """A refusal as RFC 9457 details, where it is a part of an answer."""
    errors = [{"field": refused.field, "detail": refused.sentence}] if refused.field else []
    return {"type": f"urn:tinhso:{refused.code}", "title": refused.code, "status": status_of(refused),
            "detail": refused.sentence, "errors": errors}  # fmt: skip


class RefusalMiddleware:
    """Answers a refusal in the dialect of the question."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on; refusals come back through process_exception."""
        answer = self.get_response(request)
        if answer.status_code != HTTPStatus.METHOD_NOT_ALLOWED or not request.path.startswith(API):
            return answer
        allowed = answer.headers["Allow"]
        said = problem(405, "method-not-allowed", f"Địa chỉ này chỉ nhận {allowed}.")
        said["Allow"] = allowed
        return said

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """A page, a fragment or problem+json for a Refused; anything else crashes loudly."""
        if not isinstance(exception, Refused):
            return None
        if isinstance(exception, NotAllowed | TooOften):
            note(request, exception)
        answer = _answer(request, exception)
        if isinstance(exception, TooOften):
            answer["Retry-After"] = str(exception.seconds)
        return answer


def note(request: HttpRequest, refused: Refused) -> None:
    """Who was turned away where, for whoever watches the log: no path, which may hold a code, and nothing typed."""
    who = getattr(getattr(request, "person", None), "ref", "visitor")
    where = request.resolver_match.view_name if request.resolver_match else ""
    log.warning("refused %s: %s %s by %s", refused.code, request.method, where, who)


def _answer(request: HttpRequest, refused: Refused) -> HttpResponse:
    status = status_of(refused)
    if request.path.startswith(API):
        more = {"errors": [{"field": refused.field, "detail": refused.sentence}]} if refused.field else {}
        return problem(status, refused.code, refused.sentence, **more)
    context = {"refused": refused, "status": status}
    if request.headers.get("HX-Request"):
        answer = render(request, "web/_refused.html", context, status=status)
        answer["HX-Retarget"] = "#refusal"
        answer["HX-Reswap"] = "innerHTML"
        return answer
    context["back"] = page_before(request)
    return render(request, "web/refused.html", context, status=status)


def too_often(refused: TooOften) -> HttpResponse:
    """What a program is told, wherever it came in."""
    answer = problem(429, refused.code, refused.sentence)
    answer["Retry-After"] = str(refused.seconds)
    return answer


def page_before(request: HttpRequest) -> str:
    """The address on this site from which a form was sent, so that one gets back to the dossier; else empty.

    A page that was only opened and refused has none: its reader has nothing to go on with there.
    """
    before = request.headers.get("Referer", "")
    ours = url_has_allowed_host_and_scheme(before, {request.get_host()}, require_https=request.is_secure())
    return before if request.method == "POST" and ours else ""
