"""Which of two published values of one period is the later word."""

from __future__ import annotations

import re

from tinhso.ground.base.vietnamese import fold

_WHEN = re.compile(r"(?:\b(\d{1,2})/)?\b(\d{4})\b")
PROVISIONAL = ("uoc", "so bo", "tinh thu")


def newer(vintage: str, confidence: str, *, than: tuple[str, str]) -> bool:
    """Whether a vintage (bản 01/2025, ước tính) is later or more final than another; equal ones by confidence."""
    mine, other = _rank(vintage), _rank(than[0])
    return mine > other or (mine == other and confidence < than[1])


def _rank(vintage: str) -> tuple[tuple[int, int], bool]:
    """The last year and month that it names, then whether it is final."""
    told = max(((int(year), int(month or 0)) for month, year in _WHEN.findall(vintage)), default=(0, 0))
    return told, not any(word in fold(vintage) for word in PROVISIONAL)
