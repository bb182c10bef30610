"""Law and words of the citizen's pages on plain values."""

from __future__ import annotations

from collections.abc import Iterable

from tinhso.government.dossiers.rules import SCORES, Reason
from tinhso.ground.base.refused import Refused


def checked_rating(score: str, reasons: Iterable[str], comment: str) -> tuple[int, list[str], str]:
    """A rating fit to be stored. Refused without a score; below 3 it needs a reason, so that it can be acted on."""
    if not score.isdecimal() or int(score) not in SCORES:
        raise Refused("score-missing", "Hãy chọn một mức đánh giá.", field="score")
    known = [reason.value for reason in Reason if reason.value in set(reasons)]
    text = comment.strip()
    if int(score) < 3 and not known and not text:
        raise Refused(
            "reason-missing",
            "Xin cho biết điều gì làm bạn chưa hài lòng: chọn một mục hoặc viết vài chữ.",
            field="reasons",
        )
    if len(text) > 1000:
        raise Refused("comment-too-long", "Ý kiến dài quá 1.000 ký tự. Xin viết ngắn lại.", field="comment")
    return int(score), known, text


def instruments(text: str) -> list[str]:
    """The legal basis as a list: one instrument a line."""
    return [part.strip() for part in text.replace("\n", ";").split(";") if part.strip()]


# What a citizen reads for each state of a dossier: where it is, in plain words, and the tone of the sentence.
PLAIN_WORDS: dict[str, tuple[str, str]] = {
    "AWAITING_RECEPTION": ("Bộ phận Một cửa đang kiểm tra hồ sơ của bạn.", ""),
    "SUPPLEMENT_BEFORE_ACCEPTANCE": ("Hồ sơ còn thiếu. Bạn cần bổ sung thì hồ sơ mới được tiếp nhận.", "warn"),
    "REFUSED_AT_RECEPTION": ("Hồ sơ không được tiếp nhận. Lý do ghi ở dưới.", "bad"),
    "CLOSED_BEFORE_ACCEPTANCE": ("Hồ sơ đã đóng vì chưa được bổ sung trong thời hạn. Bạn có thể nộp lại.", "bad"),
    "ACCEPTED": ("Hồ sơ đã được tiếp nhận, đang chuyển đến nơi giải quyết.", ""),
    "TRANSFERRED": ("Hồ sơ đã đến nơi giải quyết, đang chờ phân công người làm.", ""),
    "IN_PROCESS": ("Cán bộ thụ lý đang xem xét hồ sơ.", ""),
    "VERIFYING": ("Cơ quan đang thẩm tra, xác minh thực tế.", ""),
    "CONSULTING": ("Cơ quan đang hỏi ý kiến cơ quan khác.", ""),
    "AWAITING_SUPPLEMENT": ("Cơ quan cần bạn bổ sung giấy tờ. Thời hạn tạm dừng cho đến khi bạn bổ sung.", "warn"),
    "AWAITING_PAYMENT": ("Đang chờ bạn nộp nghĩa vụ tài chính. Thời hạn tạm dừng cho đến khi bạn nộp.", "warn"),
    "AWAITING_SIGNATURE": ("Kết quả đã soạn xong, đang trình lãnh đạo ký.", ""),
    "SIGNED": ("Lãnh đạo đã ký, văn thư đang đóng dấu và phát hành.", ""),
    "RESULT_READY": ("Đã có kết quả.", "good"),
    "REFUSED_AFTER_EXAMINATION": ("Cơ quan từ chối giải quyết. Văn bản nêu lý do ở dưới.", "bad"),
    "RETURNED": ("Kết quả đã được trả cho bạn.", "good"),
    "WITHDRAWAL_ASKED": ("Bạn đã xin rút hồ sơ, cơ quan đang xem xét.", ""),
    "WITHDRAWN": ("Hồ sơ đã rút theo yêu cầu của bạn.", ""),
    "STOP_PROPOSED": ("Cơ quan đang cân nhắc dừng giải quyết hồ sơ.", "warn"),
    "STOPPED": ("Hồ sơ đã dừng giải quyết. Lý do ghi ở dưới.", "bad"),
    "CLOSED": ("Hồ sơ đã đóng vì chưa được bổ sung trong thời hạn.", "bad"),
}
