"""/metrics, for a scraper that knows the token."""

from __future__ import annotations

import hmac

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from tinhso.config.observing.start import scrape

TEXT = "text/plain; version=0.0.4; charset=utf-8"


def metrics(request: HttpRequest) -> HttpResponse:
    """The figures; 404 where no token is set or another one is shown: nobody learns whether there are any."""
    right = f"Bearer {settings.METRICS_TOKEN}".encode()
    given = request.headers.get("Authorization", "").encode()
    text = scrape() if settings.METRICS_TOKEN and hmac.compare_digest(given, right) else None
    if text is None:
        return HttpResponse("Not Found\n", status=404, content_type="text/plain")
    return HttpResponse(text, content_type=TEXT, headers={"Cache-Control": "no-store"})


metrics.door = "máy thu số liệu có mã"  # type: ignore[attr-defined]
