"""What people type and what is stored: dates, money, decimals, telephones, personal numbers.

What cannot be read stays as typed, so that it can be shown again with its error: nothing is lost.
Its twin is static/eforms/typed.js; both are run over tests/vectors.json.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import Any

Value = Any

_SPACES = re.compile(r"[\s\u00a0\u200b\ufeff]+")
_DATE = re.compile(r"([0-9]{1,2})[/.\- ]+([0-9]{1,2})[/.\- ]+([0-9]{4})")
_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_GROUPED = re.compile(r"[0-9]{1,3}(?:[., ][0-9]{3})+|[0-9]+")
_CURRENCY = re.compile(r"(?:đồng|vnđ|vnd|đ)$")
_DECIMAL = re.compile(r"([0-9]{1,3}(?:[. ][0-9]{3})+|[0-9]+)(?:,([0-9]{1,6}))?")
_POINTED = re.compile(r"([0-9]+)\.([0-9]{1,2}|[0-9]{4,6})")
_SAFE_DIGITS = 15


def parse(kind: str, typed: str) -> Value:  # noqa: PLR0911 - one return a kind
    """The stored value of what was typed into a field of this kind; None when nothing was; else what was typed."""
    text = unicodedata.normalize("NFC", typed)
    if kind == "textarea":
        lines = (_SPACES.sub(" ", line).strip() for line in text.replace("\r\n", "\n").split("\n"))
        return "\n".join(lines).strip() or None
    text = _SPACES.sub(" ", text).strip()
    if not text:
        return None
    match kind:
        case "date":
            return _date(text)
        case "money" | "integer":
            return _integer(text)
        case "number":
            return _number(text)
        case "phone":
            return _phone(text)
        case "personal_number":
            return re.sub(r"[ .\-]", "", text) or text
        case "email":
            return text.replace(" ", "").lower()
        case "yesno" | "checkbox":
            return {"true": True, "on": True, "false": False}.get(text, text)
    return text


def show(kind: str, value: Value) -> str:
    """A stored value as people write it, and as `parse` reads it back."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return f"{value:,}".replace(",", ".") if kind in {"money", "integer", "number"} else str(value)
    if isinstance(value, float):
        whole, _, rest = f"{value:.6f}".rstrip("0").partition(".")
        return f"{int(whole):,}".replace(",", ".") + (f",{rest}" if rest else "")
    if kind == "date" and isinstance(value, str) and (found := _ISO.fullmatch(value)):
        year, month, day = found.groups()
        return f"{day}/{month}/{year}"
    return str(value)


def _date(text: str) -> str:
    found = _DATE.fullmatch(text)
    if found:
        day, month, year = map(int, found.groups())
    elif iso := _ISO.fullmatch(text):
        year, month, day = map(int, iso.groups())
    else:
        return text
    try:
        return date(year, month, day).isoformat() if year >= 1000 else text
    except ValueError:
        return text


def _integer(text: str) -> int | str:
    bare = _CURRENCY.sub("", text.lower()).strip()
    digits = re.sub(r"[., ]", "", bare)
    return int(digits) if _GROUPED.fullmatch(bare) and len(digits) <= _SAFE_DIGITS else text


def _number(text: str) -> float | int | str:
    """1.234,5 as people write it here; a point before one or two digits is taken for a comma."""
    found = _DECIMAL.fullmatch(text) or _POINTED.fullmatch(text)
    if not found:
        return text
    whole, rest = re.sub(r"[. ]", "", found[1]), (found[2] or "").rstrip("0")
    if len(whole) + len(rest) > _SAFE_DIGITS:
        return text
    return float(f"{whole}.{rest}") if rest else int(whole)


def _phone(text: str) -> str:
    bare = re.sub(r"[ .\-()]", "", text) or text
    return "0" + bare[3:] if bare.startswith("+84") else bare
