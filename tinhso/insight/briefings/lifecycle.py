"""The life of a briefing, and which kinds there are."""

from __future__ import annotations

from tinhso.ground.base.states import Labelled, Move, StateTable


class BriefingKind(Labelled):
    """Loại bản tin."""

    PRESS = "PRESS", "Thông tin báo chí hằng tháng"
    PANORAMA = "PANORAMA", "Bức tranh toàn cảnh chuyển đổi số"


class BriefingState(Labelled):
    """Where a briefing stands: figures are taken when it is submitted, so that the approver reads what goes out."""

    DRAFT = "DRAFT", "Đang viết"
    SUBMITTED = "SUBMITTED", "Chờ duyệt"
    PUBLISHED = "PUBLISHED", "Đã công bố"


B = BriefingState
WRITERS = frozenset({"CASE_OFFICER", "CLERK", "DIVISION_HEAD", "CONTROLLER", "LEADER"})
APPROVERS = frozenset({"LEADER", "CONTROLLER"})
BRIEFING = StateTable(
    Move("submit", {B.DRAFT}, B.SUBMITTED, WRITERS, "Lấy số liệu và trình duyệt"),
    Move("send_back", {B.SUBMITTED}, B.DRAFT, APPROVERS, "Trả lại để sửa"),
    Move("publish", {B.SUBMITTED}, B.PUBLISHED, APPROVERS, "Duyệt và công bố"),
)
