"""The life of one subscription to what happens to dossiers."""

from __future__ import annotations

from tinhso.ground.base.states import Labelled, Move, StateTable


class SubscriptionState(Labelled):
    """Where a subscription stands."""

    PENDING = "PENDING", "Chờ bắt tay"
    ACTIVE = "ACTIVE", "Đang nhận"
    SUSPENDED = "SUSPENDED", "Tạm dừng"
    ENDED = "ENDED", "Đã kết thúc"


S = SubscriptionState
# Those who run the exchange, and the operator at the machine; "system" alone is the house that heard 410 Gone.
RUNS = frozenset({"CONTROLLER", "system"})
LIFECYCLE = StateTable(
    # verb             from                                   to           who may say it
    Move("activate", {S.PENDING, S.SUSPENDED}, S.ACTIVE, RUNS, "Bắt tay, bắt đầu gửi"),
    Move("suspend", {S.ACTIVE}, S.SUSPENDED, RUNS, "Tạm dừng"),
    Move("rotate", {S.PENDING}, S.PENDING, RUNS, "Đổi khoá ký"),
    Move("rotate", {S.ACTIVE}, S.ACTIVE, RUNS, "Đổi khoá ký"),
    Move("rotate", {S.SUSPENDED}, S.SUSPENDED, RUNS, "Đổi khoá ký"),
    Move("end", {S.PENDING, S.ACTIVE, S.SUSPENDED}, S.ENDED, RUNS, "Kết thúc"),
)  # fmt: skip
