"""The envelope as a small tree, while attachments go past it: what the parser calls, event by event."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from tinhso.ground.gateway.edxml.base64_pieces import Decoder
from tinhso.ground.gateway.errors import BadPacket

CONTENT = "ContentTransferEncoded"
# Of an envelope without its attachments: real ones have some tens of kilobytes.
MOST_ELEMENTS, MOST_DEPTH, MOST_TEXT = 20_000, 24, 2 * 1024 * 1024
_ENOUGH = 64 * 1024


@dataclass
class Node:
    """An element by its local name."""

    name: str
    attributes: dict[str, str]
    children: list[Node] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """What stands in it."""
        return "".join(self.said)

    def all(self, name: str) -> list[Node]:
        """Its children of this name."""
        return [child for child in self.children if child.name == name]

    def first(self, name: str) -> Node | None:
        """Its first child of this name."""
        return next(iter(self.all(name)), None)

    def below(self, name: str) -> Node | None:
        """The first element of this name anywhere in it, whatever its case: products differ in it."""
        for child in self.children:
            if child.name.lower() == name.lower():
                return child
            if found := child.below(name):
                return found
        return None


@dataclass
class Content:
    """A content that went past: how large it was, its hash in hex, and where it was laid."""

    size_bytes: int = 0
    digest: Any = field(default_factory=hashlib.sha256)
    kept: BinaryIO | None = None


class Builder:
    """The target of a parser. keep: opens a place for each attachment; without it contents are checked and let go."""

    def __init__(self, keep: Callable[[], BinaryIO] | None, *, most_bytes: int) -> None:
        self.keep, self.most_bytes = keep, most_bytes
        self.root: Node | None = None
        self.namespace = ""
        self.contents: dict[int, Content] = {}  # by id() of the node
        self._open: list[Node] = []
        self._decoder: Decoder | None = None
        self._waiting: list[str] = []
        self._waiting_size = self._elements = self._text = 0

    def doctype(self, name: str, public: str | None, system: str | None) -> None:
        """No message needs one, and entities of all kinds begin here."""
        raise BadPacket("doctype", "Gói tin có khai báo DOCTYPE nên không được nhận.")

    def start(self, tag: str, attributes: Any) -> None:
        """An element begins."""
        space, _, name = tag.rpartition("}")
        self._elements += 1
        if self._elements > MOST_ELEMENTS or len(self._open) >= MOST_DEPTH:
            raise BadPacket("too-many-elements", "Gói tin có quá nhiều phần tử hoặc lồng quá sâu.")
        node = Node(name, {key.rpartition("}")[2]: value for key, value in dict(attributes).items()})
        if self._open:
            self._open[-1].children.append(node)
        else:
            self.root, self.namespace = node, space.lstrip("{")
        self._open.append(node)
        if name == CONTENT:
            self.contents[id(node)] = Content(kept=self.keep() if self.keep else None)
            self._decoder = Decoder()

    def data(self, text: str) -> None:
        """Text, as it comes: a long one comes in many pieces."""
        if self._decoder is not None:
            self._waiting.append(text)
            self._waiting_size += len(text)
            if self._waiting_size > _ENOUGH:
                self._decode()
            return
        self._text += len(text)
        if self._text > MOST_TEXT:
            raise BadPacket("too-much-text", "Phần đầu của gói tin dài quá mức cho phép.")
        self._open[-1].said.append(text)

    def end(self, tag: str) -> None:
        """An element ends."""
        node = self._open.pop()
        if node.name == CONTENT and self._decoder is not None:
            self._decode(is_last=True)
            self._decoder = None

    def close(self) -> Builder:
        """The document has ended."""
        return self

    def _decode(self, *, is_last: bool = False) -> None:
        coded, self._waiting, self._waiting_size = "".join(self._waiting), [], 0
        content = next(reversed(self.contents.values()))
        assert self._decoder is not None  # noqa: S101 - only called while one is open
        try:
            piece = self._decoder.feed(coded.encode("ascii"))
            if is_last:
                self._decoder.close()
        except ValueError as error:
            raise BadPacket("bad-base64", "Nội dung tệp đính kèm không phải base64.") from error
        content.size_bytes += len(piece)
        content.digest.update(piece)
        if content.size_bytes > self.most_bytes:
            raise BadPacket("attachment-too-large", f"Tệp đính kèm lớn hơn {self.most_bytes // 1024 // 1024} MB.")
        if content.kept is not None:
            content.kept.write(piece)
