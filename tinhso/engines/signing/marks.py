"""Signatures and seals put onto a PDF: the field, its picture or text, and room for the PAdES signature over it all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import PdfFileReader

from tinhso.engines.signing import pictures, rules
from tinhso.engines.signing.cms import CmsSigner
from tinhso.engines.signing.looks import look_of
from tinhso.engines.signing.pdf_update import (
    Unsigned,
    Update,
    entry,
    items,
    pdf_text,
    reference,
    resolved,
    written,
)
from tinhso.engines.signing.rules import Rect
from tinhso.ground.base.refused import Refused

PERSON_FIELD, SEAL_FIELD = "ChuKyNguoiKy", "ChuKyCoQuan"
NUMBER_FIELD, ISSUED_FIELD = "SoKyHieu", "NgayBanHanh"
# Labels that a template leaves where marks belong: kind, width and height in mm, tenths of mm to the right.
PLACE = re.compile(r"(ky-ten|so-ky-hieu|ngay-ban-hanh)-(\d+)x(\d+)(?:-(\d+))?")
ABOVE_HEADING = 10.0  # points: typst lets a destination begin a little above its heading
ROOM_FOR_MARKS = 4.0  # points above a capital, for the marks of Vietnamese
DEEPEST = 50  # levels of a page tree; real ones have three
FILLED_SIZE = 0.78  # of the height in the label: 11 points in 5 mm
# After the seal nothing may change any more: ISO 32000-2, 12.7.5.5, and 12.8.2.4 for older readers.
LOCK = b"/Lock<</Type/SigFieldLock/Action/All/P 1>>"
LOCKED = (
    b"/Reference[<</Type/SigRef/TransformMethod/FieldMDP/DigestMethod/SHA256"
    b"/TransformParams<</Type/TransformParams/V/1.2/Action/All/P 1>>>>]"
)


@dataclass(frozen=True)
class Place:
    """Room on a page: the page's reference and box, and the room itself."""

    page: generic.IndirectObject
    box: Rect
    room: Rect


def sign_for_person(
    pdf: bytes, *, name: str, picture: bytes, signer: CmsSigner, at: datetime, spare: int = 0
) -> Unsigned:
    """The PDF with room for a person's signature and its picture, centred in box 7c; its key may sign later.

    Room for number and date of issue, if the template leaves any, becomes two empty fields that the agency may
    fill without touching this signature. spare: bytes for what the signature gains later, a time-stamp. Refused:
    already-signed.
    """
    update = Update(pdf)
    if any(field_names(update.reader)):
        raise Refused("already-signed", "Văn bản đã có chữ ký số; người có thẩm quyền phải ký trước, cơ quan ký sau.")
    places = places_of(update.reader)
    place = places.get("ky-ten") or _last_page(update.reader)
    image = pictures.embedded(picture)
    spot = rules.within(place.room, image.width / image.height)
    fields = []
    for kind, field in (("so-ky-hieu", NUMBER_FIELD), ("ngay-ban-hanh", ISSUED_FIELD)):
        if kind in places:
            fields.append((places[kind], _widget(places[kind], places[kind].room, field, b"/FT/Tx/DA(/Helv 0 Tf)")))
    look = _picture_look(update, image, spot)
    signature = update.reserve()
    entries = b"/FT/Sig/V %s/AP<</N %s>>" % (signature, look)
    fields.append((place, _widget(place, spot, PERSON_FIELD, entries, says=f"Chữ ký số của {name}")))
    _attach(update, fields)
    return update.unsigned(signature, b"/Name%s" % pdf_text(name), signer, at, spare)


def seal_for_agency(
    pdf: bytes,
    *,
    agency: str,
    picture: bytes,
    number: str,
    issued_on: date,
    signer: CmsSigner,
    at: datetime,
    spare: int = 0,
) -> Unsigned:
    """The PDF with number, date of issue and the seal of the agency beside the person's signature, then locked.

    The earlier signature stays valid: only its empty fields are filled. Refused: person-first, already-sealed.
    """
    update = Update(pdf)
    reader = update.reader
    names = field_names(reader)
    if SEAL_FIELD in names:
        raise Refused("already-sealed", "Văn bản đã được cơ quan ký số và phát hành; không đóng dấu lần hai.")
    if PERSON_FIELD not in names:
        raise Refused("person-first", "Người có thẩm quyền phải ký số trước khi cơ quan đóng dấu.")
    for name, text in ((NUMBER_FIELD, number), (ISSUED_FIELD, rules.issued_text(issued_on))):
        if name in names and text:
            _fill(update, names[name], text, italic=name == ISSUED_FIELD)
    signed_field = resolved(names[PERSON_FIELD])
    page = signed_field.raw_get("/P")
    spot = rules.seal_beside(_rect(signed_field["/Rect"]))
    place = Place(page, _box(resolved(page)), spot)
    look = _picture_look(update, pictures.embedded(picture), spot)
    return _seal(update, place, agency=agency, look=look, signer=signer, at=at, spare=spare)


