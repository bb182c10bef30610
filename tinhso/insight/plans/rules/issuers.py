"""Who issued a paper, and under which number, however somebody typed it."""

from __future__ import annotations

import re

from tinhso.ground.base.vietnamese import fold

SHORT = {"ubnd": "uy ban nhan dan", "hdnd": "hoi dong nhan dan", "tp": "thanh pho"}


def number_key(number: str) -> str:
    """29-kh-ubnd: signs between the parts do not tell papers apart (12/KH-UBND, 12-KH/UBND)."""
    return re.sub("[^a-z0-9]+", "-", fold(number)).strip("-")


def same_issuer(one: str, other: str) -> bool:
    """Whether two spellings name one body: UBND tỉnh, Ủy ban nhân dân tỉnh Ninh Bình."""
    first, second = sorted((_words(one), _words(other)), key=len)
    return bool(first) and second[: len(first)] == first


def _words(name: str) -> list[str]:
    folded = fold(name).replace(".", " ").split()
    return [each for word in folded for each in SHORT.get(word, word).split()]
