"""Words out of ODT and DOCX; what is not words is counted, and nothing unpacks beyond a bound."""

from __future__ import annotations

import io
import zipfile

import pytest

from tinhso.government.documents import office_files
from tinhso.government.documents.office_files import Text, text_of

CONTENT = """<office:document-content xmlns:office="o" xmlns:text="t" xmlns:table="b" xmlns:draw="d">
<office:body><office:text>
<text:tracked-changes><text:p>đã xóa</text:p></text:tracked-changes>
<text:h>I. MỤC ĐÍCH</text:h>
<text:p>Căn cứ <text:span
>Luật</text:span><text:s/>Đầu tư<text:note><text:p>chú thích</text:p></text:note>;<text:line-break/>Hết</text:p>
<text:list><text:list-item><text:p>Rõ người</text:p></text:list-item></text:list>
<table:table><text:p>ô</text:p></table:table><text:p><draw:frame><draw:image/></draw:frame></text:p>
</office:text></office:body></office:document-content>"""
DOCX = """<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>
<w:p><w:r><w:t>Căn cứ </w:t></w:r><w:del><w:r><w:delText>bỏ</w:delText></w:r></w:del>
<w:r><w:t>Luật</w:t><w:tab/><w:t>Đầu tư;</w:t></w:r></w:p>
<w:p><w:pPr><w:numPr/></w:pPr><w:r><w:t>Rõ người</w:t></w:r></w:p>
<w:tbl><w:tr><w:tc><w:p><w:r><w:t>ô</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:p><w:r><w:drawing/></w:r></w:p>
</w:body></w:document>"""


def packed(name: str, content: str | bytes) -> io.BytesIO:
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr(name, content)
    into.seek(0)
    return into


def odt() -> io.BytesIO:
    """The file as a writer sends it: its kind stands first, unpacked (OpenDocument 1.3, part 2, 3.3)."""
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w") as made:
        made.writestr("mimetype", "application/vnd.oasis.opendocument.text", zipfile.ZIP_STORED)
        made.writestr("content.xml", CONTENT)
    into.seek(0)
    return into


@pytest.mark.parametrize(
    ("file", "lines"),
    [
        (odt(), ("I. MỤC ĐÍCH", "Căn cứ Luật Đầu tư;", "Hết", "Rõ người")),
        (packed("word/document.xml", DOCX), ("Căn cứ Luật Đầu tư;", "Rõ người")),
    ],
)
def test_paragraphs_are_lines_and_the_rest_is_counted(file, lines):
    assert text_of(file) == Text(lines, tables=1, pictures=1, numbered=1)


@pytest.mark.parametrize(
    "file",
    [io.BytesIO(b"%PDF-1.7"), packed("other.xml", "<a/>"), packed("content.xml", "<a>"),
     packed("content.xml", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;' + "x" * 10), packed("content.xml", b"\xff\xfe<a")],
)  # fmt: skip
def test_what_is_no_office_file_is_not_read(file):
    with pytest.raises(ValueError):
        text_of(file)


def test_nothing_unpacks_beyond_a_bound(monkeypatch):
    monkeypatch.setattr(office_files, "MOST_XML", 1000)

    with pytest.raises(ValueError, match=r"content\.xml"):
        text_of(packed("content.xml", f"<a>{'x' * 2000}</a>"))
