"""Pages that belong to no room: readiness and the three sad pages."""

from __future__ import annotations

from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from tinhso.ground.base.refused import NotAllowed, NotVisible


def healthz(request: HttpRequest) -> HttpResponse:
    """200 when the web process and its database answer."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ready"})


healthz.door = "mọi người"  # type: ignore[attr-defined]


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: nothing here, and where to go instead."""
    missing = NotVisible("not-found", "Không tìm thấy trang này. Địa chỉ có thể đã đổi hoặc gõ nhầm.")
    return render(request, "web/refused.html", {"refused": missing, "status": 404}, status=404)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403 from Django itself."""
    refused = NotAllowed("forbidden", "Bạn không được phép mở trang này.")
    return render(request, "web/refused.html", {"refused": refused, "status": 403}, status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 when the form's key is stale: say what to do, lose nothing."""
    refused = NotAllowed(
        "stale-form", "Phiên làm việc đã đổi từ khi bạn mở trang. Hãy quay lại, tải lại trang rồi gửi lần nữa."
    )
    return render(request, "web/refused.html", {"refused": refused, "status": 403}, status=403)


def crashed(request: HttpRequest) -> HttpResponse:
    """500: rendered without context, because anything may be broken."""
    return render(None, "web/crashed.html", status=500)
