"""Vietnamese alphabetical order: letters first, then tones, as dictionaries do."""

from __future__ import annotations

import unicodedata

_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")  # ngang huyền hỏi ngã sắc nặng
_LETTER_RANK = {letter: chr(0x41 + rank) for rank, letter in enumerate(_LETTERS)}
_TONE_RANK = {tone: str(rank) for rank, tone in enumerate(_TONES)}


def sort_key(text: str) -> str:
    """A plain ASCII-comparable key: byte order of keys is Vietnamese order of texts.

    An < Ăn < Ấn < Bà < Dĩ < Đà < Điện < Eo. PostgreSQL's built-in collation cannot do it,
    so tables store this key beside the name. Source: TCVN 6909 letter order, dictionary tones.
    """
    words_letters, words_tones = [], []
    for word in unicodedata.normalize("NFC", text.lower()).split():
        letters, tones = [], []
        for char in word:
            tone = ""
            parts = unicodedata.normalize("NFD", char)
            for mark in parts[1:]:
                if mark in _TONE_RANK:
                    tone = mark
            bare = unicodedata.normalize("NFC", parts[0] + "".join(m for m in parts[1:] if m != tone))
            letters.append(_LETTER_RANK.get(bare, bare if bare < "A" else "~" + bare))
            tones.append(_TONE_RANK[tone])
        words_letters.append("".join(letters))
        words_tones.append("".join(tones))
    return " ".join(words_letters) + "\x01" + " ".join(words_tones)
