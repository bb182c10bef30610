"""The lives of an alert, of a threshold and of a shift, and who may move them."""

from __future__ import annotations

from tinhso.ground.base.states import Labelled, Move, StateTable

# Who stands before the wall: leaders and heads of their own agency, the province's office, overseers.
WATCHERS = ("LEADER", "DIVISION_HEAD", "HEAD_OF_ONE_STOP", "CONTROLLER", "AUDITOR")
# Who acts on an alert of an agency that he watches. An auditor reads.
ACTING = frozenset({"LEADER", "DIVISION_HEAD", "HEAD_OF_ONE_STOP", "CONTROLLER"})
SYSTEM = frozenset({"system"})


class AlertState(Labelled):
    """Cảnh báo đang ở đâu."""

    RAISED = "RAISED", "Mới"
    ACKNOWLEDGED = "ACKNOWLEDGED", "Đã tiếp nhận"
    TASKED = "TASKED", "Đã giao việc"
    FED_BACK = "FED_BACK", "Đã có kết quả"
    CLOSED = "CLOSED", "Đã đóng"


A = AlertState
OPEN = (A.RAISED, A.ACKNOWLEDGED, A.TASKED, A.FED_BACK)
ALERTS = StateTable(
    # verb, from, to, who may say it, the word on the button
    Move("acknowledge", {A.RAISED}, A.ACKNOWLEDGED, ACTING, "Tiếp nhận"),
    Move("task", {A.RAISED, A.ACKNOWLEDGED}, A.TASKED, ACTING, "Giao việc"),
    Move("feed_back", {A.TASKED}, A.FED_BACK, ACTING | SYSTEM, "Ghi kết quả"),
    Move("close", {A.ACKNOWLEDGED, A.FED_BACK}, A.CLOSED, ACTING, "Đóng"),
    # What came back within its bounds before anybody gave a task.
    Move("settle", {A.RAISED, A.ACKNOWLEDGED}, A.CLOSED, SYSTEM),
)


class ThresholdState(Labelled):
    """Ngưỡng đang ở đâu: proposed by one, in force by the word of another."""

    PROPOSED = "PROPOSED", "Chờ duyệt"
    IN_FORCE = "IN_FORCE", "Đang áp dụng"
    REJECTED = "REJECTED", "Không duyệt"
    ENDED = "ENDED", "Hết áp dụng"


T = ThresholdState
PROPOSERS, DECIDERS = frozenset({"LEADER", "DIVISION_HEAD", "CONTROLLER"}), frozenset({"LEADER", "CONTROLLER"})
THRESHOLDS = StateTable(
    Move("approve", {T.PROPOSED}, T.IN_FORCE, DECIDERS, "Duyệt áp dụng"),
    Move("reject", {T.PROPOSED}, T.REJECTED, DECIDERS, "Không duyệt"),
    Move("end", {T.IN_FORCE}, T.ENDED, DECIDERS, "Thôi áp dụng"),
)


class ShiftState(Labelled):
    """Ca trực đang ở đâu."""

    PLANNED = "PLANNED", "Đã xếp lịch"
    ON_DUTY = "ON_DUTY", "Đang trực"
    HANDED_OVER = "HANDED_OVER", "Đã bàn giao, chờ ca sau nhận"
    SIGNED_OFF = "SIGNED_OFF", "Ca sau đã nhận"


D = ShiftState
DUTY = frozenset({"LEADER", "DIVISION_HEAD", "CONTROLLER"})
SHIFTS = StateTable(
    Move("begin", {D.PLANNED}, D.ON_DUTY, DUTY, "Vào ca"),
    Move("hand_over", {D.ON_DUTY}, D.HANDED_OVER, DUTY, "Bàn giao ca"),
    Move("sign_off", {D.HANDED_OVER}, D.SIGNED_OFF, DUTY, "Ký nhận bàn giao"),
)
