"""Paper: typst templates set as PDF/A by one warm compiler a process; the same facts give the same bytes."""

from __future__ import annotations

import dataclasses
import io
import json
import re
from datetime import date, datetime
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any, Literal

import fontpkg_be_vietnam_pro
import fontpkg_noto_serif
import segno
import typst

from tinhso.ground.base.vietnamese import format_date, format_moment
from tinhso.ground.watch.parts import part

# Templates import each other by paths that begin here: "/ground/web/typ/letter.typ".
ROOT = Path(__file__).resolve().parents[2]
# Machines differ in their fonts; a paper must not. Only these two families, from packages of the lockfile.
FONTS = [str(Path(package.__file__).parent / "files") for package in (fontpkg_be_vietnam_pro, fontpkg_noto_serif)]
Standard = Literal["a-2a", "ua-1"]
ARCHIVAL: tuple[Standard, ...] = ("a-2a",)
# PDF/UA wants every heading in order, which a paper that leaves room for its number cannot give.
ACCESSIBLE: tuple[Standard, ...] = ("a-2a", "ua-1")
PAGES = re.compile(rb"/Type/Pages/Count (\d+)")
_compiling = Lock()


@cache
def _compiler() -> typst.Compiler:
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=FONTS)
    return typst.Compiler(root=str(ROOT), font_paths=fonts, ignore_system_fonts=True)


def typeset(template: Path, facts: dict[str, Any], *, standards: tuple[Standard, ...] = ACCESSIBLE) -> bytes:
    """A PDF/A-2a file (PDF/UA-1 too, unless told otherwise) from a typst template below the package and its facts.

    template: a .typ file that offers `paper(facts)`. facts: plain values, dataclasses, dates and moments, which
    arrive as Vietnamese text. About 5 ms a page; one paper at a time in a process, because the compiler has
    one memory. typst.TypstError when the template is wrong.

    What has several pages is set once more with `facts.numbered`: nearly every paper has one, and is set once.
    """
    made = _compiled(template, facts, standards)
    return _compiled(template, facts | {"numbered": True}, standards) if pages_of(made) > 1 else made


def pages_of(pdf: bytes) -> int:
    """How many pages a file has that `typeset` made."""
    found = PAGES.search(pdf)
    if found is None:
        raise ValueError("typst writes its pages in another way now")
    return int(found[1])


def _compiled(template: Path, facts: dict[str, Any], standards: tuple[Standard, ...]) -> bytes:
    data = json.dumps(json.dumps(facts, default=_as_printed, ensure_ascii=False), ensure_ascii=False)
    # The facts stand in the main file and not in sys.inputs: so the compiler keeps every template it has read.
    main = f'#import "/{template.resolve().relative_to(ROOT)}": paper\n#paper(json(bytes({data})))\n'
    with part("paper", template.stem), _compiling:
        made: Any = _compiler().compile(main.encode(), format="pdf", pdf_standards=list(standards), timestamp=0)
    return bytes(made)


def qr_svg(text: str) -> str:
    """A QR code (level M, no quiet zone) as SVG text, for `image(bytes(...))` in a template."""
    drawing = io.BytesIO()
    # Any of the eight masks is read by any camera; trying them all for the prettiest costs four times the code itself.
    segno.make(text, error="m", micro=False, mask=3).save(drawing, kind="svg", xmldecl=False, border=0)
    return drawing.getvalue().decode()


def _as_printed(value: object) -> object:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
    if isinstance(value, datetime):
        return format_moment(value)
    if isinstance(value, date):
        return format_date(value)
    raise TypeError(f"{type(value).__name__} cannot be printed")
