"""Answers of the axis: lists, and a packet inside JSON, taken out without ever standing in memory as a whole."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any, BinaryIO

from tinhso.ground.gateway.edxml.base64_pieces import Decoder
from tinhso.ground.gateway.errors import Unavailable

PIECE = 64 * 1024
_OPENING = re.compile(rb'"data"\s*:\s*"')
_ESCAPE = re.compile(rb"\\(u[0-9a-fA-F]{4}|.)", re.DOTALL)
# Some writers of JSON escape these letters of base64; a line break is none.
_MEANT = {b"/": b"/", b"u002f": b"/", b"u003d": b"=", b"u002b": b"+", b"n": b"", b"r": b""}


@dataclass(frozen=True)
class Listed:
    """A packet that waits at the axis. status: processing, done, fail or the axis's own word."""

    doc_id: str
    kind: str
    sender: str
    receiver: str
    status: str
    at: str


@dataclass(frozen=True)
class Sent:
    """A packet that we sent, and how it stands at one receiver."""

    doc_id: str
    receiver_doc_id: str
    sender: str
    receiver: str
    notation: str
    send_status: str
    receive_status: str


@dataclass(frozen=True)
class AgencyRow:
    """An agency that the axis knows. parent: its number there."""

    id: str
    parent: str
    code: str
    name: str
    mail: str


def listed(row: dict[str, Any]) -> Listed:
    """One row of getReceivedEdocList."""
    names = ("docId", "messageType", "from", "to", "status", "created_time")
    return Listed(*(_said(row, name) for name in names))


def sent(row: dict[str, Any]) -> Sent:
    """One row of getSentEdocList."""
    names = ("senderDocId", "receiverDocId", "fromCode", "toCode", "notation", "sendStatus", "receiveStatus")
    return Sent(*(_said(row, name) for name in names))


def agency(row: dict[str, Any]) -> AgencyRow:
    """One row of getAgenciesList or getSynchronizeUnit."""
    return AgencyRow(*(_said(row, name) for name in ("id", "pid", "code", "name", "mail")))


def unpacked(partner: str, answer: BinaryIO, into: BinaryIO) -> dict[str, Any]:
    """Decode the `data` of an answer into a file; the answer without it. Unavailable for what is no such answer."""
    head = b""
    while not (found := _OPENING.search(head)):
        piece = answer.read(PIECE)
        if not piece or len(head) > PIECE:
            return _object(partner, head)
        head += piece
    tail = _decode(partner, head[found.end() :], answer, into)
    return _object(partner, head[: found.end()] + tail)


def _decode(partner: str, rest: bytes, answer: BinaryIO, into: BinaryIO) -> bytes:
    """Decode up to the closing quote; what follows it, quote included."""
    decoder = Decoder()
    try:
        while (end := rest.find(b'"')) < 0:
            # An escape may be cut in two.
            cut = rest.rfind(b"\\", max(0, len(rest) - 6))
            whole, kept = (rest, b"") if cut < 0 else (rest[:cut], rest[cut:])
            into.write(decoder.feed(_ESCAPE.sub(_letter, whole)))
            piece = answer.read(PIECE)
            if not piece:
                raise ValueError("ended")
            rest = kept + piece
        into.write(decoder.feed(_ESCAPE.sub(_letter, rest[:end])))
        decoder.close()
    except (ValueError, KeyError) as error:
        raise Unavailable(partner, "nội dung gói tin bị đứt") from error
    return rest[end:] + answer.read(PIECE)


def _letter(found: re.Match[bytes]) -> bytes:
    return _MEANT[found.group(1).lower()]


def _object(partner: str, text: bytes) -> dict[str, Any]:
    try:
        body = json.loads(text)
    except ValueError as error:
        raise Unavailable(partner, "câu trả lời không đọc được") from error
    if not isinstance(body, dict):
        raise Unavailable(partner, "câu trả lời không phải một đối tượng")
    return body


def _said(row: dict[str, Any], name: str) -> str:
    value = row.get(name)
    return "" if value is None else str(value)[:300]
