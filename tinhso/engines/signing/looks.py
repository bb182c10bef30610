"""How words look in a mark: a page that typst has set, ready to become a form XObject of any PDF.

The page is our own and simple (one cross-reference table, no object streams), so its objects are copied as they stand
and only their numbers are changed; reading them through a parser of strangers' files costs ten times as much.
"""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from tinhso.engines.signing.pdf_update import Update
from tinhso.ground.web.paper import ARCHIVAL, typeset

TEMPLATE = Path(__file__).parent / "typ" / "stamp.typ"
REFERENCE = re.compile(rb"\b(\d+) 0 R\b")
PAGE = re.compile(rb"/Type/Page/Resources (\d+) 0 R/MediaBox(\[[^]]+\])[^>]*/Contents (\d+) 0 R")
STREAM = b"\nstream\n"
STRING = re.compile(rb"\((?:\\.|[^\\()])*\)", re.DOTALL)
ESCAPED = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"(": b"(", b")": b")", b"\\": b"\\"}
END_OF_WORDS = b"EMC"
DIGIT, DIGITS = re.compile("[0-9]"), "0123456789"
Body = tuple[bytes | int, ...]


@dataclass(frozen=True)
class Look:
    """A page taken apart. objects: bodies in pieces, an int between them is the place of another object.

    box: its MediaBox; resources: the place of its resources; drawing: its content, deflated.
    """

    objects: tuple[Body, ...]
    box: bytes
    resources: int
    drawing: bytes

    def put_into(self, update: Update) -> bytes:
        """Append the look to an update; the reference of its form XObject."""
        names = [update.reserve() for _ in self.objects]
        for name, body in zip(names, self.objects, strict=True):
            update.put(name, b"".join(names[piece] if isinstance(piece, int) else piece for piece in body))
        entries = b"/Type/XObject/Subtype/Form/BBox%s/Resources %s" % (self.box, names[self.resources])
        return update.add_stream(entries, self.drawing, compressed=True)


@dataclass(frozen=True)
class Pattern:
    """A look whose digits can be any: pieces of its drawing, a digit between each two; glyphs: of the ten digits.

    All digits of the face are equally wide and none is moved towards its neighbour, so the same words with other
    digits lie in the same places (a test sets both).
    """

    look: Look
    pieces: tuple[bytes, ...]
    glyphs: tuple[bytes, ...]

    def saying(self, digits: str) -> Look:
        """The look with these digits. ValueError when it has another number of them."""
        shown = (self.glyphs[int(digit)] for digit in digits)
        first, *others = self.pieces
        drawing = b"".join((first, *(part for pair in zip(shown, others, strict=True) for part in pair)))
        return replace(self.look, drawing=zlib.compress(drawing))


@lru_cache(maxsize=512)
def look_of(
    lines: tuple[str, ...], *, width: float, height: float, align: str, size: float, italic: bool, drop: float
) -> Look:
    """Words set by typst on a page as large as their spot (points): their font is embedded and can be read back.

    A day's papers share the date, so looks are remembered; numbers run on, so only their digits are put in anew.
    """
    pattern = _pattern(
        tuple(DIGIT.sub("0", line) for line in lines),
        width=width, height=height, align=align, size=size, italic=italic, drop=drop,
    )  # fmt: skip
    return pattern.saying("".join(DIGIT.findall("".join(lines))))


@lru_cache(maxsize=512)
def _pattern(lines: tuple[str, ...], **place: float | str | bool) -> Pattern:
    """Words whose digits are all 0, set once for all the numbers that stand in their place."""
    look = taken_apart(typeset(TEMPLATE, {"lines": lines, "also": DIGITS, **place}, standards=ARCHIVAL))
    *words, beyond, rest = zlib.decompress(look.drawing).split(END_OF_WORDS)
    glyphs = b"".join(_glyphs(string) for string in STRING.findall(beyond)).hex().encode()
    codes = tuple(glyphs[at : at + 4] for at in range(0, len(glyphs), 4))
    if len(codes) != len(DIGITS) or rest.strip():
        raise ValueError("typst writes its words in another way now")
    pieces = [b""]
    for word in words:
        told = 0
        for string in STRING.finditer(word):
            pieces[-1] += word[told : string.start()] + b"<"
            told = string.end()
            shown = _glyphs(string[0]).hex().encode()
            for code in (shown[at : at + 4] for at in range(0, len(shown), 4)):
                if code == codes[0]:
                    pieces.append(b"")
                else:
                    pieces[-1] += code
            pieces[-1] += b">"
        pieces[-1] += word[told:] + END_OF_WORDS
    return Pattern(look, tuple(pieces), codes)


def _glyphs(string: bytes) -> bytes:
    """The bytes behind a literal string of PDF, its brackets included (ISO 32000-1, 7.3.4.2)."""
    return ESCAPED.sub(lambda found: ESCAPES.get(found[1]) or bytes((int(found[1], 8),)), string[1:-1])


def taken_apart(pdf: bytes) -> Look:
    """The look of a PDF of one page that typst has written. ValueError when it is not built as typst builds."""
    objects = _objects(pdf)
    page = next(filter(None, map(PAGE.search, objects.values())), None)
    if page is None:
        raise ValueError("typst writes its pages in another way now")
    places: dict[int, int] = {}
    waiting, bodies = [int(page[1])], []
    while waiting:
        number = waiting.pop(0)
        if number in places:
            continue
        places[number] = len(places)
        words, mark, content = objects[number].partition(STREAM)
        pieces = REFERENCE.split(words)
        waiting += [int(other) for other in pieces[1::2]]
        bodies.append((pieces, mark + content))
    whole = tuple(
        (*(places[int(piece)] if turn % 2 else piece for turn, piece in enumerate(pieces)), rest)
        for pieces, rest in bodies
    )
    drawing = objects[int(page[3])].partition(STREAM)[2].removesuffix(b"\nendstream")
    return Look(whole, page[2], 0, drawing)


def _objects(pdf: bytes) -> dict[int, bytes]:
    """The bodies of a file's objects by number, as its cross-reference table finds them."""
    start = int(pdf[pdf.rindex(b"startxref") + 9 : pdf.rindex(b"%%EOF")])
    if not pdf.startswith(b"xref\n0 ", start):
        raise ValueError("typst writes another cross-reference now")
    lines = pdf[start : pdf.index(b"trailer", start)].splitlines()[3:]
    offsets = [int(line[:10]) for line in lines]
    ends = dict(zip(sorted(offsets), [*sorted(offsets)[1:], start], strict=True))
    found = {}
    for number, offset in enumerate(offsets, start=1):
        chunk = pdf[offset : ends[offset]]
        found[number] = chunk[chunk.index(b"obj\n") + 4 : chunk.rindex(b"\nendobj")]
    return found
