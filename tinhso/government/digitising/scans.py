"""One PDF out of what came from the scanner: pictures become PDF/A-2, pages of a PDF stay as they are.

A last page says what was scanned and who answers for it; there is the room for the officer's signature, so that no
word of the sheet is covered.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal

import typst
from PIL import Image, ImageOps
from pyhanko.pdf_utils.misc import PdfReadError
from pyhanko.pdf_utils.reader import PdfFileReader

from tinhso.ground.base.refused import Refused
from tinhso.ground.web.paper import FONTS

PDF, PICTURES = "application/pdf", {"image/jpeg": "jpg", "image/png": "png", "image/webp": "webp"}
A4_INCHES = (210 / 25.4, 297 / 25.4)
MOST_PAGES = 100
TEMPLATE = Path(__file__).parent / "typ" / "scan.typ"
LETTER = Path(__file__).parents[2] / "ground" / "web" / "typ" / "letter.typ"
Standard = Literal["a-2b", "1.7"]


@dataclass(frozen=True)
class Statement:
    """What the last page says. day: year, month, day of the scan.

    code: under which anyone verifies the file; qr: SVG of that address.
    """

    title: str
    part: str
    number: str
    issuer: str
    issued_on: str
    dossier: str
    agency: str
    officer: str
    position: str
    at: str
    day: tuple[int, int, int]
    code: str
    qr: str


@dataclass(frozen=True)
class Scan:
    """The PDF to be signed. pages: of the sheet; dots_per_inch: of its coarsest picture, None for a PDF."""

    pdf: bytes
    pages: int
    dots_per_inch: int | None


def bound(files: Sequence[tuple[bytes, str]], statement: Statement, *, fewest_dots: int) -> Scan:
    """The files (content, mime) in their order with the statement behind them.

    fewest_dots: points an inch below which a picture is too coarse, 0 to take any. Refused: scan-missing, scan-kind,
    scan-mixed, scan-broken, scan-signed, scan-too-long, scan-too-coarse.
    """
    if not files:
        raise Refused("scan-missing", "Hãy chọn bản quét: một tệp PDF hoặc các ảnh của từng trang.", field="scan")
    kinds = {mime for _, mime in files}
    if kinds - {PDF, *PICTURES}:
        raise Refused("scan-kind", "Bản quét phải là tệp PDF hoặc ảnh JPG, PNG.", field="scan")
    if PDF in kinds and len(files) > 1:
        raise Refused("scan-mixed", "Chọn một tệp PDF, hoặc chỉ chọn ảnh của từng trang.", field="scan")
    with TemporaryDirectory() as folder:
        if PDF in kinds:
            pages, dots = _pdf_pages(files[0][0]), None
            Path(folder, "0.pdf").write_bytes(files[0][0])
            placed: list[dict[str, Any]] = [{"file": "0.pdf", "page": n + 1, "wide": False} for n in range(pages)]
        else:
            pictures = [_picture(content, Path(folder), place) for place, (content, _) in enumerate(files)]
            placed, pages, dots = [placing for placing, _ in pictures], len(files), min(d for _, d in pictures)
            if dots < fewest_dots:
                raise Refused(
                    "scan-too-coarse",
                    f"Ảnh quét chỉ khoảng {dots} điểm ảnh/inch, dưới mức {fewest_dots}; hãy quét lại rõ hơn.",
                    field="scan",
                )
        return Scan(_typeset(Path(folder), placed, statement, "1.7" if dots is None else "a-2b"), pages, dots)


def _pdf_pages(pdf: bytes) -> int:
    if b"/ByteRange" in pdf:
        raise Refused(
            "scan-signed", "Tệp này đã có chữ ký số nên là bản điện tử, không phải bản quét; hãy nộp nguyên tệp.",
            field="scan",
        )  # fmt: skip
    try:
        pages = int(PdfFileReader(BytesIO(pdf), strict=False).root["/Pages"]["/Count"])
    except (PdfReadError, KeyError, TypeError, ValueError) as broken:
        raise Refused("scan-broken", "Không đọc được tệp PDF này; hãy quét lại.", field="scan") from broken
    if not 0 < pages <= MOST_PAGES:
        raise Refused("scan-too-long", f"Mỗi giấy tờ quét tối đa {MOST_PAGES} trang.", field="scan")
    return pages


def _picture(content: bytes, folder: Path, place: int) -> tuple[dict[str, Any], int]:
    """Where a picture was put for the typesetter, and its points an inch when it fills a page of A4."""
    try:
        with Image.open(BytesIO(content), formats=("JPEG", "PNG", "WEBP")) as opened:
            picture = ImageOps.exif_transpose(opened).convert("RGB")
    except (Image.DecompressionBombError, OSError, ValueError, SyntaxError) as broken:
        raise Refused("scan-broken", "Không đọc được ảnh này; hãy quét lại.", field="scan") from broken
    name = f"{place}.jpg"
    picture.save(folder / name, "JPEG", quality=90)
    short, long = sorted(picture.size)
    dots = round(max(short / A4_INCHES[0], long / A4_INCHES[1]))
    return {"file": name, "page": 1, "wide": picture.width > picture.height}, dots


def _typeset(folder: Path, placed: list[dict[str, Any]], statement: Statement, standard: Standard) -> bytes:
    (folder / "letter.typ").write_text(LETTER.read_text())
    (folder / "scan.typ").write_text(TEMPLATE.read_text())
    (folder / "facts.json").write_text(json.dumps({"pages": placed, **asdict(statement)}, ensure_ascii=False))
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=FONTS)
    compiler = typst.Compiler(root=str(folder), font_paths=fonts, ignore_system_fonts=True)
    main = b'#import "scan.typ": paper\n#paper(json("facts.json"))\n'
    try:
        made: Any = compiler.compile(main, format="pdf", pdf_standards=[standard], timestamp=0)
    except typst.TypstError as broken:
        raise Refused("scan-broken", "Không ghép được bản quét này; hãy quét lại.", field="scan") from broken
    return bytes(made)
