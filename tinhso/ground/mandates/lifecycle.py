"""The life of a mandate: asked for, confirmed by a recorded consent, ended by whoever may end it."""

from __future__ import annotations

from tinhso.ground.base.states import Labelled, Move, StateTable


class MandateState(Labelled):
    """Where a mandate stands. Access follows its interval (rules.stands), never the state alone."""

    PROPOSED = "PROPOSED", "Chờ đồng ý"
    CONFIRMED = "CONFIRMED", "Đang có hiệu lực"
    DECLINED = "DECLINED", "Không được đồng ý"
    REVOKED = "REVOKED", "Đã bị thu hồi"
    ENDED = "ENDED", "Đã thôi"
    EXPIRED = "EXPIRED", "Đã hết hạn"


S = MandateState
PRINCIPAL, REPRESENTATIVE, HELPER, CHECKER, SYSTEM = "PRINCIPAL", "REPRESENTATIVE", "HELPER", "CHECKER", "system"
ROLE_LABELS = {
    PRINCIPAL: "Người được đại diện",
    REPRESENTATIVE: "Người đại diện",
    HELPER: "Người hỗ trợ",
    CHECKER: "Cán bộ đối chiếu giấy tờ",
    SYSTEM: "Hệ thống",
}

# Bộ luật Dân sự 2015: Điều 140 khoản 3, 4 (when representation ends), Điều 569 (either side may end a mandate alone).
LIFECYCLE = StateTable(
    # verb, from, to, who may say it, the word on the button
    Move("confirm", {S.PROPOSED}, S.CONFIRMED, {PRINCIPAL}, "Đồng ý"),
    Move("confirm_by_paper", {S.PROPOSED}, S.CONFIRMED, {CHECKER}, "Giấy tờ đúng, xác nhận"),
    Move("confirm_by_code", {S.PROPOSED}, S.CONFIRMED, {REPRESENTATIVE, HELPER}, "Xác nhận bằng mã"),
    Move("confirm_by_word", {S.PROPOSED}, S.CONFIRMED, {HELPER}, "Ghi nhận lời đồng ý"),
    Move("decline", {S.PROPOSED}, S.DECLINED, {PRINCIPAL, CHECKER}, "Không đồng ý"),
    Move("revoke", {S.CONFIRMED}, S.REVOKED, {PRINCIPAL}, "Thu hồi ngay"),
    Move("annul", {S.CONFIRMED}, S.REVOKED, {CHECKER}, "Hủy xác nhận"),
    Move("give_up", {S.PROPOSED, S.CONFIRMED}, S.ENDED, {REPRESENTATIVE, HELPER}, "Thôi đại diện"),
    Move("expire", {S.PROPOSED, S.CONFIRMED}, S.EXPIRED, {SYSTEM}, "Hết hạn"),
)
