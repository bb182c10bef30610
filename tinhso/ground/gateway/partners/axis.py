"""The national axis of document exchange (VXP): its nine calls, as the vendor's client 2.0 makes them.

POST {base}/{operation}, parameters in headers, success is {"status": "OK", "ErrorCode": "0"}. What the axis of today
accepts is handed over on connection [M]; the notation of codes and the form of hash-file are settings.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, BinaryIO

import httpx
from django.conf import settings

from tinhso.ground.gateway.errors import Rejected, Unavailable
from tinhso.ground.gateway.partners import axis_answers
from tinhso.ground.gateway.partners.axis_answers import AgencyRow, Listed, Sent
from tinhso.ground.gateway.partners.axis_signing import headers_for, unpadded
from tinhso.ground.gateway.partners.wire import call, download, json_object

PARTNER = "axis"
EDOC, STATUS = "edoc", "status"
DONE, FAIL, PROCESSING = "done", "fail", "processing"
JSON, BINARY = "application/json", "application/octet-stream"
# Packets are large, and our claim on a letter lasts five minutes.
TIMEOUT = httpx.Timeout(120.0, connect=3.0)
MOST_OF_A_LIST = 8 * 1024 * 1024
PIECE = 64 * 1024
DOC_ID = re.compile(r"[\w.:-]{1,80}")


def send(
    content: BinaryIO, *, size_bytes: int, sha256: str, kind: str, sender: str, receivers: Sequence[str], now: datetime
) -> str:
    """sendEdoc: hand a packet over; the DocId under which the axis has it. Unavailable, Rejected.

    sha256: hex. receivers: codes; () leaves them to what the packet says.
    """
    hash_file = unpadded(sha256) if settings.AXIS["hash_form"] == "unpadded" else sha256
    facts = {"servicetype": "eDoc", "messagetype": kind, "hash-file": hash_file, "from": sender}
    if receivers:
        facts["to"] = ",".join(receivers)
    headers = {**_headers(facts, BINARY, now), "Content-Length": str(size_bytes)}
    said = _post("sendEdoc", headers, content=_pieces(content))
    doc_id = str(said.get("DocId") or "")
    if not DOC_ID.fullmatch(doc_id):
        raise Unavailable(PARTNER, "câu trả lời thiếu DocId")
    return doc_id


def received(kind: str, *, now: datetime) -> list[Listed]:
    """getReceivedEdocList: what waits for us. Unavailable, Rejected."""
    facts = {"servicetype": "eDoc", "messagetype": kind}
    return [axis_answers.listed(row) for row in _rows("getReceivedEdocList", facts, now)]


def sent(kind: str, *, now: datetime) -> list[Sent]:
    """getSentEdocList: what we sent, a row for each receiver. Unavailable, Rejected."""
    facts = {"servicetype": "eDoc", "messagetype": kind}
    return [axis_answers.sent(row) for row in _rows("getSentEdocList", facts, now)]


def fetch(doc_id: str, into: BinaryIO, *, now: datetime) -> None:
    """getEdoc: write a packet into a file, piece by piece. Unavailable, Rejected."""
    # Base64 makes four letters of three bytes; JSON may write one of them with six.
    most_bytes = settings.AXIS["most_bytes"] * 2
    headers = _headers({"docId": doc_id}, JSON, now)
    with tempfile.TemporaryFile() as answer:
        download(PARTNER, _base(), "POST", "/getEdoc", into=answer, most_bytes=most_bytes, headers=headers,
                 content=b"{}", timeout=TIMEOUT)  # fmt: skip
        answer.seek(0)
        _judge(axis_answers.unpacked(PARTNER, answer, into))


def update_status(doc_id: str, status: str, *, now: datetime) -> None:
    """updateStatus: say that a packet is in work, done or failed; a repeat changes nothing. Unavailable, Rejected."""
    _post("updateStatus", _headers({"docid": doc_id, "status": status}, JSON, now), content=b"{}")


def agencies(*, now: datetime) -> list[AgencyRow]:
    """getAgenciesList: whom the axis knows. Unavailable, Rejected."""
    return [axis_answers.agency(row) for row in _rows("getAgenciesList", {}, now)]


def synchronised_units(*, now: datetime) -> list[AgencyRow]:
    """getSynchronizeUnit: units that our system speaks for. Unavailable, Rejected."""
    return [axis_answers.agency(row) for row in _rows("getSynchronizeUnit", {}, now)]


def register_agency(code: str, *, name: str, mail: str = "", parent: str = "", now: datetime) -> None:
    """registerAgency: our system speaks for this agency from now on. Unavailable, Rejected."""
    body = {"pid": parent, "code": code, "name": name, "mail": mail}
    _post("registerAgency", _headers({"organid": code}, JSON, now), json=body)


def delete_agency(code: str, *, now: datetime) -> None:
    """deleteAgency: our system speaks for it no longer. Unavailable, Rejected."""
    _post("deleteAgency", _headers({"organid": code}, JSON, now))


def _base() -> str:
    return str(settings.PARTNERS[PARTNER])


def _headers(facts: dict[str, str], content_type: str, now: datetime) -> dict[str, str]:
    ours = settings.AXIS
    return headers_for(ours["system_id"], ours["secret"], facts, content_type=content_type, now=now)


def _post(operation: str, headers: dict[str, str], **request: Any) -> dict[str, Any]:
    answer = call(PARTNER, _base(), "POST", f"/{operation}", headers=headers, most_bytes=MOST_OF_A_LIST,
                  timeout=TIMEOUT, **request)  # fmt: skip
    return _judge(json_object(PARTNER, answer))


def _rows(operation: str, facts: dict[str, str], now: datetime) -> list[dict[str, Any]]:
    rows = _post(operation, _headers(facts, JSON, now)).get("data") or []
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise Unavailable(PARTNER, "câu trả lời không phải một danh sách")
    return rows


def _judge(said: dict[str, Any]) -> dict[str, Any]:
    """What the axis said, if it said OK. Rejected with its code: its words could hold somebody's name."""
    code = str(said.get("ErrorCode", ""))
    if str(said.get("status", "")).upper() == "OK" and code in {"0", ""}:
        return said
    raise Rejected(PARTNER, f"mã lỗi {code}" if re.fullmatch(r"[\w-]{1,40}", code) else "bị từ chối")


def _pieces(content: BinaryIO) -> Iterator[bytes]:
    while piece := content.read(PIECE):
        yield piece
