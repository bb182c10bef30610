"""Turns `Refused` into a page, an htmx fragment or problem+json; nothing else in the house does."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

from tinhso.ground.base.refused import NotAllowed, NotVisible, Refused
from tinhso.ground.watch import tracks

API = "/api/"
STATUS: dict[type[Refused], int] = {NotVisible: 404, NotAllowed: 403}


def status_of(refused: Refused) -> int:
    """404 for what the actor may not see, 403 for what he may not do, 409 for a rule."""
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
        status = status_of(exception)
        if request.path.startswith(API):
            more = {"errors": [{"field": exception.field, "detail": exception.sentence}]} if exception.field else {}
            return problem(status, exception.code, exception.sentence, **more)
        context = {"refused": exception, "status": status}
        if request.headers.get("HX-Request"):
            answer = render(request, "web/_refused.html", context, status=status)
            answer["HX-Retarget"] = "#refusal"
            answer["HX-Reswap"] = "innerHTML"
            return answer
        context["back"] = page_before(request)
        return render(request, "web/refused.html", context, status=status)


def page_before(request: HttpRequest) -> str:
    """The address on this site from which a form was sent, so that one gets back to the dossier; else empty.

    A page that was only opened and refused has none: its reader has nothing to go on with there.
    """
    before = request.headers.get("Referer", "")
    ours = url_has_allowed_host_and_scheme(before, {request.get_host()}, require_https=request.is_secure())
    return before if request.method == "POST" and ours else ""
