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
    REPLACED = "REPLACED", "Đã tính lại"


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
    # Follows the last of its money back to the payer, never the wish alone.
    Move("refund", {S.PAID}, S.REFUNDED, {"system"}, "Ghi nhận đã hoàn"),
    # A recount: never another sum under the same code, for which somebody may be paying just now.
    Move("replace", set(PAYABLE), S.REPLACED, {"system"}, "Thay bằng khoản tính lại"),
)


class RefundState(Labelled):
    """Where money on its way back to a payer stands."""

    REQUESTED = "REQUESTED", "Chờ kế toán duyệt"
    SENT = "SENT", "Đang chuyển trả"
    DONE = "DONE", "Đã hoàn"
    FAILED = "FAILED", "Chưa hoàn được"
    REJECTED = "REJECTED", "Không hoàn"


R = RefundState
ACCOUNTANT = frozenset({"ACCOUNTANT"})
REFUNDERS = frozenset({"HEAD_OF_ONE_STOP", "LEADER"})
REFUNDS = StateTable(
    # verb       from                      to           who may say it
    Move("approve", {R.REQUESTED, R.FAILED}, R.SENT, ACCOUNTANT, "Duyệt và chuyển trả"),
    Move("hand_back", {R.REQUESTED, R.FAILED}, R.DONE, ACCOUNTANT, "Đã trả ngoài nền tảng"),
    Move("reject", {R.REQUESTED, R.FAILED}, R.REJECTED, ACCOUNTANT, "Không hoàn"),
    Move("withdraw", {R.REQUESTED}, R.REJECTED, {"system"}, "Thay bằng đề nghị tính lại"),
    Move("arrive", {R.SENT}, R.DONE, {"system"}, "Ghi nhận đã hoàn"),
    Move("bounce", {R.SENT}, R.FAILED, {"system"}, "Ghi nhận chưa hoàn được"),
)
