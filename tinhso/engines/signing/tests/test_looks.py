"""Words of marks: what runs on from paper to paper is put into a pattern, and looks as if typst had set it."""

from __future__ import annotations

import re
import zlib

import pytest

from tinhso.engines.signing.looks import STRING, TEMPLATE, _glyphs, look_of, taken_apart
from tinhso.ground.web.paper import ARCHIVAL, typeset

PLACE = {"width": 400.0, "height": 18.0, "align": "left", "size": 11.0, "italic": False, "drop": 4.0}
BESIDE = [mark.join("0123456789") for mark in ("", "/", "-", ":", ".", " ", "+", "K", "g")]


def spots(drawing: bytes) -> list[tuple[bytes, int]]:
    """What moves the pen, and how many glyphs it then draws: equally wide ones lie in the same places."""
    words = re.compile(STRING.pattern + rb"|<(?P<hex>[0-9a-f]*)>", re.DOTALL)
    found, told = [], 0
    for string in words.finditer(drawing):
        many = len(string["hex"]) // 4 if string["hex"] is not None else len(_glyphs(string[0])) // 2
        found.append((drawing[told : string.start()], many))
        told = string.end()
    return [*found, (drawing[told:].strip(), 0)]


@pytest.mark.parametrize("words", ["17/2025/KQ-UBND", "ngày 29 tháng 8 năm 2026", "21/11/2026 09:15:47", *BESIDE])
@pytest.mark.parametrize("italic", [False, True])
def test_a_number_in_a_pattern_lies_where_typst_would_have_put_it(words, italic):
    place = PLACE | {"italic": italic}
    by_typst = taken_apart(typeset(TEMPLATE, {"lines": [words], "also": "", **place}, standards=ARCHIVAL))

    look = look_of((words,), **place)

    assert spots(zlib.decompress(look.drawing)) == spots(zlib.decompress(by_typst.drawing))
    assert look.box == by_typst.box


def test_the_same_pattern_serves_every_number_and_no_two_look_alike():
    first, second = (look_of((f"{number}/2025/KQ-UBND",), **PLACE) for number in (17, 71))

    assert first.objects == second.objects
    assert first.drawing != second.drawing
