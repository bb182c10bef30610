"""Sheets of paper as a scanner sees them, and a widow who needs one of them."""

from __future__ import annotations

from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

WIDOWED = {
    "applicant_name": "Trần Thị Mơ", "applicant_personal_number": "000900000001", "for_self": True,
    "applicant_address": "Số 1 đường Hàn Thuyên, phường Nam Định", "applicant_phone": "0912345678",
    "subject_birth_date": "1996-05-14", "subject_sex": "FEMALE", "subject_nationality": "Việt Nam",
    "status": "WIDOWED", "spouse_name": "Nguyễn Văn Hải", "status_paper": "Trích lục khai tử",
    "lived_elsewhere": False, "purpose": "OTHER", "purpose_text": "Bổ sung hồ sơ xin việc", "issued_before": False,
    "commitment": True,
}  # fmt: skip
A4_AT_200 = (1654, 2339)


def picture(name: str = "trang-1.png", *, size: tuple[int, int] = A4_AT_200, text: str = "") -> SimpleUploadedFile:
    """A page of A4 at 200 points an inch, in one bit a point."""
    page = Image.new("1", size, 1)
    ImageDraw.Draw(page).text((100, 100), text or name, fill=0)
    written = BytesIO()
    page.save(written, "PNG")
    return SimpleUploadedFile(name, written.getvalue(), content_type="image/png")


def pdf_of(*pages: SimpleUploadedFile, name: str = "quet.pdf") -> SimpleUploadedFile:
    """The same pages in one PDF, as office scanners send it."""
    first, *others = [Image.open(BytesIO(page.read())) for page in pages]
    written = BytesIO()
    first.save(written, "PDF", save_all=True, append_images=others)
    return SimpleUploadedFile(name, written.getvalue(), content_type="application/pdf")
