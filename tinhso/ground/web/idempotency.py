"""Every write through the API carries a key; a repeated key gets the first answer again."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse

from tinhso.ground.acts import one_answer
from tinhso.ground.base.actors import Actor
from tinhso.ground.web.models import IdempotentAnswer
from tinhso.ground.web.refusals import problem

READS = frozenset({"GET", "HEAD", "OPTIONS"})
LONGEST_KEY = 128


class IdempotencyMiddleware:
    """Guards POST, PUT, PATCH and DELETE under /api/, for callers who were recognised before (`request.person`).

    The key row, the act and the kept answer commit together: a second request with the same key waits
    for the first at the unique index, then reads its answer. Answers of 4xx are not kept: nothing was
    done, so the same key may be tried again; after a crash (5xx) everything is rolled back.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Ask for a key, do the act once, or repeat the answer."""
        if request.method in READS or not request.path.startswith("/api/"):
            return self.get_response(request)
        caller: Actor = request.person  # type: ignore[attr-defined]
        if not caller.roles:
            # The door of the API answers 401; nothing is kept for a stranger, and nothing repeated to him.
            return self.get_response(request)
        key = request.headers.get("Idempotency-Key", "")
        if not 0 < len(key) <= LONGEST_KEY or not key.isprintable():
            return problem(
                400, "idempotency-key-missing", "Yêu cầu ghi phải kèm tiêu đề Idempotency-Key (1 đến 128 ký tự)."
            )
        asked = _fingerprint(request)
        with one_answer():
            place = _reserved(caller.ref, key, asked)
            if place is None:
                return _repeated(IdempotentAnswer.objects.get(caller=caller.ref, key=key), asked)
            answer = self.get_response(request)
            if answer.status_code < 400:
                _keep(place, answer)
            else:
                transaction.set_rollback(True)
        return answer


def _fingerprint(request: HttpRequest) -> str:
    """One hash of what is asked: the same for the same fields and files, whatever boundary a client draws for them."""
    asked = hashlib.sha256(f"{request.method} {request.get_full_path()}\n".encode())
    if request.content_type != "multipart/form-data":
        asked.update(request.body)
        return asked.hexdigest()
    for name, values in sorted(request.POST.lists()):
        asked.update(repr((name, values)).encode())
    # Files are read as streams: `request.body` would refuse whatever is larger than a form may be.
    for name, uploads in sorted(request.FILES.lists()):
        for upload in uploads:
            asked.update(repr((name, upload.name, upload.content_type, upload.size)).encode())
            if upload.size:  # an upload that was refused has none, and no content
                for chunk in upload.chunks():
                    asked.update(chunk)
                upload.seek(0)
    return asked.hexdigest()


RESERVE = """
INSERT INTO web_idempotentanswer (caller, key, request_hash, status, content_type, body) VALUES (%s, %s, %s, 0, '', '')
ON CONFLICT (caller, key) DO NOTHING RETURNING id
"""


def _reserved(caller: str, key: str, asked: str) -> int | None:
    """The new row for this key, or None when the key was used; waits while another request is using it."""
    with connection.cursor() as cursor:
        cursor.execute(RESERVE, [caller, key, asked])
        row = cursor.fetchone()
    return row[0] if row else None


KEEP = "UPDATE web_idempotentanswer SET status = %s, content_type = %s, body = %s WHERE id = %s"


def _keep(place: int, answer: HttpResponse) -> None:
    with connection.cursor() as cursor:
        cursor.execute(KEEP, [answer.status_code, answer.headers.get("Content-Type", ""), answer.content, place])


def _repeated(kept: IdempotentAnswer, asked: str) -> HttpResponse:
    if kept.request_hash != asked:
        return problem(422, "idempotency-key-reused", "Idempotency-Key này đã dùng cho một yêu cầu khác.")
    answer = HttpResponse(bytes(kept.body), status=kept.status, content_type=kept.content_type)
    answer["Idempotent-Replayed"] = "true"
    return answer
