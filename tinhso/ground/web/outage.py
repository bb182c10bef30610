"""The minutes in which the database is away: a read is tried once more, a write answers 503 and says what to do."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.db import close_old_connections
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tinhso.ground.acts import found_nobody
from tinhso.ground.watch import tracks
from tinhso.ground.web.refusals import API, problem

RETRY_AFTER_S = 5
SENTENCE = (
    "Hệ thống tạm thời không ghi được; yêu cầu có thể chưa được ghi nhận. Hãy gửi lại sau ít giây với cùng khoá: "
    "việc đã ghi nhận sẽ không lặp lại."
)
CUT = "_was_cut_off"


class OutageMiddleware:
    """Asks a page anew, once, when the connection died under it: nothing was written, and the next one may live."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on; a read that was cut off is passed on a second time."""
        answer = self.get_response(request)
        if getattr(answer, CUT, False) and request.method in {"GET", "HEAD"}:
            close_old_connections()
            answer = self.get_response(request)
        return answer


def unavailable(request: HttpRequest, error: BaseException | None) -> HttpResponse:
    """503 in the dialect of the question, rendered without context: the database is away."""
    is_write = request.method not in {"GET", "HEAD"}
    if request.path.startswith(API):
        answer: HttpResponse = problem(503, "database-away", SENTENCE)
    elif request.headers.get("HX-Request"):
        answer = render(None, "web/_unavailable.html", {"is_write": is_write}, status=503)
        answer["HX-Retarget"] = "#refusal"
        answer["HX-Reswap"] = "innerHTML"
    else:
        facts = {
            "is_write": is_write, "seconds": RETRY_AFTER_S, "request_id": tracks.request_id(),
            "hotline": settings.ONE_STOP_HOTLINE,
        }  # fmt: skip
        answer = render(None, "web/unavailable.html", facts, status=503)
    answer["Retry-After"] = str(RETRY_AFTER_S)
    answer["Cache-Control"] = "no-store"
    setattr(answer, CUT, not found_nobody(error))
    return answer
