"""What browsers are told about every answer, beside what Django and the content policy tell them."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed

# Who reads a page needs none of these of us, and no page of ours asks for them.
PERMISSIONS = ", ".join(
    f"{feature}=()"
    for feature in ("accelerometer", "bluetooth", "browsing-topics", "camera", "display-capture", "geolocation",
                    "gyroscope", "hid", "magnetometer", "microphone", "midi", "payment", "serial", "usb")
)  # fmt: skip
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")


class HeadersMiddleware:
    """Keeps our answers out of other sites' pages, and methods that nobody serves (TRACE) out of the house."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on, then say it; a view may have said something of its own."""
        answer = self.get_response(request) if request.method in METHODS else HttpResponseNotAllowed(METHODS)
        answer.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        answer.headers.setdefault("Permissions-Policy", PERMISSIONS)
        return answer
