"""Reading a message of anybody's program: strict about who sends what to whom, forgiving about the rest."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Callable
from dataclasses import fields
from typing import Any, BinaryIO, cast

from lxml import etree

from tinhso.ground.gateway.edxml.checking import check
from tinhso.ground.gateway.edxml.messages import Attachment, Document, Packet, StatusReport, Traces
from tinhso.ground.gateway.edxml.shapes import Element, Shape
from tinhso.ground.gateway.edxml.tree import CONTENT, Builder, Node
from tinhso.ground.gateway.edxml.wording import clean, meant
from tinhso.ground.gateway.edxml.writing import CID, NAMESPACE
from tinhso.ground.gateway.errors import BadPacket

# Roots that programs in use write; the second is of an older product.
ROOTS = {("edXML", NAMESPACE), ("EdXMLEnvelope", "http://www.go.vn/eDoc")}
PIECE = 64 * 1024
MOST_BYTES = 64 * 1024 * 1024


def spooled() -> BinaryIO:
    """A place for one attachment: in memory while it is small, then in a file that is gone with its last reader."""
    return cast(BinaryIO, tempfile.SpooledTemporaryFile(max_size=1024 * 1024))


def read(stream: BinaryIO, *, keep: Callable[[], BinaryIO] | None = spooled, most_bytes: int = MOST_BYTES) -> Packet:
    """The message in a stream; the content of each attachment goes to a place that `keep` opens.

    keep=None: contents are only checked. most_bytes: of one attachment. BadPacket says what is wrong.
    """
    built = _built(stream, Builder(keep, most_bytes=most_bytes))
    root = built.root
    if root is None or (root.name, built.namespace) not in ROOTS:
        raise BadPacket("wrong-root", "Gói tin không phải edXML theo QCVN 102:2016.")
    head = root.below("MessageHeader")
    if head is None:
        raise BadPacket("no-header", "Gói tin thiếu phần MessageHeader.")
    oddities = [] if root.name == "edXML" else ["root"]
    shape = StatusReport if head.first("StatusCode") else Document
    header = _part(head, shape, oddities)
    listing = root.below("TraceHeaderList")
    traces = _part(listing, Traces, oddities) if listing else Traces()
    attachments = _attachments(root, built, oddities)
    _look_at_signature(root, oddities)
    packet = Packet(header, traces, attachments, ())
    check(packet, oddities)
    return Packet(header, traces, attachments, tuple(dict.fromkeys(oddities)))


def _built(stream: BinaryIO, builder: Builder) -> Builder:
    parser = etree.XMLParser(target=builder, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
    try:
        while piece := stream.read(PIECE):
            parser.feed(piece)
        parser.close()
    except etree.XMLSyntaxError as error:
        # A broken attachment or a doctype is said by ourselves before the parser says so.
        raise BadPacket("not-xml", "Gói tin không phải XML đọc được.") from error
    return builder


def _part(node: Node, cls: type[Any], oddities: list[str]) -> Any:
    """The fields of a class from an element; what cannot be read is left out and noted."""
    found = {field.name: _value(node, field.metadata["xml"], oddities) for field in fields(cls)}
    return cls(**{name: value for name, value in found.items() if value is not None})


def _value(node: Node, element: Element, oddities: list[str]) -> Any:
    """What a field says; None when nothing is said or it cannot be read."""
    # Some programs spell it rightly.
    nodes = node.all(element.name) or node.all(element.name.replace("Bussiness", "Business"))
    part = cast(type[Any], element.part)
    match element.shape:
        case Shape.PARTS:
            return tuple(_part(one, part, oddities) for one in nodes)
        case Shape.TEXTS:
            return tuple(text for one in nodes for inner in one.all(element.inner) if (text := clean(inner.text)))
        case Shape.LISTED:
            return tuple(_part(inner, part, oddities) for one in nodes for inner in one.all(element.inner))
        case Shape.PART:
            return _part(nodes[0], part, oddities) if nodes else None
        case shape:
            return _scalar(nodes[0], shape, oddities) if nodes else None


def _scalar(node: Node, shape: Shape, oddities: list[str]) -> Any:
    # A code in parts where a text belongs: ResponseFor{Code{CodeNumber, CodeNotation}}.
    if shape is Shape.TEXT and node.children:
        return "/".join(filter(None, (clean(child.text) for child in node.children)))
    try:
        return meant(node.text, shape)
    except ValueError:
        oddities.append(f"unreadable:{node.name}")
        return None


def _attachments(root: Node, built: Builder, oddities: list[str]) -> tuple[Attachment, ...]:
    """The files, with the type that the attachment itself names: the manifest says application/zip of everything."""
    manifest, encoded = root.below("edXMLManifest"), root.below("AttachmentEncoded")
    listed = manifest.all("Reference") if manifest else []
    nodes = encoded.all("Attachment") if encoded else []
    told = {_cid(one): one for one in listed}
    if len(listed) != len(nodes) or set(told) != {_cid(one) for one in nodes}:
        counts = f"Danh mục ghi {len(listed)} tệp, gói tin kèm {len(nodes)} tệp"
        raise BadPacket("manifest-differs", f"{counts}, hoặc mã tệp không khớp.")
    made = []
    for node in nodes:
        content, about = node.first(CONTENT), told[_cid(node)]
        if content is None or not built.contents[id(content)].size_bytes:
            raise BadPacket("empty-attachment", "Gói tin có tệp đính kèm không có nội dung.")
        laid, kind = built.contents[id(content)], _said(node, "ContentType") or _said(about, "ContentType")
        if _said(about, "ContentType") not in {"", kind}:
            oddities.append("manifest-type")
        named = _said(node, "AttachmentName") or _said(about, "AttachmentName")
        described = _said(node, "Description") or _said(about, "Description")
        made.append(
            Attachment(
                named or "tệp", kind or "application/octet-stream", CID + _cid(node), described,
                _again(laid.kept), laid.size_bytes,
            )
        )  # fmt: skip
    return tuple(made)


def _again(kept: BinaryIO | None) -> Callable[[], BinaryIO]:
    """Opens a content from its beginning, each time."""

    def opened() -> BinaryIO:
        if kept is None:
            return io.BytesIO()
        kept.seek(0)
        return cast(BinaryIO, _Unclosed(kept))

    return opened


class _Unclosed(io.RawIOBase):
    """A view of a place whose end does not end the place: it may be read again."""

    def __init__(self, kept: BinaryIO) -> None:
        self._kept = kept

    def readable(self) -> bool:
        return True

    def readinto(self, into: Any) -> int:
        piece = self._kept.read(len(into))
        into[: len(piece)] = piece
        return len(piece)


def _cid(node: Node) -> str:
    said = _said(node, "ContentId") or node.attributes.get("href", "")
    return said.removeprefix(CID).removeprefix(CID)  # one product writes it twice


def _said(node: Node, name: str) -> str:
    found = node.first(name)
    return clean(found.text) if found else ""


def _look_at_signature(root: Node, oddities: list[str]) -> None:
    """A signature of the envelope is noted, and SHA-1 in it is; the files are signed by themselves."""
    signature = root.below("Signature")
    if signature is None or not signature.children:
        return
    oddities.append("signed")
    named = [found.attributes.get("Algorithm", "") for name in ("SignatureMethod", "DigestMethod")
             if (found := signature.below(name))]  # fmt: skip
    if any("sha1" in one.lower() for one in named):
        oddities.append("sha1")
