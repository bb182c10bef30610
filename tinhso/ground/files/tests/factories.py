"""Contents of every kind, small and real, and a citizen who sends them."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from tinhso.ground.base.actors import System

NOON = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)
LAN = System("lan")
PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF\n"


def picture(kind: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (8, 8), "teal").save(out, kind)
    return out.getvalue()


def archive(entries: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name, content in entries.items():
            made.writestr(name, content)
    return out.getvalue()


def office(*names: str) -> bytes:
    return archive({"[Content_Types].xml": b"<Types/>"} | dict.fromkeys(names, b"<x/>"))


DOCX = office("word/document.xml")
XLSX = office("xl/workbook.xml")
ODT = archive({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<x/>"})


def sent(content: bytes, name: str = "giay.pdf", mime: str = "") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type=mime or "application/octet-stream")
