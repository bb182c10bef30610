"""The clock is read here, once per request, and passed in everywhere else."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone


class ClockMiddleware:
    """Sets `request.now`, an aware moment."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Read the clock and pass on."""
        request.now = timezone.now()  # type: ignore[attr-defined]
        return self.get_response(request)
