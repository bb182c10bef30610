"""The text of a draft that was written in an office program (ODT, DOCX), one paragraph a line, and what is not text.

What is signed is set by us in the form of the decree, as PDF/A: of such a file the words are taken, its looks are not.
"""

from __future__ import annotations

import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from lxml import etree

from tinhso.ground.base.vietnamese import nfc

MOST_XML = 20 * 1024 * 1024  # a packed file may hold a thousand times its size
PARTS = {"content.xml", "word/document.xml"}
# Elements by their names without namespace, in both formats.
PARAGRAPHS = frozenset({"p", "h"})
TEXTS = frozenset({"t"})  # of DOCX; in ODT every text inside a paragraph counts
TABS, SPACES, BREAKS = frozenset({"tab"}), frozenset({"s"}), frozenset({"br", "line-break", "cr"})
UNREAD = {"tbl": "tables", "table": "tables", "drawing": "pictures", "pict": "pictures", "image": "pictures"}
# Notes, comments and what was struck out in tracked changes is no text of the draft.
ASIDE = frozenset({"annotation", "tracked-changes", "note", "del", "delText", "instrText", "sequence-decls", "forms"})


@dataclass(frozen=True)
class Text:
    """What an office file says. lines: its paragraphs; tables, pictures: how many were left out.

    numbered: paragraphs whose number the program counts by itself, so that it stands nowhere as text.
    """

    lines: tuple[str, ...]
    tables: int = 0
    pictures: int = 0
    numbered: int = 0


def text_of(content: BinaryIO) -> Text:
    """The text of an ODT or DOCX. ValueError for what is neither, is broken, locked, or unpacks too large."""
    try:
        with zipfile.ZipFile(content) as packed:
            name = next((one for one in packed.namelist() if one in PARTS), "")
            if not name or packed.getinfo(name).file_size > MOST_XML:
                raise ValueError(name)
            with packed.open(name) as part:
                xml = part.read(MOST_XML + 1)
        if len(xml) > MOST_XML:
            raise ValueError(name)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        root = etree.fromstring(xml, parser)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, etree.XMLSyntaxError) as error:
        raise ValueError(str(error)) from error
    unread: Counter[str] = Counter()
    lines = tuple(filter(None, (nfc(line) for line in _lines(root, unread))))
    return Text(lines, unread["tables"], unread["pictures"], unread["numbered"])


def _lines(element: etree._Element, unread: Counter[str]) -> Iterator[str]:
    for child in element:
        name = _name(child)
        if name in UNREAD:
            unread[UNREAD[name]] += 1
        elif name in PARAGRAPHS:
            unread["numbered"] += _name(element) == "list-item" or any(_name(one) == "numPr" for one in child.iter())
            yield from "".join(_words(child, unread, is_docx=_is_docx(child))).split("\n")
        elif name not in ASIDE:
            yield from _lines(child, unread)


def _words(element: etree._Element, unread: Counter[str], *, is_docx: bool) -> Iterator[str]:
    """The words of a paragraph in order; DOCX keeps them in elements of their own, ODT wherever they stand."""
    if element.text and (not is_docx or _name(element) in TEXTS):
        yield element.text
    for child in element:
        name = _name(child)
        if name in UNREAD:
            unread[UNREAD[name]] += 1
        elif name in TABS or name in SPACES:
            yield " "
        elif name in BREAKS:
            yield "\n"
        elif name not in ASIDE:
            yield from _words(child, unread, is_docx=is_docx)
        if child.tail and not is_docx:
            yield child.tail


def _name(element: etree._Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _is_docx(element: etree._Element) -> bool:
    return "wordprocessingml" in (etree.QName(element).namespace or "")
