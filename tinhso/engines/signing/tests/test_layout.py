"""Marks stand where Nghị định 30/2020 wants them, as large as they really are, in the right colour."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from datetime import UTC, datetime

import pytest
from PIL import Image
from pypdf import PdfReader

from tinhso.engines.signing import marks, pictures, rules
from tinhso.engines.signing.rules import MM, Rect
from tinhso.engines.signing.tests.papers import NOON, a_decision
from tinhso.engines.signing.tests.test_verification import AGENCY, PERSON, Signers

TIME = re.compile(r"\d{2}/\d{2}/\d{4} \d{2}:\d{2}:\d{2} \+07:00")


@pytest.fixture(scope="module")
def signers(tmp_path_factory) -> Signers:
    return Signers(tmp_path_factory.mktemp("keys"))


@pytest.fixture(scope="module")
def sealed(signers) -> bytes:
    return signers.sealed(signers.signed(a_decision()))


def field(pdf: bytes, name: str) -> dict:
    reader = PdfReader(io.BytesIO(pdf))
    return next(
        field.get_object() for field in reader.root_object["/AcroForm"]["/Fields"] if field.get_object()["/T"] == name
    )


def rect(pdf: bytes, name: str) -> Rect:
    return Rect(*map(float, field(pdf, name)["/Rect"]))


def test_the_seal_has_its_real_size(sealed):
    seal = rect(sealed, marks.SEAL_FIELD)

    assert seal.width / MM == pytest.approx(rules.SEAL_DIAMETER_MM, abs=0.01)
    assert seal.height / MM == pytest.approx(rules.SEAL_DIAMETER_MM, abs=0.01)


def test_the_seal_covers_the_left_third_of_the_signature(sealed):
    seal, signature = rect(sealed, marks.SEAL_FIELD), rect(sealed, marks.PERSON_FIELD)

    assert seal.left < signature.left
    assert (seal.right - signature.left) / signature.width == pytest.approx(1 / 3, abs=0.01)
    assert seal.bottom < (signature.bottom + signature.top) / 2 < seal.top


def test_the_signature_stands_between_position_and_full_name(sealed):
    signature = rect(sealed, marks.PERSON_FIELD)
    heights: dict[str, float] = {}

    def note(text, matrix, _tm, _font, _size):
        heights[text.strip()] = matrix[5]

    page = PdfReader(io.BytesIO(sealed)).pages[0]
    page.extract_text(visitor_text=note)
    name, position = heights[PERSON], heights["PHÓ CHỦ TỊCH"]
    assert name < signature.bottom < signature.top < position


def test_pictures_are_png_blue_for_the_person_red_for_the_agency_on_clear_ground():
    for png, strongest in ((pictures.signature_png(PERSON), 2), (pictures.seal_png(AGENCY), 0)):
        image = Image.open(io.BytesIO(png))
        inks = {pixel[:3] for _, pixel in image.getcolors(1_000_000) if pixel[3]}
        assert (image.format, image.mode, image.getpixel((0, 0))[3]) == ("PNG", "RGBA", 0)
        assert {max(range(3), key=ink.__getitem__) for ink in inks} == {strongest}


def test_number_and_date_come_with_the_seal_as_text_that_can_be_read(sealed):
    number, issued = field(sealed, marks.NUMBER_FIELD), field(sealed, marks.ISSUED_FIELD)

    assert (number["/V"], issued["/V"]) == ("15/GP", "ngày 23 tháng 11 năm 2026")
    fonts = issued["/AP"]["/N"]["/Resources"]["/Font"].values()
    assert all(font.get_object()["/DescendantFonts"][0]["/FontDescriptor"]["/FontFile2"] for font in fonts)


def test_the_seal_locks_the_paper(sealed):
    seal = field(sealed, marks.SEAL_FIELD)

    assert (seal["/Lock"]["/Action"], seal["/Lock"]["/P"]) == ("/All", 1)
    assert seal["/V"]["/Reference"][0]["/TransformMethod"] == "/FieldMDP"


@pytest.mark.parametrize(
    "lines", [("SAO Y: " + AGENCY, rules.moment_text(NOON)), ("15/GP-UBND", rules.moment_text(NOON))]
)
def test_copies_and_attachments_bear_words_at_the_top_right_and_no_picture(signers, lines):
    pdf = signers.copied(a_decision(), lines)

    mark = field(pdf, marks.SEAL_FIELD)
    page = PdfReader(io.BytesIO(pdf)).pages[0]
    where = rect(pdf, marks.SEAL_FIELD)
    assert where.left > page.mediabox.width / 2 - 1
    assert where.bottom > page.mediabox.height * 0.75
    assert "/XObject" not in mark["/AP"]["/N"]["/Resources"]
    assert mark["/V"]["/SubFilter"] == "/ETSI.CAdES.detached"
    assert signers.report(pdf).good


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler's pdftotext is not installed")
def test_the_words_of_a_copy_say_form_agency_and_time_in_vietnams_zone(signers, tmp_path):
    at = datetime(2026, 11, 21, 2, 15, 7, tzinfo=UTC)
    lines = ("SAO Y: " + AGENCY, rules.moment_text(at))
    path = tmp_path / "copy.pdf"
    path.write_bytes(signers.copied(a_decision(), lines, at))

    text = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True).stdout

    assert "SAO Y: Ủy ban nhân dân phường Nam Định" in text
    assert TIME.search(text).group() == "21/11/2026 09:15:07 +07:00"


def test_a_paper_that_names_no_place_is_signed_at_the_lower_right_of_its_last_page(signers):
    blank = io.BytesIO()
    Image.new("RGB", (595, 842), "white").save(
        blank, "PDF", save_all=True, append_images=[Image.new("RGB", (595, 842))]
    )

    pdf = signers.signed(blank.getvalue())

    where = rect(pdf, marks.PERSON_FIELD)
    reader = PdfReader(io.BytesIO(pdf))
    assert "/Annots" not in reader.pages[0]
    assert len(reader.pages[1]["/Annots"]) == 1
    assert where.left > reader.pages[1].mediabox.width / 2
    assert signers.report(signers.sealed(pdf)).good


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("7k3m 9xq2 0vne 5t1c", "7K3M-9XQ2-0VNE-5T1C"),
        ("7K3M9XQ2OVNE5TIC", "7K3M-9XQ2-0VNE-5T1C"),
        ("7K3M-9XQ2", ""),
        ("", ""),
        ("7K3M-9XQ2-0VNE-5T1C-0000", ""),
    ],
)
def test_a_code_is_read_however_it_is_typed(typed, code):
    assert rules.read_code(typed) == code


def test_new_codes_are_read_back_and_never_alike():
    codes = {rules.new_code() for _ in range(200)}

    assert len(codes) == 200
    assert all(rules.read_code(code) == code for code in codes)
