"""Pages that may be a second old: read from the replica, unless their reader has just written something himself."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest, HttpResponse

from tinhso.ground.acts import is_outage, replica

View = Callable[..., HttpResponse]
COOKIE = "vua-ghi"
READS = frozenset({"GET", "HEAD"})


def a_second_old(view: View) -> View:
    """Around a view that only reads, inside its door: the one place that says that a page may be a second old.

    When the replica lags, fails or is not there, the primary answers as ever. When the primary is away, the replica
    answers if what it holds is not older than minutes: a fail-over takes no public page away.
    """

    @wraps(view)
    def reading(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method not in READS or not replica.has_replica():
            return view(request, *args, **kwargs)
        is_own = COOKIE in request.COOKIES
        if not is_own and (replica.keeps_up() or (replica.primary_is_away() and replica.serves_in_need())):
            try:
                with replica.on_replica():
                    return view(request, *args, **kwargs)
            except (DatabaseError, InterfaceError) as lost:
                if not (is_outage(lost) or _was_in_the_way(lost)):
                    raise
                replica.rest()
        try:
            return view(request, *args, **kwargs)
        except (DatabaseError, InterfaceError) as lost:
            if not is_outage(lost):
                raise
            replica.found_primary_away()
            if is_own or not replica.serves_in_need():
                raise
        with replica.on_replica():
            return view(request, *args, **kwargs)

    return reading


def _was_in_the_way(error: BaseException) -> bool:
    """A replica cancels a query that reads what the primary has cleared away (SQLSTATE 40001)."""
    return getattr(error.__cause__, "sqlstate", None) == "40001"


class FreshlyWrittenMiddleware:
    """Marks the browser that wrote: for some seconds its pages come from the primary, so that it sees what it did."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        if not replica.has_replica():
            raise MiddlewareNotUsed
        self.get_response = get_response
        self.seconds = int(settings.REPLICA_LAG_S + replica.ASK_AGAIN_S) + 2

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on, then mark whoever wrote."""
        answer = self.get_response(request)
        if request.method not in READS:
            answer.set_cookie(COOKIE, "1", max_age=self.seconds, secure=settings.SECURE, httponly=True, samesite="Lax")
        return answer