def mark_top_right(
    pdf: bytes, *, agency: str, lines: tuple[str, ...], signer: CmsSigner, at: datetime, spare: int = 0
) -> Unsigned:
    """The PDF signed by the agency in the manner of copies and attachments: words at the top right, no picture."""
    update = Update(pdf)
    page = pages_of(update.reader)[0]
    box = _box(resolved(page))
    spot = rules.top_right(box)
    look = look_of(
        lines, width=spot.width, height=spot.height, align="right", size=rules.TEXT_MARK_SIZE, italic=False, drop=0
    )
    shown = look.put_into(update)
    return _seal(update, Place(page, box, spot), agency=agency, look=shown, signer=signer, at=at, spare=spare)


def _seal(
    update: Update, place: Place, *, agency: str, look: bytes, signer: CmsSigner, at: datetime, spare: int
) -> Unsigned:
    signature = update.reserve()
    entries = b"/FT/Sig/V %s/AP<</N %s>>%s" % (signature, look, LOCK)
    _attach(update, [(place, _widget(place, place.room, SEAL_FIELD, entries, says=f"Chữ ký số của {agency}"))])
    return update.unsigned(signature, LOCKED + b"/Name%s" % pdf_text(agency), signer, at, spare)


def field_names(reader: PdfFileReader) -> dict[str, generic.IndirectObject]:
    """Form fields of a PDF by name."""
    fields = items(entry(entry(reader.root, "/AcroForm"), "/Fields"))
    return {str(entry(resolved(field), "/T")): field for field in fields}


def places_of(reader: PdfFileReader) -> dict[str, Place]:
    """Rooms that the template left for marks, by kind."""
    found: dict[str, Place] = {}
    for name, target in _destinations(reader):
        if match := PLACE.fullmatch(name):
            page, left, top = target.raw_get(0), float(target[2]), float(target[3]) - ABOVE_HEADING
            width, height = float(match[2]), float(match[3])
            room = rules.room_above(left, top, width, height)
            if match[1] != "ky-ten":  # these two stand beside the words of their label, not above
                left += float(match[4] or 0) / 10 * rules.MM
                room = Rect(left, top - height * rules.MM, left + width * rules.MM, top + ROOM_FOR_MARKS)
            found[match[1]] = Place(page, _box(resolved(page)), room)
    return found


def pages_of(reader: PdfFileReader) -> list[generic.IndirectObject]:
    """References to all pages, in order; at least one. Refused when a hostile file has none."""
    pages = [node for node in _tree(reader.root.raw_get("/Pages")) if "/Kids" not in resolved(node)]
    if not pages:
        raise Refused("not-a-pdf", "Tệp PDF không có trang nào nên không ký được.")
    return pages


def _tree(root: Any) -> Iterator[Any]:
    """The nodes of a tree, parents first, in order. Refused when a hostile file makes it go round in a circle."""
    waiting, seen = [root], set()
    while waiting:
        node = waiting.pop()
        if isinstance(node, generic.IndirectObject):
            if node.reference in seen:
                raise Refused("not-a-pdf", "Tệp PDF có cấu trúc sai nên không ký được.")
            seen.add(node.reference)
        yield node
        waiting.extend(reversed(items(entry(resolved(node), "/Kids"))))


def _destinations(reader: PdfFileReader) -> list[tuple[str, Any]]:
    names = entry(reader.root, "/Names")
    if entry(names, "/Dests") is None:
        return []
    pairs = [pair for node in _tree(names.raw_get("/Dests")) for pair in items(entry(resolved(node), "/Names"))]
    targets = ((str(resolved(name)), resolved(target)) for name, target in zip(pairs[::2], pairs[1::2], strict=True))
    return [
        (name, target["/D"] if isinstance(target, generic.DictionaryObject) else target) for name, target in targets
    ]


