"""Papers of copies (sao y, sao lục, trích sao): an extract, or the form that stands below what was printed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tinhso.ground.web.paper import ARCHIVAL, typeset

TEMPLATE = Path(__file__).parent / "typ" / "copy.typ"


@dataclass(frozen=True)
class CopyPaper:
    """What the paper says. form: SAO Y, SAO LỤC, TRÍCH SAO. source: of what document it is. excerpt: '' for a form.

    lines, signer: who signs a copy on paper with his hand; an electronic one is signed by the agency alone.
    """

    form: str
    agency: str
    place: str
    on: date
    notation: str
    source: str
    excerpt: str = ""
    lines: tuple[str, ...] = ()
    signer: str = ""
    recipients: tuple[str, ...] = ("Lưu: VT",)


def copy_paper(facts: CopyPaper) -> bytes:
    """The extract as PDF/A, or the form of a copy on paper, to be printed."""
    on = facts.on
    return typeset(
        TEMPLATE,
        {
            "title": facts.form,
            "subject": facts.source,
            "is_form": not facts.excerpt,
            "paragraphs": [line.strip() for line in facts.excerpt.splitlines() if line.strip()],
            "signer": {"name": facts.signer, "position": facts.lines},
            "recipients": facts.recipients,
            "form_mark": "",
            "head": {
                "superior": "",
                "agency": facts.agency,
                "unit": "",
                "place": facts.place,
                "number": facts.notation,
                "day": f"{on.day:02d}",
                "month": f"{on.month:02d}" if on.month <= 2 else str(on.month),
                "year": str(on.year),
            },
        },
        standards=ARCHIVAL,
    )
