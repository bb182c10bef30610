"""An administrative document in the form of Nghị định 30/2020/NĐ-CP, Phụ lục I: a named kind, or a letter."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tinhso.ground.web.paper import ARCHIVAL, qr_svg, typeset

TEMPLATE = Path(__file__).parent / "typ" / "document.typ"
ON_SEALING = "?"  # number and date are given with the seal; the template leaves room for them
PLACE = re.compile(r"(?:phường|xã|đặc khu|tỉnh)\s+(.+)$", re.IGNORECASE)
# Lines of the text that stand out: Điều 1., Chương I, I., 1., a) …
CHAPTER = re.compile(r"(?:Chương|Phần|Mục)\s+[IVXLC\d]+\b|[IVXLC]+\.\s")
ARTICLE = re.compile(r"(Điều\s+\d+\.)(.*)", re.DOTALL)


@dataclass(frozen=True)
class DocumentPaper:
    """What the paper says. kind: '' where none is printed. lines: above the signature. code: to verify it by."""

    superior: str
    agency: str
    place: str
    on: date
    kind: str
    is_letter: bool
    subject: str
    addressees: str
    body: str
    urgency: str
    lines: tuple[str, ...]
    signer: str
    recipients: tuple[str, ...]
    code: str
    verify_url: str


def place_of(agency: str, short_name: str) -> str:
    """Địa danh: the name of the unit without its kind (Nam Định, Ninh Bình)."""
    found = PLACE.search(agency)
    return found[1] if found else short_name


def document_paper(facts: DocumentPaper) -> bytes:
    """The document as PDF/A, A4, with room for the signature, number, date and seal."""
    on = facts.on
    return typeset(
        TEMPLATE,
        {
            "title": f"{facts.kind} {facts.subject}".strip(),
            "kind": facts.kind,
            "is_letter": facts.is_letter,
            "subject": facts.subject,
            "addressees": facts.addressees,
            "paragraphs": [_paragraph(line) for line in facts.body.splitlines() if line.strip()],
            "urgency": facts.urgency,
            "signer": {"name": facts.signer, "position": facts.lines},
            "recipients": facts.recipients,
            "code": facts.code,
            "qr": qr_svg(facts.verify_url) if facts.verify_url else "",
            "form_mark": "",
            "head": {
                "superior": facts.superior,
                "agency": facts.agency,
                "unit": "",
                "place": facts.place,
                "number": ON_SEALING,
                "day": f"{on.day:02d}",
                "month": f"{on.month:02d}" if on.month <= 2 else str(on.month),
                "year": str(on.year),
            },
        },
        standards=ARCHIVAL,
    )


def _paragraph(line: str) -> dict[str, str]:
    """A line of the text and how it is set: căn cứ in italics, headings bold, articles with a bold beginning."""
    text = line.strip()
    if text.startswith(("Căn cứ ", "Theo đề nghị ")):
        return {"style": "basis", "lead": "", "text": text}
    if CHAPTER.match(text):
        return {"style": "heading", "lead": "", "text": text}
    if found := ARTICLE.match(text):
        return {"style": "plain", "lead": found[1], "text": found[2].strip()}
    return {"style": "plain", "lead": "", "text": text}
