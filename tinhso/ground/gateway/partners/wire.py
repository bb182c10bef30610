"""HTTP to partners: one client a process and address, time-outs, and two kinds of failure."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache
from typing import Any, BinaryIO

import httpx

from tinhso.ground.gateway.errors import Oversize, Rejected, Unavailable
from tinhso.ground.watch import tracks
from tinhso.ground.watch.parts import part

# Of an answer that is read piece by piece.
KEPT = ("Content-Type", "X-Road-Error", "WebHook-Allowed-Origin", "Retry-After")
SECONDS = re.compile(r"[0-9]{1,6}")
TIMEOUT = httpx.Timeout(8.0, connect=3.0)
PIECE, MOST_OF_A_REFUSAL = 64 * 1024, 64 * 1024


@cache
def client_for(base_url: str) -> httpx.Client:
    """The process's one client for an address: connections are kept and shared by its threads."""
    return httpx.Client(base_url=base_url, limits=httpx.Limits(max_connections=16), trust_env=False)


def call(
    partner: str,
    base_url: str,
    method: str,
    path: str,
    *,
    or_missing: bool = False,
    or_fault: bool = False,
    or_status: Collection[int] = (),
    most_bytes: int | None = None,
    **request: Any,
) -> httpx.Response:
    """The partner's answer (2xx; also 404 with `or_missing`, and 500 with `or_fault`: SOAP puts its faults there).

    or_status: what the caller reads himself, because the reason stands in the body. most_bytes: where the reading of
    the answer stops. Unavailable: no answer in time, one that is too large, 5xx, 429, or an error of the exchange in
    between. Rejected: any other refusal.
    """
    request = {"timeout": TIMEOUT, **request}
    with part("http", partner, method=method) as asked:
        answer = _answer(partner, base_url, method, path, most_bytes=most_bytes, request=request)
        asked.tell(status=answer.status_code)
    if answer.status_code in or_status:
        return answer
    return _judged(partner, answer, or_missing=or_missing, or_fault=or_fault)


def download(
    partner: str, base_url: str, method: str, path: str, *, into: BinaryIO, most_bytes: int, **request: Any
) -> None:
    """Write a large answer (2xx) into a file, piece by piece. Unavailable, Rejected, Oversize."""
    request = {"timeout": TIMEOUT, **request}
    if known := tracks.traceparent():
        request["headers"] = {"traceparent": known, **(request.get("headers") or {})}
    with part("http", partner, method=method) as asked:
        try:
            with client_for(base_url).stream(method, path, **request) as stream:
                asked.tell(status=stream.status_code)
                if stream.status_code >= 300:
                    _judged(partner, _read(partner, stream, MOST_OF_A_REFUSAL), or_missing=False, or_fault=False)
                size_bytes = 0
                for piece in stream.iter_bytes(PIECE):
                    size_bytes += len(piece)
                    if size_bytes > most_bytes:
                        raise Oversize(partner, "câu trả lời quá dài")
                    into.write(piece)
        except (httpx.TransportError, httpx.DecodingError) as error:
            raise Unavailable(partner, type(error).__name__) from error


def _judged(partner: str, answer: httpx.Response, *, or_missing: bool, or_fault: bool) -> httpx.Response:
    """The answer where it is one that the caller takes. Unavailable, Rejected."""
    if or_fault and answer.status_code == 500 and "xml" in answer.headers.get("Content-Type", ""):
        return answer
    if answer.status_code >= 500 or answer.status_code == 429 or "X-Road-Error" in answer.headers:
        again = answer.headers.get("Retry-After", "")
        again_s = int(again) if SECONDS.fullmatch(again) else 0
        raise Unavailable(partner, f"HTTP {answer.status_code}", again_s=again_s)
    if answer.status_code == 404 and or_missing:
        return answer
    if answer.status_code >= 300:
        raise Rejected(partner, f"HTTP {answer.status_code} {_code_of(answer)}".strip())
    return answer


def _answer(
    partner: str, base_url: str, method: str, path: str, *, most_bytes: int | None, request: dict[str, Any]
) -> httpx.Response:
    """Whatever the partner answers; he is told on which track we ask (W3C Trace Context). Unavailable."""
    if known := tracks.traceparent():
        request["headers"] = {"traceparent": known, **(request.get("headers") or {})}
    try:
        if most_bytes is None:
            return client_for(base_url).request(method, path, **request)
        with client_for(base_url).stream(method, path, **request) as stream:
            return _read(partner, stream, most_bytes)
    except (httpx.TransportError, httpx.DecodingError) as error:
        raise Unavailable(partner, type(error).__name__) from error


def _read(partner: str, stream: httpx.Response, most_bytes: int) -> httpx.Response:
    """The answer with its body, which is read piece by piece and no further than allowed."""
    body = bytearray()
    for piece in stream.iter_bytes():
        body += piece
        if len(body) > most_bytes:
            raise Unavailable(partner, "câu trả lời quá dài")
    kept = {name: stream.headers[name] for name in KEPT if name in stream.headers}
    return httpx.Response(stream.status_code, headers=kept, content=bytes(body))


def _code_of(answer: httpx.Response) -> str:
    """The short code of a refusal ({"code": …} or {"error": …}), '' without one: words could hold somebody's name."""
    try:
        body = answer.json()
    except ValueError:
        return ""
    code = body.get("code", body.get("error")) if isinstance(body, dict) else None
    return code if isinstance(code, str) and re.fullmatch(r"[A-Za-z][A-Za-z_-]{0,39}", code) else ""


def json_object(partner: str, answer: httpx.Response) -> dict[str, Any]:
    """The object that an answer holds. Unavailable when it is anything else: nonsense may pass."""
    try:
        body = answer.json()
    except ValueError as error:
        raise Unavailable(partner, "câu trả lời không đọc được") from error
    if not isinstance(body, dict):
        raise Unavailable(partner, "câu trả lời không phải một đối tượng")
    return body
