"""The timeline in words for officials: what happened, and the detail that matters."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from tinhso.government.dossiers.lifecycle import LIFECYCLE
from tinhso.government.dossiers.models import Channel, Database, Delivery, Finding, Outcome
from tinhso.ground.base.vietnamese import format_moment, format_vnd
from tinhso.ground.journal.models import Entry

STORED = {
    "SUBMITTED": "Số hoá giấy tờ",
    "REUSED": "Dùng lại giấy tờ trong kho",
    "FROM_DATA": "Thay giấy tờ bằng dữ liệu đã khai thác",
    "GIVEN_BACK": "Thu hồi bản số hoá",
}
WORDS = {move.verb: move.label for move in LIFECYCLE.moves}


def told(entry: Entry) -> tuple[str, str]:  # noqa: PLR0911, PLR0912 - one line a kind
    """What happened and its detail, as two Vietnamese phrases; the detail may be empty."""
    facts = entry.facts
    match entry.kind.partition(".")[2]:
        case "filed":
            return "Nộp hồ sơ", Channel(facts["channel"]).label
        case "received":
            return "Tiếp nhận, hẹn trả kết quả", facts["sentence"]
        case "supplement_requested":
            return "Yêu cầu bổ sung, hoàn thiện", f"{facts['reason']} (hạn {_at(facts['due_at'])})"
        case "agency_succeeded":
            return f"Chuyển giao từ {facts['old_name']} sang {facts['new_name']}", facts["instrument"]
        case "supplement_answered":
            return "Người nộp đã bổ sung", ""
        case "refused":
            return "Từ chối tiếp nhận", f"{facts['reason']} ({facts['legal_basis']})"
        case "paper_signed":
            return f"Đã ký số {facts['title'][:1].lower()}{facts['title'][1:]}", _numbered(facts)
        case "paper_held_up":
            return f"Chưa ký được {facts['title'][:1].lower()}{facts['title'][1:]}", facts["problem"]
        case "assigned":
            return f"Phân công {facts['official_name']} thụ lý", facts["note"]
        case "verified":
            return "Ghi kết quả xác minh", f"{facts['place']}: {facts['minutes']}"
        case "consultation_asked":
            return f"Lấy ý kiến {facts['agency_name']}", f"{facts['question']} (hạn {_at(facts['due_at'])})"
        case "consultation_answered":
            return f"{facts['agency_name']} trả lời ý kiến", facts["opinion"]
        case "result_proposed":
            return "Trình duyệt dự thảo kết quả", Outcome(facts["outcome"]).label
        case "result_signed":
            return "Lãnh đạo ký số", Outcome(facts["outcome"]).label
        case "result_issued":
            return "Vào số, đóng dấu, phát hành", f"Số {facts['number']}"
        case "returned":
            return "Trả kết quả", f"{facts['receiver']} – {Delivery(facts['delivery']).label}"
        case "apology_sent":
            return "Xin lỗi và hẹn lại", f"{facts['reason']} – hẹn {_at(facts['new_due_at'])}"
        case "fee_recounted":
            return "Kiểm đếm lại để tính phí", _recounted(facts)
        case "due_date_moved":
            return "Ngày hẹn trả thay đổi", f"{_at(facts['new_due_at'])}, vì {facts['reason']}"
        case "found_silent":
            return "Cảnh báo: hồ sơ không chuyển động", facts["why"]
        case "data_retrieved":
            return f"Khai thác {Database(facts['database']).label}", Finding(facts["outcome"]).label
        case "part_stored":
            return STORED[facts["how"]], facts["paper"]
        case "rated":
            return "Người nộp đã đánh giá", ""
    return WORDS.get(str(facts.get("verb")), entry.kind), str(facts.get("reason") or "")


def _numbered(facts: Mapping[str, Any]) -> str:
    return f"Số {facts['number']}, {facts['signer_name']}" if facts["number"] else str(facts["signer_name"])


def _recounted(facts: Mapping[str, Any]) -> str:
    """The reason, the old sentence, the new one, and what follows."""
    words = f"{facts['reason']} Trước: {facts['how_before']} Nay: {facts['how']}"
    if facts["owed_vnd"]:
        return f"{words} Cần nộp {format_vnd(facts['owed_vnd'])}."
    return f"{words} Đề nghị hoàn {format_vnd(facts['back_vnd'])}." if facts["back_vnd"] else words


def _at(written: str) -> str:
    return format_moment(datetime.fromisoformat(written))
