"""Forms 02–05: supplement request, refusal, apology with a new date, stop notice. One letter, four contents."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from tinhso.government.dossiers.papers.forms import PaperForm, is_sealed, mark, title
from tinhso.government.dossiers.papers.frame import TEMPLATES, Applicant, Letterhead, Signer, head_facts
from tinhso.ground.base.vietnamese import format_date, format_moment
from tinhso.ground.web.paper import qr_svg, typeset


@dataclass(frozen=True)
class Missing:
    """One paper that is missing or wrong: what, what is wrong, how to mend it. Columns nobody fills are left out."""

    document: str
    content: str
    how: str


@dataclass(frozen=True)
class SupplementFacts:
    """Form 02. phase: tiếp nhận or thẩm định. answer_by: the last day to supplement, or None."""

    head: Letterhead
    code: str
    applicant: Applicant
    procedure: str
    phase: str
    missing: tuple[Missing, ...]
    reason: str
    legal_basis: str
    answer_by: date | None
    contact: str
    phone: str
    signer: Signer
    follow_url: str


@dataclass(frozen=True)
class RefusalFacts:
    """Form 03. right_place: who is competent, if another body is. code: empty before a dossier has one."""

    head: Letterhead
    code: str
    applicant: Applicant
    procedure: str
    reason: str
    legal_basis: str
    right_place: str
    signer: Signer
    follow_url: str = ""


@dataclass(frozen=True)
class ApologyFacts:
    """Form 04. stage: where the dossier is now. responsible: the unit that is late."""

    head: Letterhead
    code: str
    applicant: Applicant
    procedure: str
    received_at: datetime
    old_due_at: datetime
    new_due_at: datetime
    stage: str
    reason: str
    responsible: str
    signer: Signer
    follow_url: str


@dataclass(frozen=True)
class StopFacts:
    """Form 05 of 2025. ground: the applicant's request or the rule. fee and originals: what becomes of them."""

    head: Letterhead
    code: str
    applicant: Applicant
    procedure: str
    phase: str
    ground: str
    decision: str
    fee: str
    originals: str
    signer: Signer
    follow_url: str


def supplement_request(facts: SupplementFacts) -> bytes:
    """Form 02 as PDF/A, A5."""
    columns = {
        "Giấy tờ": [item.document for item in facts.missing],
        "Nội dung thiếu hoặc chưa đúng": [item.content for item in facts.missing],
        "Cách bổ sung, sửa đổi": [item.how for item in facts.missing],
    }
    used = {name: cells for name, cells in columns.items() if any(cells)}
    return _letter(
        PaperForm.SUPPLEMENT,
        facts,
        opening="Để hồ sơ đủ điều kiện tiếp nhận, giải quyết theo quy định, đề nghị bổ sung, hoàn thiện một lần, "
        "đầy đủ những nội dung sau:",
        lines=[("Giai đoạn", facts.phase)],
        table={"head": ("STT", *used), "rows": list(zip(*used.values(), strict=True))},
        after=[
            ("Lý do", facts.reason),
            ("Căn cứ", facts.legal_basis),
            ("Thời hạn bổ sung", f"chậm nhất ngày {format_date(facts.answer_by)}" if facts.answer_by else ""),
            ("Người hướng dẫn", f"{facts.contact}; điện thoại {facts.phone}" if facts.phone else facts.contact),
        ],
        closing="Thời gian chờ bổ sung không tính vào thời hạn giải quyết. Mọi yêu cầu bổ sung chỉ thực hiện qua "
        "Bộ phận Một cửa và Cổng dịch vụ công.",
        follow="Quét mã để xem yêu cầu và bổ sung hồ sơ trực tuyến.",
    )


def refusal(facts: RefusalFacts) -> bytes:
    """Form 03 as PDF/A, A5."""
    return _letter(
        PaperForm.REFUSAL,
        facts,
        opening="Qua xem xét, cơ quan thông báo không tiếp nhận, giải quyết hồ sơ này với lý do cụ thể như sau:",
        after=[
            ("Lý do", facts.reason),
            ("Căn cứ", facts.legal_basis),
            ("Cơ quan có thẩm quyền giải quyết", facts.right_place),
        ],
        closing="Ông/bà có quyền khiếu nại theo quy định của Luật Khiếu nại nếu không đồng ý với nội dung trên.",
    )


def apology(facts: ApologyFacts) -> bytes:
    """Form 04 as PDF/A, A5."""
    return _letter(
        PaperForm.APOLOGY,
        facts,
        opening="Hồ sơ chưa giải quyết xong trong thời hạn đã hẹn. "
        "Cơ quan chân thành xin lỗi ông/bà vì sự chậm trễ này.",
        after=[
            ("Ngày tiếp nhận", format_moment(facts.received_at)),
            ("Thời gian hẹn trả kết quả trước đây", format_moment(facts.old_due_at)),
            ("Hồ sơ đang ở bước", facts.stage),
            ("Lý do chậm", facts.reason),
            ("Đơn vị chịu trách nhiệm", facts.responsible),
            ("Thời gian hẹn lại", format_moment(facts.new_due_at)),
        ],
        strong=("Thời gian hẹn lại",),
        closing="Việc hẹn lại chỉ thực hiện một lần. Rất mong nhận được sự thông cảm của ông/bà.",
    )


def stop_notice(facts: StopFacts) -> bytes:
    """Form 05 of the set of 2025 as PDF/A, A5. Refused on days whose set has no such form."""
    return _letter(
        PaperForm.STOP,
        facts,
        opening="Cơ quan thông báo dừng giải quyết hồ sơ nêu trên như sau:",
        after=[
            ("Căn cứ dừng", facts.ground),
            ("Giai đoạn của hồ sơ", facts.phase),
            ("Quyết định", facts.decision),
            ("Phí, lệ phí đã nộp", facts.fee),
            ("Bản chính giấy tờ đã nộp", facts.originals),
        ],
    )


def _letter(
    form: PaperForm,
    facts: SupplementFacts | RefusalFacts | ApologyFacts | StopFacts,
    *,
    opening: str,
    after: list[tuple[str, str]],
    lines: list[tuple[str, str]] | None = None,
    table: dict[str, Any] | None = None,
    strong: tuple[str, ...] = (),
    closing: str = "",
    follow: str = "Quét mã để theo dõi hồ sơ.",
) -> bytes:
    on = facts.head.on
    return typeset(
        TEMPLATES / "notice.typ",
        {
            "title": title(form, on),
            "form_mark": mark(form, on),
            "head": head_facts(facts.head),
            "code": facts.code,
            "applicant": facts.applicant,
            "procedure": facts.procedure,
            "opening": opening,
            "lines": [line for line in lines or [] if line[1]],
            "table": table,
            "after": [line for line in after if line[1]],
            "strong": strong,
            "closing": closing,
            "signer": facts.signer,
            "sealed": is_sealed(form, on),
            "follow_words": follow,
            "qr": qr_svg(facts.follow_url) if facts.follow_url else "",
        },
    )
