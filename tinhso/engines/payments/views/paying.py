"""Pages of payment, and the two end points that the payment platform calls."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import segno
from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from tinhso.engines.payments import actions, queries
from tinhso.engines.payments.bill import bill_of
from tinhso.engines.payments.models import Charge
from tinhso.ground.base.refused import NotVisible, Refused
from tinhso.ground.gateway.partners.payment_platform import PaymentPlatform
from tinhso.ground.people.doors import Request, open_to_all
from tinhso.ground.people.limits import limited
from tinhso.ground.web.pages import fragment


@open_to_all
@limited("pay")
@never_cache
@require_GET
def pay(request: Request, code: str) -> HttpResponse:
    """What is owed, why, and the ways to pay it; the unguessable code is the key."""
    return _pay_page(request, queries.charge_by_code(code))


@open_to_all
@limited("pay")
@require_POST
def pay_online(request: Request, code: str) -> HttpResponse:
    """Send the payer on to the platform; when it is down, say so on the page where the other ways stand."""
    charge = queries.charge_by_code(code)
    back = settings.PUBLIC_ORIGIN + reverse("payments:return", args=[charge.code])
    try:
        address = actions.start_attempt(request.person, charge, return_url=back, now=request.now)
    except Refused as refused:
        return _pay_page(request, queries.charge_by_code(code), refused=refused)
    return redirect(address)


@open_to_all
@never_cache
@require_GET
def come_back(request: Request, code: str) -> HttpResponse:
    """Where the platform sends the payer back; we believe only what the platform answers us itself."""
    charge = queries.charge_by_code(code)
    answered = actions.catch_up(charge, now=request.now)
    charge = queries.charge_by_code(code)
    context = {"charge": charge, "answered": answered, "waiting": queries.waiting_attempts(charge).exists()}
    if request.headers.get("HX-Request"):
        return fragment(request, "payments/_result.html", context)
    return render(request, "payments/return.html", context)


@open_to_all
@require_GET
def vietqr(request: Request, code: str) -> HttpResponse:
    """The VietQR square of a charge as SVG."""
    payload = queries.vietqr_of(queries.charge_by_code(code), on=localdate(request.now))
    if payload is None:
        raise NotVisible("no-transfer", "Khoản này không nhận chuyển khoản.")
    return HttpResponse(_square(payload), content_type="image/svg+xml")


@csrf_exempt
@open_to_all
@require_POST
def callback(request: Request) -> HttpResponse:
    """The platform tells us how a payment ended; its signature is the door."""
    payload = _payload(request)
    if payload is None:
        return JsonResponse({"error_code": -1, "message": "Nội dung không đọc được"}, status=400)
    answer = actions.settle_callback(payload, now=request.now)
    return JsonResponse({"error_code": answer.error_code, "message": answer.message})


@csrf_exempt
@open_to_all
@require_POST
def look_up(request: Request) -> HttpResponse:
    """LayThongTinThanhToan: what can be paid for a dossier code. 1 payable, 0 nothing due, -1 error."""
    payload = _payload(request)
    if payload is None or not PaymentPlatform().is_lookup_signed(payload):
        return JsonResponse({"error_code": -1, "message": []})
    code = str(payload.get("MaHoSo", ""))
    due = queries.payable_by_reference(code)
    if not due:
        return JsonResponse({"error_code": 0 if queries.reference_is_known(code) else -1, "message": []})
    account = queries.account_of(due[0].agency_id, on=localdate(request.now))
    return JsonResponse({"error_code": 1, "message": bill_of(due[0], account=account)})


def _pay_page(request: Request, charge: Charge, *, refused: Refused | None = None) -> HttpResponse:
    today = localdate(request.now)
    context = {
        "charge": charge,
        "refused": refused,
        "account": queries.account_of(charge.agency_id, on=today) if charge.is_payable else None,
        "waiting": queries.waiting_attempts(charge).exists(),
    }
    return render(request, "payments/pay.html", context, status=409 if refused else 200)


def _payload(request: HttpRequest) -> Mapping[str, Any] | None:
    """The fields of a call, JSON or form; None when they cannot be read."""
    if request.content_type != "application/json":
        return request.POST.dict()
    try:
        body = json.loads(request.body)
    except ValueError:
        return None
    return body if isinstance(body, dict) else None


@lru_cache(maxsize=512)
def _square(payload: str) -> bytes:
    """Drawing a square costs 12 ms; the same charge is shown again and again."""
    drawing = io.BytesIO()
    code = segno.make(payload, error="m", micro=False)
    code.save(drawing, kind="svg", scale=4, border=4, dark="#1b2430", light="#fff", omitsize=True)
    return drawing.getvalue()