def _last_page(reader: PdfFileReader) -> Place:
    page = pages_of(reader)[-1]
    box = _box(resolved(page))
    return Place(page, box, rules.default_room(box))


def _box(page: Any) -> Rect:
    for _ in range(DEEPEST):
        if "/MediaBox" in page:
            return _rect(page["/MediaBox"])
        page = entry(page, "/Parent") or {}
    raise Refused("not-a-pdf", "Tệp PDF có trang không ghi khổ giấy nên không ký được.")


def _rect(array: Any) -> Rect:
    return Rect(*(float(value) for value in array))


def _numbers(*values: float) -> bytes:
    return b" ".join(b"%.3f" % value for value in values)


def _widget(place: Place, spot: Rect, name: str, entries: bytes, *, says: str = "") -> bytes:
    where = _numbers(spot.left, spot.bottom, spot.right, spot.top)
    # 132: printed, and not to be moved by a reader.
    return b"<</Type/Annot/Subtype/Widget/F 132/T(%s)/TU%s/P %s/Rect[%s]%s>>" % (
        name.encode(), pdf_text(says or name), reference(place.page), where, entries)  # fmt: skip


def _picture_look(update: Update, picture: pictures.Picture, spot: Rect) -> bytes:
    size = b"/Type/XObject/Subtype/Image/Width %d/Height %d/BitsPerComponent 8" % (picture.width, picture.height)
    clear = update.add_stream(size + b"/ColorSpace/DeviceGray", picture.clear, compressed=True)
    image = update.add_stream(size + b"/ColorSpace/DeviceRGB/SMask %s" % clear, picture.colour, compressed=True)
    box = _numbers(0, 0, spot.width, spot.height)
    draw = b"q %s cm /I Do Q" % _numbers(spot.width, 0, 0, spot.height, 0, 0)
    return update.add_stream(b"/Type/XObject/Subtype/Form/BBox[%s]/Resources<</XObject<</I %s>>>>" % (box, image), draw)


def _fill(update: Update, field: generic.IndirectObject, text: str, *, italic: bool) -> None:
    widget = resolved(field)
    spot = _rect(widget["/Rect"])
    size = (spot.height - ROOM_FOR_MARKS) * FILLED_SIZE
    look = look_of(
        (text,), width=spot.width, height=spot.height, align="left", size=size, italic=italic, drop=ROOM_FOR_MARKS
    ).put_into(update)
    kept = _entries(widget, but={"/V", "/AP"})
    update.put(reference(field), b"<<%s/V%s/AP<</N %s>>>>" % (kept, pdf_text(text), look))


def _attach(update: Update, widgets: list[tuple[Place, bytes]]) -> None:
    """Hang widgets on their pages and in the form of the document, which is made when there is none."""
    reader = update.reader
    added = [(place.page, update.add(body)) for place, body in widgets]
    for page in {reference(page): page for page, _ in added}.values():
        _extend(update, page, "/Annots", [widget for where, widget in added if where.reference == page.reference])
    root = reader.trailer.raw_get("/Root")
    catalog = resolved(root)
    form = entry(catalog, "/AcroForm") or {}
    old = entry(form, "/Fields")
    fields = b" ".join([*map(written, items(old)), *(widget for _, widget in added)])
    body = b"<</Fields[%s]/SigFlags 3%s>>" % (fields, _entries(form, but={"/Fields", "/SigFlags"}))
    if isinstance(catalog.get_value_as_reference("/AcroForm", optional=True), generic.Reference):
        update.put(reference(catalog.raw_get("/AcroForm")), body)
    else:
        update.put(reference(root), b"<<%s/AcroForm %s>>" % (_entries(catalog, but={"/AcroForm"}), update.add(body)))


def _entries(thing: Any, *, but: set[str]) -> bytes:
    return b"".join(b"%s %s" % (key.encode(), written(thing.raw_get(key))) for key in thing if key not in but)


def _extend(update: Update, owner: generic.IndirectObject, key: str, more: list[bytes]) -> None:
    """Add references to an array entry of a dictionary; the array stays where it is when it is an object itself."""
    thing = resolved(owner)
    old = entry(thing, key)
    array = b" ".join([*map(written, items(old)), *more])
    if key in thing and isinstance(thing.raw_get(key), generic.IndirectObject):
        update.put(reference(thing.raw_get(key)), b"[%s]" % array)
        return
    listed = update.add(b"[%s]" % array)
    update.put(reference(owner), b"<<%s%s %s>>" % (_entries(thing, but={key}), key.encode(), listed))
