"""How words look in a mark: a page that typst has set, ready to become a form XObject of any PDF.

The page is our own and simple (one cross-reference table, no object streams), so its objects are copied as they stand
and only their numbers are changed; reading them through a parser of strangers' files costs ten times as much.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from tinhso.engines.signing.pdf_update import Update
from tinhso.ground.web.paper import ARCHIVAL, typeset

TEMPLATE = Path(__file__).parent / "typ" / "stamp.typ"
REFERENCE = re.compile(rb"\b(\d+) 0 R\b")
PAGE = re.compile(rb"/Type/Page/Resources (\d+) 0 R/MediaBox(\[[^]]+\])[^>]*/Contents (\d+) 0 R")
STREAM = b"\nstream\n"
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


@lru_cache(maxsize=512)
def look_of(
    lines: tuple[str, ...], *, width: float, height: float, align: str, size: float, italic: bool, drop: float
) -> Look:
    """Words set by typst on a page as large as their spot (points): their font is embedded and can be read back.

    A day's papers share the date, so looks are remembered.
    """
    facts = {"lines": lines, "width": width, "height": height, "align": align, "size": size, "italic": italic}
    return taken_apart(typeset(TEMPLATE, {**facts, "drop": drop}, standards=ARCHIVAL))


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
