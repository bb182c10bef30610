"""An incremental update of a PDF: objects appended behind what stands, so that earlier signatures stay whole.

Reading is pyHanko's (it knows damaged and modern files); writing is ours, because a signature changes four
objects and should cost one millisecond. ISO 32000-1, 7.5.6 and 12.8.
"""

from __future__ import annotations

import hashlib
import io
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader

from tinhso.engines.signing.cms import CmsSigner
from tinhso.ground.base.refused import Refused
from tinhso.ground.base.vietnamese import VIETNAM

HOLE = b"[0 0000000000 0000000000 0000000000]"


def opened(pdf: bytes) -> PdfFileReader:
    """A reader over a PDF. Refused when it is not one, is damaged, or is locked by a password."""
    try:
        # Lenient: common programs write small faults that every reader forgives; a digest forgives nothing.
        reader = PdfFileReader(io.BytesIO(pdf), strict=False)
        pages = reader.root["/Pages"]["/Count"]
    except (PdfError, KeyError, TypeError, ValueError, IndexError, RecursionError, AttributeError) as broken:
        raise Refused("not-a-pdf", "Tệp không phải là PDF hoặc đã hỏng nên không đọc được.") from broken
    if reader.encrypted:
        raise Refused("pdf-locked", "Tệp PDF đang khoá bằng mật khẩu nên không kiểm tra hay ký được.")
    if not isinstance(pages, int) or pages < 1:
        raise Refused("not-a-pdf", "Tệp PDF không có trang nào.")
    return reader


@dataclass(frozen=True)
class Unsigned:
    """A whole file whose signature is still room: from the < at `start` to behind the > at `end`.

    It can wait while a key elsewhere signs its digest. hash: by its name in hashlib.
    """

    file: bytearray
    start: int
    end: int
    hash: str

    @property
    def digest(self) -> bytes:
        """The digest of all that is signed: everything but the room."""
        digest = hashlib.new(self.hash)
        with memoryview(self.file) as view:
            digest.update(view[: self.start])
            digest.update(view[self.end :])
        return digest.digest()

    def signed(self, cms: bytes) -> bytes:
        """The file with its signature (DER); what is left of the room stays zeros. ValueError when it does not fit."""
        room = self.end - self.start - 2
        if 2 * len(cms) > room:
            raise ValueError(f"{len(cms)} bytes do not fit into the room of {room // 2}")
        filled = cms.hex().encode().ljust(room, b"0")
        return b"".join((self.file[: self.start + 1], filled, self.file[self.end - 1 :]))


