"""Writing a message: our own few lines, because receivers want the prefixes, CRLF and order of the vendor's program."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from dataclasses import fields, replace
from typing import Any, BinaryIO
from xml.sax.saxutils import escape

from tinhso.ground.gateway.edxml.base64_pieces import encoded
from tinhso.ground.gateway.edxml.messages import Attachment, Packet
from tinhso.ground.gateway.edxml.shapes import Element, Shape
from tinhso.ground.gateway.edxml.wording import said

NAMESPACE = "http://www.mic.gov.vn/TBT/QCVN_102_2016"
CID = "cid:"
_HEAD = f'<edXML xmlns="{NAMESPACE}" xmlns:edXML="{NAMESPACE}">'


def write(packet: Packet, stream: BinaryIO) -> None:
    """Write a message with its attachments; each is read piece by piece."""
    for piece in written(packet):
        stream.write(piece)


def written(packet: Packet) -> Iterator[bytes]:
    """A message in pieces. An attachment without a ContentId gets one."""
    attachments = [_named(one) for one in packet.attachments]
    yield _lines(_top(packet, attachments))
    if attachments:
        yield _lines(["  <AttachmentEncoded>"])
        for one in attachments:
            yield from _attachment(one)
        yield _lines(["  </AttachmentEncoded>"])
    yield _lines(["</edXML>"])


def _top(packet: Packet, attachments: list[Attachment]) -> Iterator[str]:
    """Everything before the attachments."""
    yield from ('<?xml version="1.0" encoding="UTF-8"?>', _HEAD, "  <edXML:edXMLEnvelope>", "    <edXML:edXMLHeader>")
    yield from _part("MessageHeader", packet.header, 6, is_kept=True)
    yield from _part("TraceHeaderList", packet.traces, 6)
    yield from ("    </edXML:edXMLHeader>", "    <edXML:edXMLBody>")
    # The count of references is that of attachments, none included: a recall has no file.
    yield '      <edXML:edXMLManifest version="1.0">'
    for one in attachments:
        yield "        <edXML:Reference>"
        yield from _texts(_facts(one, "ContentId", "ContentType", "Description", "AttachmentName"), 10)
        yield "        </edXML:Reference>"
    yield from ("      </edXML:edXMLManifest>", "    </edXML:edXMLBody>", "  </edXML:edXMLEnvelope>")


def _part(name: str, values: Any, depth: int, *, is_kept: bool = False) -> Iterator[str]:
    """An element with what its fields say, in their order; nothing at all when they say nothing."""
    lines = [line for field in fields(values) for line in _field(field.metadata["xml"], getattr(values, field.name),
                                                                 depth + 2)]  # fmt: skip
    if lines or is_kept:
        yield f"{' ' * depth}<edXML:{name}>"
        yield from lines
        yield f"{' ' * depth}</edXML:{name}>"


def _field(element: Element, value: Any, depth: int) -> Iterator[str]:
    match element.shape:
        case Shape.PART:
            yield from _part(element.name, value, depth)
        case Shape.PARTS:
            for one in value:
                yield from _part(element.name, one, depth)
        case Shape.TEXTS | Shape.LISTED:
            yield from _list(element, value, depth)
        case _:
            yield from _texts([(element.name, said(value, element.shape))], depth)


def _list(element: Element, values: Any, depth: int) -> Iterator[str]:
    """One element around several, if there are any."""
    inside = [line for one in values for line in (
        _part(element.inner, one, depth + 2) if element.shape is Shape.LISTED
        else _texts([(element.inner, said(one, Shape.TEXT))], depth + 2)
    )]  # fmt: skip
    if inside:
        yield f"{' ' * depth}<edXML:{element.name}>"
        yield from inside
        yield f"{' ' * depth}</edXML:{element.name}>"


def _texts(facts: list[tuple[str, str]], depth: int, *, prefix: str = "edXML:") -> Iterator[str]:
    """Elements with a text each; empty ones are left out, as receivers expect."""
    for name, value in facts:
        if value:
            yield f"{' ' * depth}<{prefix}{name}>{escape(value)}</{prefix}{name}>"


def _attachment(one: Attachment) -> Iterator[bytes]:
    yield _lines(["    <Attachment>"])
    facts = _facts(one, "ContentId", "AttachmentName", "Description", "ContentType")
    yield _lines(_texts(facts, 6, prefix=""))
    yield b"      <edXML:ContentTransferEncoded>"
    with one.opened() as content:
        yield from encoded(content)
    yield _lines(["</edXML:ContentTransferEncoded>", "    </Attachment>"])


def _facts(one: Attachment, *names: str) -> list[tuple[str, str]]:
    known = {"ContentId": one.content_id, "ContentType": one.content_type, "Description": one.description,
             "AttachmentName": one.name}  # fmt: skip
    return [(name, said(known[name], Shape.TEXT)) for name in names]


def _named(one: Attachment) -> Attachment:
    """The same with a ContentId that begins with cid: in manifest and attachment alike."""
    number = one.content_id.removeprefix(CID) or secrets.token_hex(16)
    return replace(one, content_id=CID + number)


def _lines(lines: Any) -> bytes:
    return "".join(f"{line}\r\n" for line in lines).encode()
