"""The lives of a clock and of a route version."""

from __future__ import annotations

from tinhso.ground.base.states import Labelled, Move, StateTable


class ClockState(Labelled):
    """Trạng thái đồng hồ thời hạn."""

    RUNNING = "RUNNING", "Đang tính"
    PAUSED = "PAUSED", "Tạm dừng"
    STOPPED = "STOPPED", "Đã dừng"


class RouteState(Labelled):
    """Trạng thái phiên bản quy trình."""

    DRAFT = "DRAFT", "Dự thảo"
    PUBLISHED = "PUBLISHED", "Đang áp dụng"
    RETIRED = "RETIRED", "Hết áp dụng"


# Who may do it is judged by the room that owns the subject; here only the order of things counts.
OWNER = frozenset({"owner"})
C, R = ClockState, RouteState
CLOCK = StateTable(
    # verb         from                    to         who
    Move("pause", {C.RUNNING}, C.PAUSED, OWNER),
    Move("resume", {C.PAUSED}, C.RUNNING, OWNER),
    Move("restart", {C.RUNNING, C.PAUSED}, C.RUNNING, OWNER),
    Move("extend", {C.RUNNING}, C.RUNNING, OWNER),
    Move("lengthen", {C.RUNNING}, C.RUNNING, OWNER),
    Move("stop", {C.RUNNING, C.PAUSED}, C.STOPPED, OWNER),
)
ROUTE = StateTable(
    Move("publish", {R.DRAFT}, R.PUBLISHED, OWNER),
    Move("retire", {R.PUBLISHED}, R.RETIRED, OWNER),
)
