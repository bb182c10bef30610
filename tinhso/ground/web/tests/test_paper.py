"""Paper is archival, the same every time, and does not lean on the machine's fonts."""

from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime

import pytest
from pypdf import PdfReader

from tinhso.ground.base.vietnamese import VIETNAM
from tinhso.ground.web import paper

TEMPLATE = paper.ROOT / "ground" / "web" / "tests" / "note.typ"
HEAD = {"superior": "", "agency": "Sở Y tế", "unit": "", "place": "Nam Định", "number": "", "day": "03",
        "month": "02", "year": "2026"}  # fmt: skip


def note(text: str) -> bytes:
    return paper.typeset(TEMPLATE, {"head": HEAD, "title": "Ghi chú", "form_mark": "", "text": text})


def test_a_paper_is_pdf_a_and_its_vietnamese_text_can_be_read_back():
    made = note("Nguyễn Thị Ấm, số 7 ngõ Bến Ngự, phường Thiên Trường")

    text = PdfReader(io.BytesIO(made)).pages[0].extract_text()
    assert b"<pdfaid:part>2</pdfaid:part>" in made
    assert b"<pdfaid:conformance>A</pdfaid:conformance>" in made
    assert "Nguyễn Thị Ấm, số 7 ngõ Bến Ngự, phường Thiên Trường" in text
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in text


def test_pages_are_numbered_where_there_are_several():
    several = PdfReader(io.BytesIO(note("một trang rồi lại một trang " * 400))).pages

    assert len(several) > 1
    for number, page in enumerate(several, start=1):
        assert f"Trang {number}/{len(several)}" in page.extract_text()
    assert "Trang" not in PdfReader(io.BytesIO(note("một"))).pages[0].extract_text()


def test_the_same_facts_give_the_same_bytes():
    assert note("một") == note("một") != note("hai")


def test_text_of_people_is_never_read_as_typst_code():
    hostile = '#read("/config/settings.py") $x$ *a* <b> \\ "c" ` @d // [e]'

    assert (
        hostile.split() == PdfReader(io.BytesIO(note(hostile))).pages[0].extract_text().split()[-len(hostile.split()) :]
    )


def test_only_our_own_fonts_are_used():
    fonts = PdfReader(io.BytesIO(note("chữ"))).pages[0]["/Resources"]["/Font"]

    assert {font.get_object()["/BaseFont"].split("+")[1].split("-")[0] for font in fonts.values()} == {"NotoSerif"}


def test_many_threads_may_typeset_at_once():
    with ThreadPoolExecutor(4) as pool:
        papers = list(pool.map(note, [f"tờ {n}" for n in range(12)]))

    assert [f"tờ {n}" in PdfReader(io.BytesIO(made)).pages[0].extract_text() for n, made in enumerate(papers)] == [
        True
    ] * 12


def test_dates_and_moments_arrive_as_people_write_them():
    made = paper.typeset(
        TEMPLATE,
        {"head": HEAD, "title": "Ghi chú", "form_mark": date(2026, 1, 2),
         "text": datetime(2026, 11, 21, 9, 15, tzinfo=VIETNAM)},
    )  # fmt: skip

    text = PdfReader(io.BytesIO(made)).pages[0].extract_text()
    assert "02/01/2026" in text
    assert "09:15, 21/11/2026" in text


def test_a_value_that_cannot_be_printed_is_a_bug():
    with pytest.raises(TypeError):
        paper.typeset(TEMPLATE, {"text": object()})
