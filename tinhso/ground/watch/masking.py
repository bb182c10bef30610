"""What must not stand in a log, found by its shape: numbers of persons, telephones, mail addresses, secrets.

A name has no shape; so nothing in the house logs one, and what the database quotes of its rows is hidden whole.
"""

from __future__ import annotations

import re

HIDDEN = "•••"
SHAPES: tuple[tuple[re.Pattern[str], str], ...] = (
    # A secret that is named: password=…, "token": "…", Authorization: Bearer …; and passwords in addresses.
    (
        re.compile(r"(?i)\b(authorization|bearer|basic)(\s*[:=]?\s+)(?:(?:bearer|basic)\s+)?[\w+/.~=-]{6,}"),
        rf"\1\2{HIDDEN}",
    ),
    (
        re.compile(
            r"(?i)([\w-]*(?:password|passwd|mat[_-]?khau|secret|token|api[_-]?key|session(?:id)?|cookie|pin|otp|code"
            r"|signature)[\w-]*[\"']?\s*[:=]\s*)(\"[^\"]*\"|'[^']*'|[^\s,;&\"'}\])]+)"
        ),
        rf"\1{HIDDEN}",
    ),
    (re.compile(r"(?i)\b([a-z][a-z0-9+.-]*://[^\s:/@]*):[^\s@/]+@"), rf"\1:{HIDDEN}@"),
    (re.compile(r"\beyJ[\w-]{8,}(?:\.[\w-]*){0,4}"), HIDDEN),  # a JSON web token
    # What PostgreSQL quotes: Key (number)=(…), Failing row contains (…).
    (re.compile(r"\)=\([^\n]*\)"), f")=({HIDDEN})"),
    (re.compile(r"(?i)(failing row contains \()[^\n]*\)"), rf"\1{HIDDEN})"),
    (re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+"), HIDDEN),
    # 12 digits: số định danh cá nhân; 9: old identity card; also in groups of three. More: an account or a card.
    (re.compile(r"(?<![\d.])\d{3}(?:[ .-]?\d{3}){2,3}(?!\d)"), HIDDEN),
    # +84 912 345 678, 0912.345.678, (0228) 3 849 849: ten or eleven digits that begin like a telephone.
    (re.compile(r"(?<![\w.-])\(?(?:\+?84|0)\)?(?:[ .()-]{0,2}\d){8,10}(?![\w-])"), HIDDEN),
    (re.compile(r"(?<!\d)\d{13,19}(?!\d)"), HIDDEN),
)


def masked(text: str) -> str:
    """The text without what has the shape of a person's number, telephone, mail address or a secret."""
    for shape, instead in SHAPES:
        text = shape.sub(instead, text)
    return text