class Update:
    """Objects to append to one PDF. References are written as bytes: b"12 0 R"."""

    def __init__(self, pdf: bytes) -> None:
        self.reader = opened(pdf)
        self.base = pdf if pdf.endswith((b"\n", b"\r")) else pdf + b"\n"
        self._next = int(self.reader.trailer["/Size"])
        self._objects: dict[int, tuple[int, bytes]] = {}

    def add(self, body: bytes) -> bytes:
        """Append a new object; its reference."""
        number, self._next = self._next, self._next + 1
        self._objects[number] = (0, body)
        return b"%d 0 R" % number

    def add_stream(self, entries: bytes, content: bytes, *, compressed: bool = False) -> bytes:
        """Append a stream; entries: its dictionary without length and filter. compressed: already deflated."""
        packed = content if compressed else zlib.compress(content, 6)
        return self.add(b"<<%s/Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream" % (entries, len(packed), packed))

    def reserve(self) -> bytes:
        """A reference for an object that `put` brings later, when objects point at each other."""
        return self.add(b"null")

    def put(self, reference: bytes, body: bytes) -> None:
        """The object behind a reference, new or standing; generation numbers are kept."""
        number, generation, _ = reference.split()
        self._objects[int(number)] = (int(generation), body)

    def finished(self) -> bytes:
        """The whole file with the update, its cross-reference section and trailer."""
        return bytes(self._assembled()[0])

    def unsigned(self, reference: bytes, entries: bytes, signer: CmsSigner, at: datetime, spare: int) -> Unsigned:
        """The whole file with a signature dictionary at `reference`, and room in it. at: moment for /M.

        spare: more bytes than the signature needs.
        """
        room = b"0" * (2 * (signer.size + spare))
        self.put(
            reference,
            b"<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/ETSI.CAdES.detached/M%s%s/ByteRange%s/Contents<%s>>>"
            % (pdf_time(at), entries, HOLE, room),
        )
        file, places = self._assembled()
        start = file.index(b"/Contents<", places[int(reference.split()[0])]) + len(b"/Contents")
        end = start + len(room) + 2
        hole = file.rindex(HOLE, 0, start)
        file[hole : hole + len(HOLE)] = (b"[0 %d %d %d]" % (start, end, len(file) - end)).ljust(len(HOLE))
        return Unsigned(file, start, end, signer.digest)

    def _assembled(self) -> tuple[bytearray, dict[int, int]]:
        file, places = bytearray(self.base), {}
        for number, (generation, body) in sorted(self._objects.items()):
            places[number] = len(file)
            file += b"%d %d obj\n%s\nendobj\n" % (number, generation, body)
        previous = int(self.reader.last_startxref or 0)
        kept = self.reader.trailer
        entries = b"".join(
            b"%s %s" % (key.encode(), written(kept.raw_get(key))) for key in ("/Root", "/Info", "/ID") if key in kept
        )
        if not self._has_xref_stream(previous):
            start = len(file)
            file += b"xref\n"
            for first, run in _runs(places):
                file += b"%d %d\n" % (first, len(run))
                for number in run:
                    file += b"%010d %05d n \n" % (places[number], self._objects[number][0])
            file += b"trailer\n<</Size %d/Prev %d%s>>\nstartxref\n%d\n%%%%EOF\n" % (
                self._next,
                previous,
                entries,
                start,
            )
            return file, places
        number, start = self._next, len(file)
        places[number] = start
        table = b"".join(
            b"\x01" + places[n].to_bytes(5, "big") + self._objects.get(n, (0, b""))[0].to_bytes(2, "big")
            for _, run in _runs(places)
            for n in run
        )
        index = b" ".join(b"%d %d" % (first, len(run)) for first, run in _runs(places))
        said = b"/Type/XRef/W[1 5 2]/Index[%s]/Size %d/Prev %d%s" % (index, number + 1, previous, entries)
        file += b"%d 0 obj\n<<%s/Length %d>>\nstream\n%s\nendstream\nendobj\n" % (number, said, len(table), table)
        file += b"startxref\n%d\n%%%%EOF\n" % start
        return file, places

    def _has_xref_stream(self, at: int) -> bool:
        return not self.base[at : at + 16].lstrip().startswith(b"xref")


def _runs(numbers: Mapping[int, object]) -> list[tuple[int, list[int]]]:
    runs: list[tuple[int, list[int]]] = []
    for number in sorted(numbers):
        if runs and runs[-1][1][-1] == number - 1:
            runs[-1][1].append(number)
        else:
            runs.append((number, [number]))
    return runs


def written(value: Any) -> bytes:
    """A PDF object as bytes of the file."""
    out = io.BytesIO()
    value.write_to_stream(out, None)
    return out.getvalue()


def resolved(value: Any) -> Any:
    """The object behind a reference, or the object itself."""
    return value.get_object()


def items(array: Any) -> list[Any]:
    """The entries of an array as they stand: references stay references. Nothing for what is no array."""
    return [array.raw_get(place) for place in range(len(array))] if isinstance(array, generic.ArrayObject) else []


def entry(thing: Any, key: str) -> Any:
    """A dictionary's entry, resolved when it is a reference; None when it is not there."""
    return thing[key] if isinstance(thing, generic.DictionaryObject) and key in thing else None


def pdf_text(text: str) -> bytes:
    """A text string in UTF-16, which can say Vietnamese."""
    return b"<FEFF%s>" % text.encode("utf-16-be").hex().upper().encode()


def pdf_time(at: datetime) -> bytes:
    """(D:20261121091507+07'00'): a moment in Vietnam time."""
    return at.astimezone(VIETNAM).strftime("(D:%Y%m%d%H%M%S+07'00')").encode()


def reference(value: generic.IndirectObject | Any) -> bytes:
    """The reference to an indirect object as bytes."""
    return b"%d %d R" % (value.idnum, value.generation)
