"""Names of places as people type them: with or without the level word, marks, or the newer tone position."""

from __future__ import annotations

import re
import unicodedata

from tinhso.ground.base.vietnamese import fold, nfc

# The longest first: "thi tran" before "thi". Abbreviations only with a full stop or as a word of their own.
_LEVEL_WORDS = re.compile(
    r"^(?:thanh pho|thi tran|thi xa|dac khu|phuong|huyen|quan|tinh|xa|tp|tt|tx|(?:p|x|h|q|t)(?=[.\s]))[.\s]*"
)
_TONES = dict.fromkeys(map(ord, "\u0300\u0301\u0303\u0309\u0323"))
_PUNCTUATION = str.maketrans({"’": "'", "‘": "'", "-": " ", ".": ". "})


def folded(name: str) -> str:
    """The search key of a bare name: no marks, one kind of apostrophe, spaces for hyphens."""
    return fold(name.translate(_PUNCTUATION)).replace(". ", ".")


def without_level(name: str) -> str:
    """The folded name without a leading Xã, Phường, TT., TP. …; the whole when nothing else is left."""
    plain = folded(name)
    return _LEVEL_WORDS.sub("", plain) or plain


def keys(name: str) -> list[str]:
    """Keys to look under, the most literal first: Phường Định may be a name or a ward called Định."""
    return list(dict.fromkeys((folded(name), without_level(name))))


def toned(name: str) -> str:
    """Lower case with tones moved to the end of the syllable: Hoà = Hòa, Thuỷ = Thủy, but Hưng is not Hùng."""
    words = []
    for word in nfc(name.translate(_PUNCTUATION)).lower().split():
        apart = unicodedata.normalize("NFD", word)
        bare = unicodedata.normalize("NFC", apart.translate(_TONES))
        words.append(bare + "".join(sorted(mark for mark in apart if ord(mark) in _TONES)))
    return " ".join(words)


def has_marks(name: str) -> bool:
    """True when the typed name carries any Vietnamese mark, so that marks may decide."""
    return fold(name) != nfc(name).lower()
