"""What happened to a dossier, told to its applicant: one story out of journal, charges and messages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tinhso.engines.notifications.models import Message
from tinhso.engines.payments.models import Charge
from tinhso.ground.base.vietnamese import format_moment, format_vnd
from tinhso.ground.journal.models import Entry

Facts = Mapping[str, Any]


@dataclass(frozen=True)
class Moment:
    """One thing that happened: when, the sentence, and a second line (a reason, a place) if there is one."""

    at: datetime
    sentence: str
    reason: str = ""
    icon: str = "check-circle"


def _when(facts: Facts, name: str) -> str:
    return format_moment(datetime.fromisoformat(str(facts[name])))


MOVED = {
    "transfer": "Hồ sơ được chuyển đến nơi giải quyết.",
    "finish_verification": "Đã thẩm tra, xác minh xong.",
    "end_consultation": "Kết thúc lấy ý kiến.",
    "propose": "Kết quả được trình lãnh đạo ký.",
    "endorse": "Lãnh đạo phòng đồng ý, trình lãnh đạo ký.",
    "send_back": "Lãnh đạo trả lại để chuyên viên làm tiếp.",
    "pause_for_finance": "Tạm dừng tính thời hạn, chờ thực hiện nghĩa vụ tài chính.",
    "resume_after_payment": "Đã hoàn thành nghĩa vụ tài chính, tính tiếp thời hạn.",
    "withdraw": "Bạn xin rút hồ sơ.",
    "approve_withdrawal": "Cơ quan đồng ý cho rút hồ sơ.",
    "deny_withdrawal": "Cơ quan không đồng ý cho rút, hồ sơ được giải quyết tiếp.",
    "propose_stop": "Cán bộ đề nghị dừng giải quyết.",
    "stop": "Hồ sơ dừng giải quyết.",
    "deny_stop": "Hồ sơ được giải quyết tiếp.",
    "close_unanswered": "Hồ sơ đóng vì chưa được bổ sung trong thời hạn.",
    "reassign": "Hồ sơ được giao cho cán bộ khác thụ lý.",
    "settle_at_once": "Kết quả được trả ngay.",
    "hand_over": "Kết quả được trả cho bạn.",
}

# Kind of event -> (sentence, second line) from its facts. Kinds that are not here are no news to the applicant.
TOLD: dict[str, Callable[[Facts], tuple[str, str]]] = {
    "dossiers.filed": lambda f: ("Bạn đã nộp hồ sơ.", f"Mã hồ sơ {f['code']}"),
    "dossiers.received": lambda f: (f"Hồ sơ được tiếp nhận, hẹn trả {_when(f, 'due_at')}.", str(f["sentence"])),
    "dossiers.supplement_requested": lambda f: (
        f"Cơ quan yêu cầu bổ sung trước {_when(f, 'due_at')}.", str(f["reason"])),
    "dossiers.supplement_answered": lambda _: ("Bạn đã gửi bổ sung.", ""),
    "dossiers.refused": lambda f: ("Hồ sơ không được tiếp nhận.", f"{f['reason']} ({f['legal_basis']})"),
    "dossiers.assigned": lambda f: (f"Giao cho {f['official_name']} thụ lý.", ""),
    "dossiers.verified": lambda f: ("Đã thẩm tra, xác minh.", str(f["place"])),
    "dossiers.consultation_asked": lambda f: (f"Hỏi ý kiến {f['agency_name']}, trước {_when(f, 'due_at')}.", ""),
    "dossiers.consultation_answered": lambda f: (f"{f['agency_name']} đã trả lời.", ""),
    "dossiers.result_proposed": lambda _: ("Kết quả đã soạn xong, trình lãnh đạo ký.", ""),
    "dossiers.result_signed": lambda _: ("Lãnh đạo đã ký số.", ""),
    "dossiers.result_issued": lambda f: ("Kết quả đã đóng dấu, phát hành.", f"Số {f['number']}"),
    "dossiers.returned": lambda f: ("Kết quả đã được trả cho bạn.", str(f.get("receiver") or "")),
    "dossiers.apology_sent": lambda f: (
        f"Cơ quan xin lỗi và hẹn lại {_when(f, 'new_due_at')}.", str(f["reason"])),
    "dossiers.due_date_moved": lambda f: (
        f"Ngày hẹn đổi từ {_when(f, 'old_due_at')} sang {_when(f, 'new_due_at')}.", str(f["reason"])),
    "dossiers.rated": lambda _: ("Bạn đã đánh giá.", ""),
    "dossiers.moved": lambda f: (MOVED.get(str(f["verb"]), ""), str(f.get("reason") or "")),
}  # fmt: skip


def story(entries: Iterable[Entry], charges: Iterable[Charge], messages: Iterable[Message]) -> list[Moment]:
    """Everything the applicant should know, newest first; what is no news to him is left out."""
    moments = []
    for entry in entries:
        if entry.kind in TOLD:
            sentence, reason = TOLD[entry.kind](entry.facts)
            if sentence:
                moments.append(Moment(entry.at, sentence, reason))
    for charge in charges:
        moments.append(
            Moment(charge.created_at, f"Cần nộp {format_vnd(charge.amount_vnd)}.", charge.title, "cash-coin")
        )
        if charge.paid_at:
            moments.append(Moment(charge.paid_at, f"Đã nộp {format_vnd(charge.amount_vnd)}.", "", "receipt"))
    moments += _told(messages)
    return sorted(moments, key=lambda moment: moment.at, reverse=True)


def _told(messages: Iterable[Message]) -> list[Moment]:
    """One moment a fact told, naming the channels that carried it."""
    by_fact: dict[str, list[Message]] = {}
    for message in messages:
        by_fact.setdefault(message.fact_key, []).append(message)
    return [
        Moment(
            same[0].created_at,
            f"Đã báo cho bạn: {same[0].title}",
            ", ".join(f"{message.channel_label} ({message.state_label.lower()})" for message in same),
            "bell",
        )
        for same in by_fact.values()
    ]
