"""The door of the exchange: a call is checked, logged, and handed to the very endpoint of the API that it names."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import Resolver404, resolve
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from tinhso.front.xroad import queries
from tinhso.front.xroad.rules import (
    ACCESS_DENIED,
    BAD_REQUEST,
    METADATA,
    STATUS,
    UNKNOWN_SERVICE,
    endpoints_of,
    identifier,
    part_of,
    request_hash,
)
from tinhso.ground.gateway.actions import logged
from tinhso.ground.gateway.errors import Rejected
from tinhso.ground.gateway.members import BadCall, Caller, caller_of, masked
from tinhso.ground.people.doors import Request, open_to_all
from tinhso.ground.web.idempotency import IdempotencyMiddleware
from tinhso.ground.web.refusals import problem

PARTNER = "xroad"
PURPOSE = "Thành viên trục kết nối gọi dịch vụ"
LEGAL_BASIS = "Nghị định 278/2025/NĐ-CP"


class _Refusal(Rejected):
    """The exchange itself says no: the type of X-Road's error, and a sentence."""

    def __init__(self, kind: str, sentence: str) -> None:
        super().__init__(PARTNER, kind)
        self.kind, self.sentence = kind, sentence


@csrf_exempt
@open_to_all
def service(  # noqa: PLR0917 - the address has as many parts
    request: Request, instance: str, member_class: str, member: str, subsystem: str, service: str, rest: str = ""
) -> HttpResponse:
    """One call to a service of ours: what the API answers, whatever it is, with the headers of the exchange."""
    called = "/".join((instance, member_class, member, subsystem))
    try:
        caller = caller_of(request.headers)
    except BadCall as bad:
        return _refused(BAD_REQUEST, str(bad))
    try:
        with logged(PARTNER, purpose=PURPOSE, legal_basis=LEGAL_BASIS, subject=masked(f"{service}/{rest}"),
                    operation=f"{request.method} {service}", by=caller.member, headers=caller.said,
                    now=request.now) as call:  # fmt: skip
            answer = _answer(request, caller, service, rest, called=called)
            call.detail = f"HTTP {answer.status_code}"
    except _Refusal as refusal:
        answer = _refused(refusal.kind, refusal.sentence)
    answer["X-Road-Id"], answer["X-Road-Request-Id"] = caller.message_id, caller.request_id
    answer["X-Road-Client"], answer["X-Road-Service"] = caller.member, f"{called}/{service}"
    return answer


@open_to_all
@require_safe
def list_clients(request: Request) -> HttpResponse:
    """Ourselves and every member that may call us, for programs with a token."""
    if not request.person.client_id:
        return _refused(ACCESS_DENIED, "A token of a program is needed (Authorization: Bearer).")
    known = dict.fromkeys([settings.EXCHANGE_CLIENT, *queries.members()])
    return JsonResponse({"member": [{"id": identifier(one.split("/")), "name": one} for one in known]})


def _answer(request: Request, caller: Caller, service: str, rest: str, *, called: str) -> HttpResponse:
    """What the service says. _Refusal where the call does not come that far."""
    if not request.person.client_id:
        raise _Refusal(ACCESS_DENIED, "A token of a program is needed (Authorization: Bearer).")
    if called != settings.EXCHANGE_CLIENT:
        raise _Refusal(UNKNOWN_SERVICE, f"This is {settings.EXCHANGE_CLIENT}.")
    if service in METADATA:
        return _metadata(request, caller, service)
    if service not in queries.services():
        raise _Refusal(UNKNOWN_SERVICE, f"No service {service}.")
    if service not in queries.services_of(request.person, caller.member):
        raise _Refusal(ACCESS_DENIED, f"{caller.member} may not call {service} in the name of this program.")
    line = f"{request.method} {request.get_full_path()}"
    hashed = _hash(request, line, caller) if caller.security_server else ""
    request.path = request.path_info = queries.API + "/".join(part for part in (service, rest) if part)
    answer = IdempotencyMiddleware(_call_api)(request)
    if hashed:
        answer["X-Road-Request-Hash"] = hashed
    return answer


def _call_api(request: HttpRequest) -> HttpResponse:
    try:
        found = resolve(request.path_info)
    except Resolver404:
        return problem(404, "not-found", "Không tìm thấy.")
    answer: HttpResponse = found.func(request, *found.args, **found.kwargs)
    return answer


def _hash(request: Request, line: str, caller: Caller) -> str:
    names = [name for name in request.headers if name.lower().startswith("x-road-")]
    try:
        # Files are streams and stay so: of an upload the head alone is hashed.
        body = b"" if request.content_type == "multipart/form-data" else request.body
    except RequestDataTooBig as error:
        raise _Refusal(BAD_REQUEST, "The body is too large.") from error
    return request_hash(line, {name: request.headers[name] for name in names}, body)


def _metadata(request: Request, caller: Caller, wanted: str) -> HttpResponse:
    services = queries.services()
    if wanted == "getOpenAPI":
        code = request.GET.get("serviceCode", "")
        if code not in services:
            raise _Refusal(BAD_REQUEST if not code else UNKNOWN_SERVICE, "serviceCode must name a service.")
        server = f"{settings.PUBLIC_ORIGIN}/r1/{settings.EXCHANGE_CLIENT}/{code}"
        return _plain(part_of(queries.description(), services[code], title=code, server=server))
    allowed = queries.services_of(request.person, caller.member) if wanted == "allowedMethods" else services.keys()
    ours = identifier(queries.our_parts()) | {"object_type": "SERVICE", "service_type": "OPENAPI"}
    said = [
        {**ours, "service_code": code, "endpoint_list": endpoints_of(paths)}
        for code, paths in services.items()
        if code in allowed
    ]
    return _plain({"service": said})


def _plain(said: dict[str, Any]) -> JsonResponse:
    return JsonResponse(said, json_dumps_params={"ensure_ascii": False})


def _refused(kind: str, sentence: str) -> HttpResponse:
    """An error of the exchange itself; provider faults never look like this."""
    body = {"type": kind, "message": sentence, "detail": str(uuid4())}
    return JsonResponse(body, status=STATUS.get(kind, 500), headers={"X-Road-Error": kind})
