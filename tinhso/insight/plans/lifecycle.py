"""The life of a task that was given; which kinds of directives there are."""

from __future__ import annotations

from tinhso.ground.base.states import Labelled, Move, StateTable


class DirectiveKind(Labelled):
    """Loại văn bản chỉ đạo, from what is resolved to what is planned."""

    RESOLUTION = "RESOLUTION", "Nghị quyết"
    PROGRAMME = "PROGRAMME", "Chương trình, chiến lược"
    PLAN = "PLAN", "Kế hoạch"
    ASSIGNMENT = "ASSIGNMENT", "Văn bản giao chỉ tiêu, nhiệm vụ"


class Tie(Labelled):
    """Quan hệ giữa hai văn bản: what the later one does to the earlier one."""

    IMPLEMENTS = "IMPLEMENTS", "Thực hiện"
    AMENDS = "AMENDS", "Sửa đổi, bổ sung"
    REPLACES = "REPLACES", "Thay thế"


class TaskState(Labelled):
    """Where a task stands. Overdue is no state: it follows from the deadline and the clock."""

    GIVEN = "GIVEN", "Mới giao"
    ACCEPTED = "ACCEPTED", "Đang thực hiện"
    REPORTED = "REPORTED", "Đã báo cáo hoàn thành"
    RETURNED = "RETURNED", "Yêu cầu làm tiếp"
    CONFIRMED = "CONFIRMED", "Đã xác nhận hoàn thành"
    WITHDRAWN = "WITHDRAWN", "Đã thôi giao"


S = TaskState
# LEAD: whoever works at the agency in charge; GIVER: who may give for the agency that gave it.
LEAD, GIVER = "LEAD", "GIVER"
WORKED_ON = (S.GIVEN, S.ACCEPTED, S.RETURNED)
OPEN = (*WORKED_ON, S.REPORTED)
TASK = StateTable(
    # verb, from, to, who may say it, the word on the button
    Move("accept", {S.GIVEN}, S.ACCEPTED, {LEAD}, "Nhận nhiệm vụ"),
    Move("progress", {S.GIVEN, S.ACCEPTED}, S.ACCEPTED, {LEAD}, "Báo cáo tiến độ"),
    Move("progress", {S.RETURNED}, S.RETURNED, {LEAD}, "Báo cáo tiến độ"),
    Move("report", {S.GIVEN, S.ACCEPTED, S.RETURNED}, S.REPORTED, {LEAD}, "Báo cáo hoàn thành"),
    Move("confirm", {S.REPORTED}, S.CONFIRMED, {GIVER}, "Xác nhận hoàn thành"),
    Move("return", {S.REPORTED}, S.RETURNED, {GIVER}, "Yêu cầu làm tiếp"),
    Move("extend", {S.GIVEN}, S.GIVEN, {GIVER}, "Gia hạn"),
    Move("extend", {S.ACCEPTED}, S.ACCEPTED, {GIVER}, "Gia hạn"),
    Move("extend", {S.RETURNED}, S.RETURNED, {GIVER}, "Gia hạn"),
    Move("withdraw", set(OPEN), S.WITHDRAWN, {GIVER}, "Thôi giao"),
)


class ReminderKind(Labelled):
    """Lần nhắc: each once for a deadline."""

    SOON = "SOON", "Sắp đến hạn"
    TODAY = "TODAY", "Đến hạn hôm nay"
    OVERDUE = "OVERDUE", "Đã quá hạn"
