"""Pages that belong to no room: readiness and the sad pages."""

from __future__ import annotations

import sys
from datetime import UTC, timedelta

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from tinhso.ground.acts import is_outage
from tinhso.ground.base.refused import NotAllowed, NotVisible
from tinhso.ground.watch import tracks
from tinhso.ground.web.outage import unavailable
from tinhso.ground.web.refusals import API, problem


def healthz(request: HttpRequest) -> HttpResponse:
    """200 when the web process and its database answer."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ready"})


healthz.door = "mọi người"  # type: ignore[attr-defined]


def security_txt(request: HttpRequest) -> HttpResponse:
    """Where weaknesses are reported (RFC 9116). NotVisible until the province names a contact."""
    if not settings.SECURITY_CONTACT:
        raise NotVisible("no-contact", "Tỉnh chưa công bố nơi tiếp nhận báo cáo lỗ hổng.")
    until = request.now + timedelta(days=180)  # type: ignore[attr-defined]
    lines = {
        "Contact": settings.SECURITY_CONTACT,
        "Expires": until.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "Preferred-Languages": "vi, en",
        "Canonical": f"{settings.PUBLIC_ORIGIN}{request.path}",
    }
    said = "".join(f"{name}: {value}\n" for name, value in lines.items())
    return HttpResponse(said, content_type="text/plain; charset=utf-8")


security_txt.door = "mọi người"  # type: ignore[attr-defined]


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
    """500: rendered from the id alone, because anything may be broken; 503 where only the database is away."""
    error = sys.exception()  # Django calls this while it handles the error
    if is_outage(error):
        return unavailable(request, error)
    told = {"request_id": tracks.request_id(), "hotline": settings.ONE_STOP_HOTLINE}
    if request.path.startswith(API):
        return problem(500, "crashed", "Hệ thống gặp lỗi; yêu cầu chưa được ghi nhận, hãy gửi lại với cùng khoá.")
    return render(None, "web/crashed.html", told, status=500)
