"""The page that tells everybody which services work; and what everybody is told when the database is away."""

from __future__ import annotations

import sys

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from tinhso.front.status import queries, rules
from tinhso.ground.people.doors import Request, open_to_all
from tinhso.ground.watch import tracks
from tinhso.ground.web import views as web
from tinhso.ground.web.refusals import API, problem

# Of SQLSTATE: 08 the connection broke, 57P the server stops or starts; none at all: it was not reached.
GONE = ("08", "57P")
RETRY_S = 30


@open_to_all
@require_safe
@cache_control(max_age=20, private=True)
def page(request: Request) -> HttpResponse:
    """How each service stands and since when, what is planned, what went wrong of late."""
    lines = queries.lines(now=request.now)
    seen_at = queries.looked_at()
    context = {
        "lines": lines,
        "is_good": all(line.is_good for line in lines),
        "seen_at": seen_at,
        "is_stale": seen_at is None or rules.is_silent(seen_at, request.now),
        "planned": queries.planned(now=request.now),
        "troubles": queries.troubles(now=request.now),
        "hotline": settings.ONE_STOP_HOTLINE,
    }
    return render(request, "status/public.html", context)


def crashed(request: HttpRequest) -> HttpResponse:
    """500, or 503 with a calm page where the database is away: then nobody did anything wrong."""
    if not is_away(sys.exc_info()[1]):
        return web.crashed(request)
    if request.path.startswith(API):
        answer: HttpResponse = problem(503, "away", "Hệ thống tạm gián đoạn; hãy gửi lại với cùng khoá sau ít phút.")
    else:
        context = {"request_id": tracks.request_id(), "hotline": settings.ONE_STOP_HOTLINE}
        answer = render(None, "status/away.html", context, status=503)  # type: ignore[arg-type] - no person, no language
    answer["Retry-After"] = str(RETRY_S)
    return answer


def is_away(error: BaseException | None) -> bool:
    """Whether an error says that the database could not be reached."""
    while error is not None and not isinstance(error, DatabaseError):
        error = error.__cause__
    if error is None:
        return False
    state = getattr(error.__cause__, "sqlstate", None)
    if state is None:
        return type(error).__name__ in {"OperationalError", "InterfaceError"}
    return str(state).startswith(GONE)
