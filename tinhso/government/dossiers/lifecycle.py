"""The legal life of a dossier: states, who may move it where, and what each state means.

Sources: Nghị định 61/2018/NĐ-CP Điều 17–20 (as carried on by Nghị định 118/2025/NĐ-CP), the ten national
codes of the dossier exchange. Late, apologised, extended and paid are attributes of a dossier, not states.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tinhso.ground.base.states import Labelled, Move, StateTable


class DossierState(Labelled):
    """Where a dossier stands in law."""

    AWAITING_RECEPTION = "AWAITING_RECEPTION", "Chờ tiếp nhận"
    SUPPLEMENT_BEFORE_ACCEPTANCE = "SUPPLEMENT_BEFORE_ACCEPTANCE", "Chờ bổ sung trước khi tiếp nhận"
    REFUSED_AT_RECEPTION = "REFUSED_AT_RECEPTION", "Không được tiếp nhận"
    CLOSED_BEFORE_ACCEPTANCE = "CLOSED_BEFORE_ACCEPTANCE", "Đóng do không bổ sung (chưa tiếp nhận)"
    ACCEPTED = "ACCEPTED", "Đã tiếp nhận"
    TRANSFERRED = "TRANSFERRED", "Đã chuyển xử lý"
    IN_PROCESS = "IN_PROCESS", "Đang thụ lý"
    VERIFYING = "VERIFYING", "Đang thẩm tra, xác minh"
    CONSULTING = "CONSULTING", "Đang lấy ý kiến"
    AWAITING_SUPPLEMENT = "AWAITING_SUPPLEMENT", "Chờ bổ sung hồ sơ"
    AWAITING_PAYMENT = "AWAITING_PAYMENT", "Chờ thực hiện nghĩa vụ tài chính"
    AWAITING_SIGNATURE = "AWAITING_SIGNATURE", "Trình ký"
    SIGNED = "SIGNED", "Đã ký, chờ phát hành"
    RESULT_READY = "RESULT_READY", "Đã có kết quả"
    REFUSED_AFTER_EXAMINATION = "REFUSED_AFTER_EXAMINATION", "Từ chối giải quyết"
    RETURNED = "RETURNED", "Đã trả kết quả"
    WITHDRAWAL_ASKED = "WITHDRAWAL_ASKED", "Công dân yêu cầu rút"
    WITHDRAWN = "WITHDRAWN", "Đã rút hồ sơ"
    STOP_PROPOSED = "STOP_PROPOSED", "Đề nghị dừng giải quyết"
    STOPPED = "STOPPED", "Dừng giải quyết"
    CLOSED = "CLOSED", "Đóng do không bổ sung"


class ClockMode(Labelled):
    """What the limit does while a dossier stands in a state."""

    RECEPTION = "RECEPTION", "Tính thời hạn tiếp nhận"
    NOT_STARTED = "NOT_STARTED", "Chưa tính thời hạn"
    RUNNING = "RUNNING", "Đang tính thời hạn"
    PAUSED = "PAUSED", "Tạm dừng tính thời hạn"
    STOPPED = "STOPPED", "Đã dừng tính thời hạn"


class Desk(Labelled):
    """On whose desk a dossier lies: a role at one of its agencies, or the applicant."""

    RECEPTION = "RECEPTION", "Bộ phận tiếp nhận"
    DIVISION_HEAD = "DIVISION_HEAD", "Lãnh đạo phòng"
    CASE_OFFICER = "CASE_OFFICER", "Chuyên viên thụ lý"
    LEADER = "LEADER", "Lãnh đạo ký"
    CLERK = "CLERK", "Văn thư"
    RESULT_OFFICER = "RESULT_OFFICER", "Bộ phận trả kết quả"
    APPLICANT = "APPLICANT", "Người nộp hồ sơ"
    NOBODY = "NOBODY", "Đã kết thúc"


S = DossierState
APPLICANT, SYSTEM = "APPLICANT", "system"
RECEPTION, HEAD_OF_ONE_STOP, RESULT_OFFICER = "RECEPTION", "HEAD_OF_ONE_STOP", "RESULT_OFFICER"
DIVISION_HEAD, CASE_OFFICER, LEADER, CLERK = "DIVISION_HEAD", "CASE_OFFICER", "LEADER", "CLERK"
CONSULTED = "CONSULTED"
RECOUNT = "Kiểm đếm lại để tính phí"
# Roles that count at the receiving agency; all other official roles count at the resolving agency.
ONE_STOP_ROLES = frozenset({RECEPTION, HEAD_OF_ONE_STOP, RESULT_OFFICER})
ROLE_LABELS = {
    APPLICANT: "Người nộp hồ sơ",
    SYSTEM: "Hệ thống",
    RECEPTION: "Cán bộ tiếp nhận",
    HEAD_OF_ONE_STOP: "Lãnh đạo Bộ phận Một cửa",
    RESULT_OFFICER: "Cán bộ trả kết quả",
    DIVISION_HEAD: "Lãnh đạo phòng",
    CASE_OFFICER: "Chuyên viên thụ lý",
    LEADER: "Lãnh đạo ký",
    CLERK: "Văn thư",
    CONSULTED: "Cơ quan được lấy ý kiến",
}


@dataclass(frozen=True)
class StateFacts:
    """What a state means: its national code (1–10), its clock, and the desk that owns it by default."""

    national_code: int
    clock: ClockMode
    desk: Desk


# A stop that is only proposed is still being processed (4): the leader may deny it.
FACTS: dict[DossierState, StateFacts] = {
    S.AWAITING_RECEPTION: StateFacts(1, ClockMode.RECEPTION, Desk.RECEPTION),
    S.SUPPLEMENT_BEFORE_ACCEPTANCE: StateFacts(5, ClockMode.NOT_STARTED, Desk.APPLICANT),
    S.REFUSED_AT_RECEPTION: StateFacts(3, ClockMode.NOT_STARTED, Desk.NOBODY),
    S.CLOSED_BEFORE_ACCEPTANCE: StateFacts(3, ClockMode.NOT_STARTED, Desk.NOBODY),
    S.ACCEPTED: StateFacts(2, ClockMode.RUNNING, Desk.RECEPTION),
    S.TRANSFERRED: StateFacts(4, ClockMode.RUNNING, Desk.DIVISION_HEAD),
    S.IN_PROCESS: StateFacts(4, ClockMode.RUNNING, Desk.CASE_OFFICER),
    S.VERIFYING: StateFacts(4, ClockMode.RUNNING, Desk.CASE_OFFICER),
    S.CONSULTING: StateFacts(4, ClockMode.RUNNING, Desk.CASE_OFFICER),
    S.AWAITING_SUPPLEMENT: StateFacts(5, ClockMode.PAUSED, Desk.APPLICANT),
    S.AWAITING_PAYMENT: StateFacts(6, ClockMode.PAUSED, Desk.APPLICANT),
    S.AWAITING_SIGNATURE: StateFacts(4, ClockMode.RUNNING, Desk.LEADER),
    S.SIGNED: StateFacts(4, ClockMode.RUNNING, Desk.CLERK),
    S.RESULT_READY: StateFacts(9, ClockMode.STOPPED, Desk.RESULT_OFFICER),
    S.REFUSED_AFTER_EXAMINATION: StateFacts(9, ClockMode.STOPPED, Desk.RESULT_OFFICER),
    S.RETURNED: StateFacts(10, ClockMode.STOPPED, Desk.NOBODY),
    S.WITHDRAWAL_ASKED: StateFacts(7, ClockMode.PAUSED, Desk.CASE_OFFICER),
    S.WITHDRAWN: StateFacts(8, ClockMode.STOPPED, Desk.NOBODY),
    S.STOP_PROPOSED: StateFacts(4, ClockMode.RUNNING, Desk.LEADER),
    S.STOPPED: StateFacts(8, ClockMode.STOPPED, Desk.NOBODY),
    S.CLOSED: StateFacts(8, ClockMode.STOPPED, Desk.NOBODY),
}
NATIONAL_CODE: dict[DossierState, int] = {state: facts.national_code for state, facts in FACTS.items()}
NATIONAL_NAMES = {
    1: "Mới đăng ký",
    2: "Được tiếp nhận",
    3: "Không được tiếp nhận",
    4: "Đang xử lý",
    5: "Yêu cầu bổ sung giấy tờ",
    6: "Yêu cầu thực hiện nghĩa vụ tài chính",
    7: "Công dân yêu cầu rút hồ sơ",
    8: "Dừng xử lý",
    9: "Đã xử lý xong",
    10: "Đã trả kết quả",
}

ENDED = frozenset(state for state, facts in FACTS.items() if facts.desk is Desk.NOBODY)
OPEN = frozenset(S) - ENDED
RUNNING = frozenset(state for state, facts in FACTS.items() if facts.clock is ClockMode.RUNNING)
BEFORE_ACCEPTANCE = frozenset(
    {S.AWAITING_RECEPTION, S.SUPPLEMENT_BEFORE_ACCEPTANCE, S.REFUSED_AT_RECEPTION, S.CLOSED_BEFORE_ACCEPTANCE}
)


def national_code(state: str, *, refused_after_examination: int = 9) -> int:
    """The national code of a state, 1 to 10.

    refused_after_examination: no text fixes whether a refusal after examination is 9 (then 10) or 8; each
    province decides, so it is a setting.
    """
    if state == S.REFUSED_AFTER_EXAMINATION:
        return refused_after_examination
    return NATIONAL_CODE[DossierState(state)]


def staying(verb: str, states: Iterable[DossierState], roles: set[str], label: str) -> list[Move]:
    """Moves that leave the state as it is: an act that the state merely allows."""
    return [Move(verb, {state}, state, roles, label) for state in sorted(states)]


LIFECYCLE = StateTable(
    # verb, from, to, who may say it, the word on the button
    Move("receive", {S.AWAITING_RECEPTION}, S.ACCEPTED, {RECEPTION}, "Tiếp nhận hồ sơ"),
    Move("settle_at_once", {S.AWAITING_RECEPTION}, S.RETURNED, {RECEPTION}, "Trả kết quả ngay"),
    Move("request_supplement", {S.AWAITING_RECEPTION}, S.SUPPLEMENT_BEFORE_ACCEPTANCE, {RECEPTION},
         "Yêu cầu bổ sung, hoàn thiện"),
    Move("request_supplement", {S.IN_PROCESS}, S.AWAITING_SUPPLEMENT, {CASE_OFFICER}, "Yêu cầu bổ sung, hoàn thiện"),
    Move("answer_supplement", {S.SUPPLEMENT_BEFORE_ACCEPTANCE}, S.AWAITING_RECEPTION, {APPLICANT, RECEPTION},
         "Nộp bổ sung"),
    Move("answer_supplement", {S.AWAITING_SUPPLEMENT}, S.IN_PROCESS, {APPLICANT, RECEPTION}, "Nộp bổ sung"),
    Move("close_unanswered", {S.SUPPLEMENT_BEFORE_ACCEPTANCE}, S.CLOSED_BEFORE_ACCEPTANCE, {RECEPTION, SYSTEM},
         "Đóng hồ sơ không bổ sung"),
    Move("close_unanswered", {S.AWAITING_SUPPLEMENT}, S.CLOSED, {CASE_OFFICER, SYSTEM}, "Đóng hồ sơ không bổ sung"),
    Move("refuse", {S.AWAITING_RECEPTION}, S.REFUSED_AT_RECEPTION, {RECEPTION, HEAD_OF_ONE_STOP}, "Từ chối tiếp nhận"),
    Move("transfer", {S.ACCEPTED}, S.TRANSFERRED, {RECEPTION, HEAD_OF_ONE_STOP, SYSTEM}, "Chuyển xử lý"),
    Move("assign", {S.ACCEPTED, S.TRANSFERRED}, S.IN_PROCESS, {DIVISION_HEAD, LEADER}, "Phân công thụ lý"),
    Move("take", {S.ACCEPTED, S.TRANSFERRED}, S.IN_PROCESS, {CASE_OFFICER}, "Nhận thụ lý"),
    Move("reassign", {S.IN_PROCESS}, S.IN_PROCESS, {DIVISION_HEAD, LEADER}, "Phân công lại"),
    Move("verify", {S.IN_PROCESS}, S.VERIFYING, {CASE_OFFICER}, "Thẩm tra, xác minh"),
    Move("finish_verification", {S.VERIFYING}, S.IN_PROCESS, {CASE_OFFICER}, "Ghi kết quả xác minh"),
    Move("consult", {S.IN_PROCESS, S.CONSULTING}, S.CONSULTING, {CASE_OFFICER}, "Lấy ý kiến cơ quan khác"),
    Move("answer_consultation", {S.CONSULTING}, S.IN_PROCESS, {CONSULTED}, "Trả lời ý kiến"),
    Move("end_consultation", {S.CONSULTING}, S.IN_PROCESS, {CASE_OFFICER}, "Kết thúc lấy ý kiến"),
    Move("pause_for_finance", {S.IN_PROCESS}, S.AWAITING_PAYMENT, {CASE_OFFICER}, "Chờ nghĩa vụ tài chính"),
    Move("resume_after_payment", {S.AWAITING_PAYMENT}, S.IN_PROCESS, {CASE_OFFICER, RECEPTION, SYSTEM},
         "Đã hoàn thành nghĩa vụ"),
    Move("propose", {S.IN_PROCESS}, S.AWAITING_SIGNATURE, {CASE_OFFICER}, "Trình ký kết quả"),
    Move("endorse", {S.AWAITING_SIGNATURE}, S.AWAITING_SIGNATURE, {DIVISION_HEAD}, "Đồng ý, trình lãnh đạo"),
    Move("send_back", {S.AWAITING_SIGNATURE}, S.IN_PROCESS, {DIVISION_HEAD, LEADER}, "Trả lại chuyên viên"),
    Move("sign", {S.AWAITING_SIGNATURE}, S.SIGNED, {LEADER}, "Ký số kết quả"),
    Move("issue", {S.SIGNED}, S.RESULT_READY, {CLERK}, "Đóng dấu, phát hành"),
    # A letter of refusal counts once it is numbered and sealed (Nghị định 30/2020/NĐ-CP), so the clerk ends it too.
    Move("issue_refusal", {S.SIGNED}, S.REFUSED_AFTER_EXAMINATION, {CLERK}, "Đóng dấu văn bản từ chối"),
    Move("hand_over", {S.RESULT_READY, S.REFUSED_AFTER_EXAMINATION}, S.RETURNED,
         {RESULT_OFFICER, RECEPTION, SYSTEM}, "Trả kết quả"),
    Move("withdraw", {S.AWAITING_RECEPTION, S.SUPPLEMENT_BEFORE_ACCEPTANCE, S.ACCEPTED, S.TRANSFERRED,
                      S.AWAITING_SUPPLEMENT}, S.WITHDRAWN, {APPLICANT}, "Rút hồ sơ"),
    Move("withdraw", {S.IN_PROCESS, S.VERIFYING, S.CONSULTING, S.AWAITING_PAYMENT, S.AWAITING_SIGNATURE},
         S.WITHDRAWAL_ASKED, {APPLICANT}, "Xin rút hồ sơ"),
    Move("approve_withdrawal", {S.WITHDRAWAL_ASKED}, S.WITHDRAWN, {CASE_OFFICER, DIVISION_HEAD, LEADER},
         "Đồng ý cho rút"),
    Move("deny_withdrawal", {S.WITHDRAWAL_ASKED}, S.IN_PROCESS, {CASE_OFFICER, DIVISION_HEAD, LEADER},
         "Không đồng ý cho rút"),
    Move("propose_stop", {S.IN_PROCESS, S.VERIFYING, S.CONSULTING}, S.STOP_PROPOSED, {CASE_OFFICER, DIVISION_HEAD},
         "Đề nghị dừng giải quyết"),
    Move("stop", {S.STOP_PROPOSED}, S.STOPPED, {LEADER}, "Dừng giải quyết"),
    Move("deny_stop", {S.STOP_PROPOSED}, S.IN_PROCESS, {LEADER}, "Không dừng, giải quyết tiếp"),
    *staying("extend_with_apology", RUNNING, {LEADER}, "Xin lỗi và hẹn lại"),
    *staying("recount", {S.AWAITING_RECEPTION, S.SUPPLEMENT_BEFORE_ACCEPTANCE}, {RECEPTION}, RECOUNT),
    *staying("recount", {S.ACCEPTED, S.TRANSFERRED, S.IN_PROCESS, S.VERIFYING, S.CONSULTING, S.AWAITING_SUPPLEMENT,
                         S.AWAITING_PAYMENT, S.AWAITING_SIGNATURE, S.SIGNED}, {RECEPTION, CASE_OFFICER}, RECOUNT),
    *staying("rate", {S.RETURNED, S.REFUSED_AT_RECEPTION, S.STOPPED, S.CLOSED, S.WITHDRAWN}, {APPLICANT}, "Đánh giá"),
)  # fmt: skip
