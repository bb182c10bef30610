"""Pages that belong to no room: readiness and the sad pages."""

from __future__ import annotations

import sys

from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from tinhso.ground.acts import is_outage
from tinhso.ground.base.refused import NotAllowed, NotVisible
from tinhso.ground.web.outage import unavailable
from tinhso.ground.web.refusals import API, problem


def healthz(request: HttpRequest) -> HttpResponse:
    """200 when the web process and its database answer."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ready"})


healthz.door = "mọi người"  # type: ignore[attr-defined]


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: nothing here, and where to go instead."""
    if request.path.startswith(API):
        return problem(404, "not-found", f"API không có địa chỉ này; mọi địa chỉ được mô tả tại {API}openapi.json.")
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
    """500: rendered without context, because anything may be broken; 503 where only the database is away."""
    error = sys.exception()  # Django calls this while it handles the error
    if is_outage(error):
        return unavailable(request, error)
    if request.path.startswith(API):
        return problem(500, "crashed", "Hệ thống gặp lỗi; yêu cầu chưa được ghi nhận, hãy gửi lại với cùng khoá.")
    return render(None, "web/crashed.html", status=500)
