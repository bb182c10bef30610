"""Base64 in pieces, so that a file of any size passes through little memory."""

from __future__ import annotations

import binascii
from collections.abc import Iterator
from typing import BinaryIO

# Divisible by three: pieces can be joined without padding between them.
PIECE = 48 * 1024
_BLANKS = b" \t\r\n"


def encoded(content: BinaryIO) -> Iterator[bytes]:
    """The content in base64, piece by piece, without line breaks."""
    while piece := _whole(content):
        yield binascii.b2a_base64(piece, newline=False)


def _whole(content: BinaryIO) -> bytes:
    """A full piece, or what is left: a stream may give less than it is asked for."""
    piece = content.read(PIECE)
    while piece and len(piece) < PIECE and (more := content.read(PIECE - len(piece))):
        piece += more
    return piece


class Decoder:
    """Decodes what is fed, whatever its line breaks. ValueError for what is no base64."""

    def __init__(self) -> None:
        self._left, self._is_over = b"", False

    def feed(self, piece: bytes) -> bytes:
        """The bytes that are known by now."""
        known = self._left + piece.translate(None, _BLANKS)
        if known and self._is_over:
            raise ValueError("base64")
        whole = len(known) - len(known) % 4
        self._left, known = known[whole:], known[:whole]
        self._is_over = known.endswith(b"=")
        return binascii.a2b_base64(known, strict_mode=True)

    def close(self) -> None:
        """Nothing may be left over. ValueError."""
        if self._left:
            raise ValueError("base64")
