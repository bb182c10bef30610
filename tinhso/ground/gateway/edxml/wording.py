"""Values as the standard writes them, both ways."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime
from typing import Any

from tinhso.ground.base.vietnamese import VIETNAM
from tinhso.ground.gateway.edxml.shapes import Shape

# What XML 1.0 cannot hold; a pasted subject may.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_DAY = re.compile(r"(\d{4})[/-](\d{1,2})[/-](\d{1,2})")
_MOMENT = re.compile(_DAY.pattern + r"[ T](\d{1,2}):(\d{2})(?::(\d{2}))?(?:\.\d+)?")
_WORDS = {"true": True, "1": True, "false": False, "0": False}


def clean(text: str) -> str:
    """The text with tone marks in one form (NFC), without what XML cannot hold and without edges."""
    return unicodedata.normalize("NFC", _ILLEGAL.sub("", text)).strip()


def said(value: Any, shape: Shape) -> str:
    """A value as text; '' for none."""
    if value is None:
        return ""
    match shape:
        case Shape.DAY:
            return f"{value:%Y/%m/%d}"
        case Shape.MOMENT:
            return f"{value.astimezone(VIETNAM):%Y/%m/%d %H:%M:%S}"
        case Shape.FLAG:
            return "true" if value else "false"
        case _:
            return clean(str(value))


def meant(text: str, shape: Shape) -> Any:
    """The value of a text; None for '' where it is no text. ValueError for one that cannot be read."""
    if shape is Shape.TEXT:
        return clean(text)
    if not (short := text.strip()):
        return None
    match shape:
        case Shape.NUMBER:
            return _number(short)
        case Shape.FLAG:
            if short.lower() not in _WORDS:
                raise ValueError(short)
            return _WORDS[short.lower()]
        case Shape.DAY:
            # Some write a moment where a day belongs.
            found = _DAY.match(short)
            return date(*_numbers(found, short))
        case _:
            found = _MOMENT.fullmatch(short)
            return datetime(*_numbers(found, short), tzinfo=VIETNAM)  # type: ignore[misc,arg-type]


def _number(text: str) -> int:
    if not re.fullmatch(r"-?[0-9]{1,9}", text):
        raise ValueError(text)
    return int(text)


def _numbers(found: re.Match[str] | None, text: str) -> list[int]:
    if found is None:
        raise ValueError(text)
    return [int(one or 0) for one in found.groups()]
