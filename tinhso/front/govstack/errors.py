"""Errors as GovStack describes them: systemError, with the Vietnamese sentence as its localised message."""

from __future__ import annotations

from http import HTTPStatus
from uuid import uuid4

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError

from tinhso.ground.base.refused import NotAllowed, NotVisible, Refused
from tinhso.ground.web.limits import TooOften


class MediatorError(Schema):
    """code: stable, for programs; message: English; localizedMessage, detail: one Vietnamese sentence for people."""

    traceId: str
    code: str
    message: str
    localizedMessage: str
    detail: str


PROBLEMS = dict.fromkeys((400, 401, 403, 404, 429), MediatorError)


def answer(status: int, code: str, sentence: str) -> HttpResponse:
    """An error in these words. GovStack knows 400 and 404 where our own API also says 409 and 422."""
    body = {"traceId": str(uuid4()), "code": code, "message": HTTPStatus(status).phrase,
            "localizedMessage": sentence, "detail": sentence}  # fmt: skip
    return JsonResponse(
        body, status=status, content_type="application/json; charset=utf-8", json_dumps_params={"ensure_ascii": False}
    )


def speak_system_errors(api: NinjaAPI) -> None:
    """Answer every error of the API in these words."""

    @api.exception_handler(Refused)
    def _refused(request: HttpRequest, refused: Refused) -> HttpResponse:
        if isinstance(refused, TooOften):
            said = answer(429, refused.code, refused.sentence)
            said["Retry-After"] = str(refused.seconds)
            return said
        status = 404 if isinstance(refused, NotVisible) else 403 if isinstance(refused, NotAllowed) else 400
        return answer(status, refused.code, refused.sentence)

    @api.exception_handler(ValidationError)
    def _invalid(request: HttpRequest, invalid: ValidationError) -> HttpResponse:
        where = ", ".join(dict.fromkeys(".".join(map(str, error["loc"])) for error in invalid.errors))
        return answer(400, "invalid-input", f"Dữ liệu gửi lên chưa đúng mẫu: {where}.")

    @api.exception_handler(AuthenticationError)
    def _unknown(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
        said = answer(401, "unknown-client", "Thiếu mã truy cập hoặc mã truy cập không còn hiệu lực.")
        said["WWW-Authenticate"] = "Bearer"
        return said

    @api.exception_handler(Http404)
    def _missing(request: HttpRequest, error: Http404) -> HttpResponse:
        return answer(404, "not-found", "Không tìm thấy.")

    @api.exception_handler(HttpError)
    def _http(request: HttpRequest, error: HttpError) -> HttpResponse:
        return answer(error.status_code, "bad-request", "Không đọc được nội dung gửi lên.")
