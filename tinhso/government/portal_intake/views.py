"""The door at which the national portal hands over what was filed there; it answers in the portal's own words."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any
from uuid import UUID

from django.core.exceptions import RequestDataTooBig
from django.http import HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from tinhso.government.portal_intake import actions
from tinhso.government.portal_intake.actions.sessions import SessionOver
from tinhso.government.portal_sync.queries import file_told
from tinhso.ground.base.refused import NotVisible
from tinhso.ground.files.responses import download
from tinhso.ground.gateway.actions import logged
from tinhso.ground.gateway.errors import BadEvent
from tinhso.ground.gateway.partners.national_portal import PARTNER
from tinhso.ground.people.doors import Request, open_to_all
from tinhso.ground.people.limits import limited

DONE, WRONG, OVER = "0", "-1", "-2"
PURPOSE = "Cổng Dịch vụ công quốc gia đăng nhập"
FETCHING = "Cổng Dịch vụ công quốc gia lấy tệp của hồ sơ"
LEGAL_BASIS = "Nghị định 118/2025/NĐ-CP"


@csrf_exempt
@open_to_all
@limited("partner_sign_in")
@require_POST
def log_in(request: Request) -> JsonResponse:
    """{username, password}: a session."""
    said = _object(_read(request))
    try:
        with logged(PARTNER, purpose=PURPOSE, legal_basis=LEGAL_BASIS, subject="", operation="dang-nhap",
                    now=request.now):  # fmt: skip
            session = actions.open_session(
                str(said.get("username", "")), str(said.get("password", "")), now=request.now
            )
    except BadEvent as bad:
        return _no(WRONG, bad.sentence)
    return JsonResponse({"session": session, "error_code": DONE})


@csrf_exempt
@open_to_all
@require_POST
def serve(request: Request) -> JsonResponse:
    """{session, madonvi, service: DongBoHoSoMC, data}: dossiers that were filed there."""
    said = _read(request)
    envelope = _object(said)
    try:
        actions.check_session(str(envelope.get("session", "")), now=request.now)
        if envelope.get("service") != "DongBoHoSoMC":
            return _no(WRONG, "Không có dịch vụ này")
        data = envelope.get("data")
        taken = actions.hand_over(data if isinstance(data, list) else [data], now=request.now)
    except SessionOver as over:
        with suppress(SessionOver), logged(PARTNER, purpose=PURPOSE, legal_basis=LEGAL_BASIS, subject="",
                                           operation="phien", now=request.now):  # fmt: skip
            raise
        return _no(OVER, over.sentence)
    except BadEvent as bad:
        return _no(WRONG, bad.sentence)
    return JsonResponse({"error_code": DONE, "message": f"Đã nhận {taken} hồ sơ mới"})


@open_to_all
@require_safe
def file(request: Request, code: str, key: UUID) -> HttpResponse:
    """A file of a dossier of which the portal was told; whose session it has stands in the header `session`."""
    try:
        actions.check_session(request.headers.get("session", ""), now=request.now)
        dossier, found = file_told(code, key)
    except SessionOver:
        return JsonResponse({"error_code": OVER}, status=401)
    except NotVisible:
        return JsonResponse({"error_code": WRONG}, status=404)
    # About the dossier itself: its citizen reads who took her papers.
    with logged(PARTNER, purpose=FETCHING, legal_basis=LEGAL_BASIS, subject=dossier.subject, operation="tai-tep",
                now=request.now):  # fmt: skip
        return download(found)


def _read(request: Request) -> Any:
    """What was posted; None when nobody can read it, or our tables could not keep it."""
    try:
        body = request.body
        said = json.loads(body)
        json.dumps(said, ensure_ascii=False, allow_nan=False).encode()
    except (RequestDataTooBig, ValueError, RecursionError):
        return None
    return None if b"\\u0000" in body else said


def _object(said: Any) -> dict[str, Any]:
    return said if isinstance(said, dict) else {}


def _no(code: str, message: str) -> JsonResponse:
    """A refusal as the portal words its own: HTTP 200 and an error_code."""
    return JsonResponse({"error_code": code, "message": message})
