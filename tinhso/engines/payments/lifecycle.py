"""The legal life of a charge (khoản phải nộp): onestop §11.3."""

from __future__ import annotations

from tinhso.ground.base.states import Labelled, Move, StateTable


class ChargeState(Labelled):
    """Where a charge stands."""

    DUE = "DUE", "Chờ nộp"
    PAID = "PAID", "Đã nộp"
    FAILED = "FAILED", "Nộp chưa thành công"
    EXPIRED = "EXPIRED", "Hết hạn"
    WAIVED = "WAIVED", "Được miễn"
    REFUNDED = "REFUNDED", "Đã hoàn"


class AttemptState(Labelled):
    """Where one try to pay stands. SURPLUS: the money came, but the charge was already settled."""

    OPEN = "OPEN", "Đang chờ"
    SETTLED = "SETTLED", "Đã nhận tiền"
    FAILED = "FAILED", "Không thành công"
    SURPLUS = "SURPLUS", "Nộp thừa"


class Provider(Labelled):
    """Ways in which money comes."""

    PORTAL = "PORTAL", "Nền tảng thanh toán trực tuyến"
    VIETQR = "VIETQR", "Chuyển khoản VietQR"
    CASH = "CASH", "Tiền mặt tại quầy"


S = ChargeState
PAYABLE = frozenset({S.DUE, S.FAILED, S.EXPIRED})
CASHIERS = frozenset({"RECEPTION", "RESULT_OFFICER", "HEAD_OF_ONE_STOP"})
LIFECYCLE = StateTable(
    # verb         from          to           who may say it
    # Money that comes late still settles: nobody pays for nothing.
    Move("settle", set(PAYABLE), S.PAID, {"system"}, "Ghi nhận đã nộp"),
    Move("collect", set(PAYABLE), S.PAID, CASHIERS, "Thu tiền mặt"),
    Move("fail", set(PAYABLE), S.FAILED, {"system"}, "Ghi nhận nộp không thành công"),
    Move("expire", set(PAYABLE), S.EXPIRED, {"system"}, "Hết hạn nộp"),
    Move("waive", set(PAYABLE), S.WAIVED, CASHIERS | {"system", "LEADER"}, "Miễn"),
    Move("refund", {S.PAID}, S.REFUNDED, {"LEADER", "HEAD_OF_ONE_STOP"}, "Hoàn theo quyết định"),
)
