"""What a password must be: long, and nothing that a stranger would try. No rules of composition, no end of its time.

OWASP ASVS 5.0, 6.1.2, 6.2.1–6.2.12; NIST SP 800-63B-4, 3.1.1.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable
from itertools import pairwise

LEAST, MOST = 12, 128
# What must be left when every word that everybody knows of its owner and of the house is taken out: the least that
# ASVS 6.2.1 lets a whole password have.
LEAST_OF_ITS_OWN = 8
HOUSE = (
    "tinhso",
    "ubnd",
    "hdnd",
    "motcua",
    "dichvucong",
    "hanhchinhcong",
    "matkhau",
    "password",
    "ninhbinh",
    "namdinh",
    "hanam",
)
_NOT_LETTERS = re.compile(r"[^a-z0-9]+")


def plain(text: str) -> str:
    """Small letters and figures alone, without the marks of Vietnamese: Nam Định → namdinh."""
    bare = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return _NOT_LETTERS.sub("", "".join(sign for sign in bare if not unicodedata.combining(sign)))


def guessable(names: Iterable[str]) -> set[str]:
    """The words of names as they turn up in passwords: each whole, and its last two words, where a place stands."""
    found = set(HOUSE)
    for name in names:
        found |= {plain(name), plain("".join(name.split()[-2:]))}
        found |= {plain(part) for part in re.split(r"[.@_-]", name)}
    return {word for word in found if len(word) >= 4}


def of_its_own(password: str, words: Iterable[str]) -> str:
    """What is left of a password without these words."""
    rest = plain(password)
    for word in sorted(words, key=len, reverse=True):
        rest = rest.replace(word, "")
    return rest


def is_monotonous(password: str) -> bool:
    """Fewer than five different signs, or a walk of neighbours such as 123456789012 or abcdefghijkl."""
    steps = {(ord(after) - ord(before)) % (10 if (before + after).isdecimal() else 1000)
             for before, after in pairwise(password)}  # fmt: skip
    return len(set(password.lower())) < 5 or len(steps) == 1


def is_common(password: str, common: Collection[str]) -> bool:
    """Whether it is on the list, or is a word of the list with figures and signs hung on to reach the length."""
    low = password.lower()
    core = low.strip("0123456789!@#$%^&*()-_=+.,;:'\"?/ ")
    return low in common or (core in common and len(core) >= 4) or _repeated(low) in common


def _repeated(text: str) -> str:
    """The piece that a text repeats (matkhaumatkhau → matkhau); the text itself when it repeats none."""
    place = (text + text).find(text, 1)
    return text[:place]
