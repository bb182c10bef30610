"""The life of one arrival from the national portal."""

from __future__ import annotations

from tinhso.ground.base.states import Labelled, Move, StateTable


class ArrivalState(Labelled):
    """Where something that the portal handed over stands."""

    WAITING = "WAITING", "Chờ lập hồ sơ"
    FILED = "FILED", "Đã lập hồ sơ"
    REFUSED = "REFUSED", "Không nhận được"


S = ArrivalState
LIFECYCLE = StateTable(
    # verb          from         to         who may say it
    Move("file", {S.WAITING}, S.FILED, {"system"}),
    Move("refuse", {S.WAITING}, S.REFUSED, {"system"}),
    Move("hand_over", {S.REFUSED}, S.WAITING, {"system"}),
    Move("take_again", {S.REFUSED}, S.WAITING, {"CONTROLLER"}, "Nhận lại"),
)
