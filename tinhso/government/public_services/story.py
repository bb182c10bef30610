"""What happened to a dossier, told to its applicant: one story out of journal, charges and messages,
in the language of whoever reads it; what people wrote stays as they wrote it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from tinhso.engines.notifications.models import Message
from tinhso.engines.payments.models import Charge
from tinhso.ground.base.vietnamese import format_moment, format_vnd
from tinhso.ground.journal.models import Entry
from tinhso.ground.people.persons import HELPING, IN_THE_NAME_OF, who_acted
from tinhso.ground.web.reading import reading

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
    "transfer": gettext_noop("Hồ sơ được chuyển đến nơi giải quyết."),
    "finish_verification": gettext_noop("Đã thẩm tra, xác minh xong."),
    "end_consultation": gettext_noop("Kết thúc lấy ý kiến."),
    "propose": gettext_noop("Kết quả được trình lãnh đạo ký."),
    "endorse": gettext_noop("Lãnh đạo phòng đồng ý, trình lãnh đạo ký."),
    "send_back": gettext_noop("Lãnh đạo trả lại để chuyên viên làm tiếp."),
    "pause_for_finance": gettext_noop("Tạm dừng tính thời hạn, chờ thực hiện nghĩa vụ tài chính."),
    "resume_after_payment": gettext_noop("Đã hoàn thành nghĩa vụ tài chính, tính tiếp thời hạn."),
    "withdraw": gettext_noop("Bạn xin rút hồ sơ."),
    "approve_withdrawal": gettext_noop("Cơ quan đồng ý cho rút hồ sơ."),
    "deny_withdrawal": gettext_noop("Cơ quan không đồng ý cho rút, hồ sơ được giải quyết tiếp."),
    "propose_stop": gettext_noop("Cán bộ đề nghị dừng giải quyết."),
    "stop": gettext_noop("Hồ sơ dừng giải quyết."),
    "deny_stop": gettext_noop("Hồ sơ được giải quyết tiếp."),
    "close_unanswered": gettext_noop("Hồ sơ đóng vì chưa được bổ sung trong thời hạn."),
    "reassign": gettext_noop("Hồ sơ được giao cho cán bộ khác thụ lý."),
    "settle_at_once": gettext_noop("Kết quả được trả ngay."),
    "hand_over": gettext_noop("Kết quả được trả cho bạn."),
}

STORED = {
    "SUBMITTED": gettext_noop("Giấy tờ của bạn đã được số hoá và lưu vào kho."),
    "REUSED": gettext_noop("Cán bộ dùng lại giấy tờ đã có trong kho của bạn."),
    "FROM_DATA": gettext_noop("Giấy tờ của bạn được thay bằng dữ liệu đã khai thác."),
    "GIVEN_BACK": gettext_noop("Một bản số hoá quét nhầm đã được thu hồi khỏi kho."),
}

# Kind of event -> (sentence, second line) from its facts. Kinds that are not here are no news to the applicant.
TOLD: dict[str, Callable[[Facts], tuple[str, str]]] = {
    "dossiers.filed": lambda f: (_("Bạn đã nộp hồ sơ."), _("Mã hồ sơ %(code)s") % f),
    "dossiers.received": lambda f: (
        _("Hồ sơ được tiếp nhận, hẹn trả %(at)s.") % {"at": _when(f, "due_at")}, reading(f["sentence"])),
    "dossiers.supplement_requested": lambda f: (
        _("Cơ quan yêu cầu bổ sung trước %(at)s.") % {"at": _when(f, "due_at")}, str(f["reason"])),
    "dossiers.supplement_answered": lambda _facts: (_("Bạn đã gửi bổ sung."), ""),
    "dossiers.paper_signed": lambda f: (
        _("Đã ký số: %(title)s.") % {"title": _(str(f["title"]))},
        _("Số %(number)s") % f if f["number"] else ""),
    "dossiers.refused": lambda f: (_("Hồ sơ không được tiếp nhận."), f"{f['reason']} ({f['legal_basis']})"),
    "dossiers.assigned": lambda f: (_("Giao cho %(official_name)s thụ lý.") % f, ""),
    "dossiers.verified": lambda f: (_("Đã thẩm tra, xác minh."), str(f["place"])),
    "dossiers.consultation_asked": lambda f: (
        _("Hỏi ý kiến %(agency)s, trước %(at)s.") % {"agency": f["agency_name"], "at": _when(f, "due_at")}, ""),
    "dossiers.consultation_answered": lambda f: (_("%(agency_name)s đã trả lời.") % f, ""),
    "dossiers.result_proposed": lambda _facts: (_("Kết quả đã soạn xong, trình lãnh đạo ký."), ""),
    "dossiers.result_signed": lambda _facts: (_("Lãnh đạo đã ký số."), ""),
    "dossiers.result_issued": lambda f: (_("Kết quả đã đóng dấu, phát hành."), _("Số %(number)s") % f),
    "dossiers.returned": lambda f: (_("Kết quả đã được trả cho bạn."), str(f.get("receiver") or "")),
    "dossiers.apology_sent": lambda f: (
        _("Cơ quan xin lỗi và hẹn lại %(at)s.") % {"at": _when(f, "new_due_at")}, str(f["reason"])),
    "dossiers.fee_recounted": lambda f: (_recounted(f), f"{f['reason']} {f['how']}"),
    "dossiers.due_date_moved": lambda f: (
        _("Ngày hẹn đổi từ %(old)s sang %(new)s.") % {"old": _when(f, "old_due_at"), "new": _when(f, "new_due_at")},
        reading(f["reason"])),
    "dossiers.agency_succeeded": lambda f: (
        _("Hồ sơ chuyển từ %(old_name)s sang %(new_name)s; mã hồ sơ và ngày hẹn không đổi.") % f, str(f["instrument"])),
    "dossiers.part_stored": lambda f: (_(STORED[f["how"]]), str(f["paper"])),
    "dossiers.rated": lambda _facts: (_("Bạn đã đánh giá."), ""),
    "dossiers.moved": lambda f: (_moved(str(f["verb"])), reading(f.get("reason"))),
    "life_events.filed": lambda f: (
        _("Bạn nộp một lần cho %(count)s thủ tục.") % {"count": len(f["parts"])}, "; ".join(map(reading, f["parts"]))),
    "life_events.promised": lambda f: (
        _("Cả nhóm hẹn trả %(at)s.") % {"at": _when(f, "due_at")}, reading(f["sentence"])),
    "life_events.part_moved": lambda f: (_part_moved(f), reading(f.get("note"))),
    "life_events.part_stuck": lambda f: (
        _("%(name)s: chưa chuyển được sang %(performer)s, cán bộ đang xử lý.") % _named(f), ""),
    "life_events.part_promised_anew": lambda f: (
        _("%(name)s: %(performer)s phải xác minh, hẹn %(at)s.") % (_named(f) | {"at": _when(f, "due_at")}),
        reading(f["sentence"])),
    "life_events.part_late": lambda f: (
        _("%(performer)s chậm hẹn phần %(name)s; xin lỗi bạn, chúng tôi vẫn hỏi lại cơ quan này.") % _named(f),
        _("Hẹn trả %(at)s") % {"at": _when(f, "due_at")}),
    "life_events.told_too_late": lambda f: (
        _("%(performer)s trả lời về %(name)s sau khi bước này đã kết thúc; không thay đổi gì.") % _named(f), ""),
    "life_events.ended": lambda f: (
        _("Hồ sơ liên thông kết thúc."), "; ".join(f"{reading(k)}: {reading(v)}" for k, v in f["results"].items())),
}  # fmt: skip

PART_MOVED = {
    "send": gettext_noop("%(name)s: đang chuyển sang %(performer)s."),
    "accept": gettext_noop("%(name)s: %(performer)s đã tiếp nhận."),
    "ask": gettext_noop("%(name)s: %(performer)s yêu cầu bổ sung."),
    "answer": gettext_noop("%(name)s: bạn đã gửi bổ sung cho %(performer)s."),
    "finish": gettext_noop("%(name)s: đã có kết quả."),
    "refuse": gettext_noop("%(name)s: không được giải quyết."),
    "drop": gettext_noop("%(name)s: không thực hiện."),
    "withdraw": gettext_noop("%(name)s: đã rút."),
    "undo": gettext_noop("%(name)s: đang huỷ."),
    "confirm_undone": gettext_noop("%(name)s: đã huỷ."),
}


def _named(facts: Facts) -> dict[str, str]:
    return {"name": reading(facts["name"]), "performer": reading(facts.get("performer"))}


def _part_moved(facts: Facts) -> str:
    words = PART_MOVED.get(str(facts["verb"]))
    return _(words) % _named(facts) if words else ""


def _recounted(facts: Facts) -> str:
    if facts["owed_vnd"]:
        return _("Cán bộ kiểm đếm lại số trang, số bản: cần nộp %(sum)s.") % {"sum": format_vnd(facts["owed_vnd"])}
    if facts["back_vnd"]:
        return _("Cán bộ kiểm đếm lại số trang, số bản: đề nghị hoàn %(sum)s.") % {"sum": format_vnd(facts["back_vnd"])}
    return _("Cán bộ kiểm đếm lại số trang, số bản.")


def _moved(verb: str) -> str:
    return _(MOVED[verb]) if verb in MOVED else ""


def story(entries: Iterable[Entry], charges: Iterable[Charge], messages: Iterable[Message]) -> list[Moment]:
    """Everything the applicant should know, newest first; what is no news to him is left out."""
    moments = []
    for entry in entries:
        if entry.kind in TOLD:
            sentence, reason = TOLD[entry.kind](entry.facts)
            sentence = _by_another(entry) or sentence
            if sentence:
                moments.append(Moment(entry.at, sentence, reason))
    for charge in charges:
        owed = format_vnd(charge.amount_vnd)
        moments.append(Moment(charge.created_at, _("Cần nộp %(sum)s.") % {"sum": owed}, "", "cash-coin"))
        if charge.paid_at:
            moments.append(Moment(charge.paid_at, _("Đã nộp %(sum)s.") % {"sum": owed}, "", "receipt"))
    moments += _told(messages)
    # Turned round after sorting, so that of two things of one act (sealed, returned) the later stands above, too.
    return sorted(moments, key=lambda moment: moment.at)[::-1]


# What an applicant does: told with both names where another did it for him.
BY_ANOTHER = {
    "dossiers.filed": gettext_noop("%(who)s đã nộp hồ sơ."),
    "dossiers.supplement_answered": gettext_noop("%(who)s đã gửi bổ sung."),
    "dossiers.rated": gettext_noop("%(who)s đã đánh giá."),
    "withdraw": gettext_noop("%(who)s xin rút hồ sơ."),
}


def _by_another(entry: Entry) -> str:
    """The sentence with "X thay mặt Y" or "X hỗ trợ Y"; '' when the applicant acted himself, or an official did."""
    words = BY_ANOTHER.get(str(entry.facts.get("verb") or entry.kind))
    if words is None or who_acted(entry.actor_name) == entry.actor_name:
        return ""
    return _(words) % {"who": both_names(entry.actor_name)}


def both_names(written: str) -> str:
    """X thay mặt Y, in the language of the reader; a single name stays as it is."""
    for between, words in ((IN_THE_NAME_OF, _("%(who)s thay mặt %(principal)s")),
                           (HELPING, _("%(who)s hỗ trợ %(principal)s"))):  # fmt: skip
        who, found, principal = written.partition(between)
        if found:
            return words % {"who": who, "principal": principal}
    return written


def _told(messages: Iterable[Message]) -> list[Moment]:
    """One moment a fact told, naming the channels that carried it."""
    by_fact: dict[str, list[Message]] = {}
    for message in messages:
        by_fact.setdefault(message.fact_key, []).append(message)
    return [
        Moment(
            same[0].created_at,
            _("Đã báo cho bạn: %(title)s") % {"title": reading(same[0].title)},
            ", ".join(f"{reading(message.channel_label)} ({reading(message.state_label).lower()})" for message in same),
            "bell",
        )
        for same in by_fact.values()
    ]
