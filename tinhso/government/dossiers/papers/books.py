"""The control slip of a dossier and the register of a desk (forms 05/06 of 2018, 06/07 of 2025)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import astuple, dataclass
from datetime import datetime

from tinhso.government.dossiers.papers.forms import PaperForm, mark, title
from tinhso.government.dossiers.papers.frame import TEMPLATES, Letterhead, head_facts
from tinhso.ground.base.vietnamese import format_moment
from tinhso.ground.web.paper import typeset


@dataclass(frozen=True)
class HandOver:
    """One giao – nhận: from whom to whom, when, and how it stood then. outcome: trước hạn, đúng hạn, quá hạn."""

    giver: str
    receiver: str
    at: datetime
    outcome: str = ""
    note: str = ""


@dataclass(frozen=True)
class SlipFacts:
    """The control slip: every hand-over of one dossier."""

    head: Letterhead
    code: str
    procedure: str
    applicant_name: str
    received_at: datetime
    due_at: datetime
    hand_overs: tuple[HandOver, ...]


@dataclass(frozen=True)
class RegisterLine:
    """One dossier in the register. Moments are None until they happen. returned_by: mode of return."""

    code: str
    procedure: str
    sets: int
    applicant: str
    contact: str
    unit: str
    received_at: datetime
    due_at: datetime | None = None
    transferred_at: datetime | None = None
    result_at: datetime | None = None
    returned_at: datetime | None = None
    returned_by: str = ""
    note: str = ""


@dataclass(frozen=True)
class RegisterFacts:
    """The register of one desk for a span of days. book: its number; first: the number of its first line."""

    head: Letterhead
    book: str
    span: str
    lines: tuple[RegisterLine, ...]
    first: int = 1


def control_slip(facts: SlipFacts) -> bytes:
    """The control slip as PDF/A, A5."""
    on = facts.head.on
    return typeset(
        TEMPLATES / "slip.typ",
        {
            "title": title(PaperForm.CONTROL_SLIP, on),
            "form_mark": mark(PaperForm.CONTROL_SLIP, on),
            "head": head_facts(facts.head),
            "code": facts.code,
            "procedure": facts.procedure,
            "applicant_name": facts.applicant_name,
            "received_at": facts.received_at,
            "due_at": facts.due_at,
            "hand_overs": facts.hand_overs,
        },
    )


def register(facts: RegisterFacts) -> bytes:
    """The register as PDF/A, A4 on its side; headings repeat on every page. 1,200 lines take about a second."""
    on = facts.head.on
    return typeset(
        TEMPLATES / "register.typ",
        {
            "title": title(PaperForm.REGISTER, on),
            "form_mark": mark(PaperForm.REGISTER, on),
            "head": head_facts(facts.head),
            "book": facts.book,
            "span": facts.span,
            "rows": list(_rows(facts.lines, facts.first)),
        },
    )


def _rows(lines: Iterable[RegisterLine], first: int) -> Iterable[list[str]]:
    for number, line in enumerate(lines, first):
        cells = astuple(line)
        yield [
            str(number),
            *(
                format_moment(cell) if isinstance(cell, datetime) else "" if cell is None else str(cell)
                for cell in cells
            ),
        ]
