"""Each request gets its id here, before anything else; here it is counted, timed and, where wanted, logged.

The log tells the route, never the address: that may hold a code or what somebody typed.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping
from functools import lru_cache
from ipaddress import ip_address, ip_network
from typing import Any

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.utils.functional import empty

from tinhso.ground.watch import statements, tracks
from tinhso.ground.watch.logs import route_of
from tinhso.ground.watch.parts import part

LOGGER = logging.getLogger("tinhso.access")


class TrackMiddleware:
    """Puts the request on its track; the answer tells the id (`X-Request-Id`), as do log lines and error pages."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Begin the track, pass on, write down how it went."""
        track = track_of(request.META)
        request.request_id = track.request_id  # type: ignore[attr-defined]
        with tracks.following(track), part("request", request.method or "") as whole:
            began, cpu = time.perf_counter(), time.thread_time()
            answer = self.get_response(request)
            answer.headers["X-Request-Id"] = track.request_id
            route = route_of(request)
            whole.tell(f"{request.method} {route}", route=route, method=request.method or "", status=answer.status_code)
            if settings.ACCESS_LOG:
                taken = {
                    "method": request.method,
                    "route": route,
                    "status": answer.status_code,
                    "took_ms": round((time.perf_counter() - began) * 1000, 1),
                    "cpu_ms": round((time.thread_time() - cpu) * 1000, 1),
                    "who": kind_of_person(request),
                }
                LOGGER.info("request", extra={"facts": taken})
        if statements.has_slow_ones() and not connection.in_atomic_block:
            with tracks.following(track):
                statements.explain_slow_ones()
        return answer


def track_of(meta: Mapping[str, Any]) -> tracks.Track:
    """The track of a request: the proxy's, where we trust it; a stranger's words about himself count for nothing."""
    if not is_trusted(meta.get("REMOTE_ADDR", "")):
        return tracks.fresh()
    return tracks.fresh(request_id=meta.get("HTTP_X_REQUEST_ID", ""), traceparent=meta.get("HTTP_TRACEPARENT", ""))


@lru_cache(maxsize=1000)
def is_trusted(address: str) -> bool:
    """Whether a peer is one of our proxies (settings.TRUSTED_PROXIES, networks)."""
    try:
        peer = ip_address(address)
    except ValueError:
        return False
    return any(peer in ip_network(network) for network in settings.TRUSTED_PROXIES)


def kind_of_person(request: HttpRequest) -> str:
    """citizen, official, client or visitor, never which one; 'unasked' when nobody looked who it is, nor do we."""
    person = request.__dict__.get("person")
    if person is None or getattr(person, "_wrapped", None) is empty:
        return "unasked"
    return str(person.ref).partition(":")[0]
