"""What was answered to somebody's session is kept by no cache, neither the browser's nor a proxy's.

Otherwise "Back" shows the last person's dossier after he has signed out of a shared machine, and follows a
redirect that was right before the dossier was sent: browsers keep both for their history.
"""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse


class UnkeptMiddleware:
    """Says so wherever a session was carried in or begun and the view said nothing of its own.

    A page that answers a form (its mistakes named) is stored for this browser's history alone: without that,
    "Back" to it would ask the citizen whether to send the form again.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on, then mark the answer."""
        answer = self.get_response(request)
        cookie = settings.SESSION_COOKIE_NAME
        if cookie in request.COOKIES or cookie in answer.cookies:
            names_mistakes = request.method == "POST" and answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
            answer.headers.setdefault("Cache-Control", f"private, {'no-cache' if names_mistakes else 'no-store'}")
        return answer
