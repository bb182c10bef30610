"""Form 01: the receipt with the appointment (Giấy tiếp nhận hồ sơ và hẹn trả kết quả)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tinhso.government.dossiers.papers.forms import PaperForm, mark, title
from tinhso.government.dossiers.papers.frame import TEMPLATES, Applicant, Letterhead, Signer, head_facts
from tinhso.ground.base.vietnamese import format_moment, format_vnd
from tinhso.ground.web.paper import qr_svg, typeset


@dataclass(frozen=True)
class PartLine:
    """One paper of the dossier. kind: Bản chính, Bản sao, Bản điện tử. from_data: the database that replaces it."""

    name: str
    kind: str
    quantity: int = 1
    from_data: str = ""


@dataclass(frozen=True)
class FeePaid:
    """One fee as the receipt shows it."""

    name: str
    amount_vnd: int


@dataclass(frozen=True)
class ReceiptFacts:
    """The official fields of form 01. second_due: the appointment after a financial obligation, in words."""

    head: Letterhead
    code: str
    applicant: Applicant
    procedure: str
    parts: tuple[PartLine, ...]
    limit: str
    received_at: datetime
    due_at: datetime
    due_sentence: str
    return_at: str
    officer: Signer
    follow_url: str
    sets: int = 1
    fees: tuple[FeePaid, ...] = ()
    fee_state: str = "chưa nộp"
    second_due: str = ""
    hotline: str = ""
    book: str = ""
    book_place: str = ""


def receipt(facts: ReceiptFacts) -> bytes:
    """Form 01 as PDF/A, A5."""
    on = facts.head.on
    return typeset(
        TEMPLATES / "receipt.typ",
        {
            **vars(facts),
            "title": title(PaperForm.RECEIPT, on),
            "form_mark": mark(PaperForm.RECEIPT, on),
            "head": head_facts(facts.head),
            "received_at": format_moment(facts.received_at),
            "due_at": format_moment(facts.due_at),
            "fees": [{"name": fee.name, "amount": format_vnd(fee.amount_vnd)} for fee in facts.fees],
            "fee_total": format_vnd(sum(fee.amount_vnd for fee in facts.fees)),
            "qr": qr_svg(facts.follow_url),
        },
    )
