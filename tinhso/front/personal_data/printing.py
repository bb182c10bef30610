"""Papers: the receipt of a request with its two clocks, and the notice of a breach."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from tinhso.front.personal_data.models import Breach, DataRequest
from tinhso.government.dossiers.papers.frame import head_facts
from tinhso.government.dossiers.printing.frame import letterhead
from tinhso.ground.base.vietnamese import format_moment
from tinhso.ground.people.queries import agency
from tinhso.ground.web.paper import typeset

TEMPLATE = Path(__file__).parent / "typ" / "paper.typ"
NOT_FOUND = "Mẫu do hệ thống dựng; chưa tìm thấy mẫu chính thức của Bộ Công an nên cần đối chiếu trước khi gửi"


def receipt_pdf(request: DataRequest) -> bytes:
    """PDF/A of what was asked and when it is answered and carried out, with the reason of each date."""
    clocks = [("Trả lời trước", request.answer_clock), ("Thực hiện xong trước", request.clock)]
    facts = [
        ("Mã yêu cầu", request.code or ""),
        ("Người yêu cầu", request.citizen.full_name),
        ("Nội dung", request.kind_label),
        ("Nhận lúc", format_moment(request.filed_at)),
    ]
    for name, clock in clocks:
        if clock is not None:
            facts += [(name, format_moment(clock.due_at)), ("Cách tính", clock.due_sentence)]
    facts.append(("Căn cứ", request.limit.law))
    return _paper(
        "Giấy nhận yêu cầu về dữ liệu cá nhân", facts, on=request.filed_at, mark="",
        closing="Giấy do hệ thống lập khi nhận yêu cầu, không cần chữ ký. Theo dõi ở mục “Dữ liệu cá nhân của tôi”.",
    )  # fmt: skip


def notice_pdf(breach: Breach, *, now: datetime) -> bytes:
    """PDF/A of the notice of a breach, with room for the signature of whoever signs for the controller."""
    people = "chưa xác định được" if breach.people is None else str(breach.people)
    facts = [
        ("Số vào sổ", breach.code or ""),
        ("Thời điểm xảy ra", format_moment(breach.happened_at) if breach.happened_at else "chưa xác định được"),
        ("Thời điểm phát hiện", format_moment(breach.found_at)),
        ("Hạn thông báo (72 giờ)", format_moment(breach.notice_due_at)),
        ("Nội dung vi phạm", breach.what),
        ("Loại dữ liệu cá nhân", breach.categories),
        ("Số người bị ảnh hưởng", people),
        ("Hậu quả, thiệt hại có thể xảy ra", breach.consequences),
        ("Biện pháp đã, đang áp dụng", breach.measures),
        ("Đầu mối liên hệ", breach.contact),
    ]
    if breach.why_late:
        facts.append(("Lý do thông báo sau 72 giờ", breach.why_late))
    return _paper(
        "Thông báo vi phạm quy định về bảo vệ dữ liệu cá nhân", facts, on=breach.reported_at or now, mark=NOT_FOUND,
        to="Cơ quan chuyên trách bảo vệ dữ liệu cá nhân", signer="Người có thẩm quyền ký", number=breach.number,
    )  # fmt: skip


def _paper(title: str, facts: list[tuple[str, str]], *, on: datetime, mark: str, **more: str) -> bytes:
    issuer = agency(settings.DATA_CONTROLLER)
    head = letterhead(issuer, on=timezone.localdate(on), number=more.pop("number", ""))
    said = {"to": "", "closing": "", "signer": ""} | more
    return typeset(
        TEMPLATE, {"title": title, "form_mark": mark, "head": head_facts(head), "facts": facts, **said}
    )  # fmt: skip
