"""The REST kit: what every endpoint shares: the shape of errors, of pages, of the OpenAPI page."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema
from pydantic import Field

from tinhso.ground.base.refused import NotAllowed, NotVisible, Refused
from tinhso.ground.web.refusals import note, problem, status_of


class FieldProblem(Schema):
    """One input that was refused, and the sentence that belongs to it."""

    field: str
    detail: str


class Problem(Schema):
    """RFC 9457 problem details; `detail` is one Vietnamese sentence for people."""

    type: str
    title: str
    status: int
    detail: str
    instance: str = ""
    errors: list[FieldProblem] = Field(default_factory=list)


READ_PROBLEMS = dict.fromkeys((400, 401, 403, 404, 422, 429), Problem)
WRITE_PROBLEMS = {**READ_PROBLEMS, 409: Problem}


UNREADABLE = "Không đọc được nội dung gửi lên; hãy gửi đúng kiểu nội dung và đúng cú pháp."
WRONG_INPUT = {"missing": "Thiếu mục này.", "extra_forbidden": "Không có mục này trong mẫu."}


def _in_words(error: dict[str, Any]) -> str:
    # What pydantic says stays behind the sentence: programmers need the bound or the type that was broken.
    return WRONG_INPUT.get(error["type"], f"Giá trị chưa đúng kiểu hoặc khuôn dạng ({error['msg']}).")


def speak_problems(api: NinjaAPI) -> None:
    """Answer every error of the API as problem+json."""

    @api.exception_handler(Refused)
    def _refused(request: HttpRequest, refused: Refused) -> HttpResponse:
        if isinstance(refused, NotAllowed | NotVisible):
            note(request, refused)
        errors = [{"field": refused.field, "detail": refused.sentence}] if refused.field else []
        return problem(status_of(refused), refused.code, refused.sentence, errors=errors)

    @api.exception_handler(ValidationError)
    def _invalid(request: HttpRequest, invalid: ValidationError) -> HttpResponse:
        errors = [{"field": ".".join(map(str, e["loc"])), "detail": _in_words(e)} for e in invalid.errors]
        return problem(422, "invalid-input", "Dữ liệu gửi lên chưa đúng mẫu.", errors=errors)

    @api.exception_handler(AuthenticationError)
    def _unknown(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
        unknown = Refused("unknown-client", "Thiếu mã truy cập hoặc mã truy cập không còn hiệu lực.")
        note(request, unknown)
        answer = problem(401, unknown.code, unknown.sentence)
        answer["WWW-Authenticate"] = "Bearer"
        return answer

    @api.exception_handler(Http404)
    def _missing(request: HttpRequest, error: Http404) -> HttpResponse:
        return problem(404, "not-found", "Không tìm thấy.")

    @api.exception_handler(HttpError)
    def _http(request: HttpRequest, error: HttpError) -> HttpResponse:
        sentence = UNREADABLE if error.status_code == HTTPStatus.BAD_REQUEST else "Yêu cầu này không thực hiện được."
        return problem(error.status_code, "bad-request", sentence)


def describe_problems(schema: OpenAPISchema) -> dict[str, Any]:
    """The OpenAPI description with errors under their own media type, and the key that writes must carry."""
    described: dict[str, Any] = dict(schema)
    for path in described["paths"].values():
        for method, operation in path.items():
            for code, response in operation["responses"].items():
                if int(code) >= 400 and "application/json" in response.get("content", {}):
                    response["content"] = {"application/problem+json": response["content"]["application/json"]}
            if method in {"post", "put", "patch", "delete"}:
                operation.setdefault("parameters", []).append(
                    {
                        "name": "Idempotency-Key",
                        "in": "header",
                        "required": True,
                        "description": "Khoá chống ghi trùng: gửi lại cùng khoá sẽ nhận lại câu trả lời đầu tiên.",
                        "schema": {"type": "string", "minLength": 1, "maxLength": 128, "pattern": "^[!-~]+$"},
                    }
                )
    return described
