"""The life of an entered figure: four steps by four people; what was locked is only ever followed by a new version."""

from __future__ import annotations

from tinhso.ground.base.states import Labelled, Move, StateTable


class ObservationState(Labelled):
    """Where one version of an entered figure stands."""

    ENTERED = "ENTERED", "Chờ kiểm tra"
    CHECKED = "CHECKED", "Chờ duyệt"
    APPROVED = "APPROVED", "Đã duyệt, chờ khoá"
    LOCKED = "LOCKED", "Đã khoá, công bố"
    RETURNED = "RETURNED", "Trả lại"
    REPLACED = "REPLACED", "Thay bằng bản sau"


S = ObservationState
OPEN = (S.ENTERED, S.CHECKED, S.APPROVED)
# Who enters is not of this table: it is asked before there is anything to move.
ENTERERS = frozenset({"CASE_OFFICER", "CLERK", "ACCOUNTANT"})
CHECKERS, LEADER, CONTROLLER = frozenset({"DIVISION_HEAD", "HEAD_OF_ONE_STOP"}), "LEADER", "CONTROLLER"
LIFECYCLE = StateTable(
    # verb, from, to, who may say it, the word on the button
    Move("replace", {S.ENTERED}, S.REPLACED, ENTERERS, "Nhập lại"),
    Move("check", {S.ENTERED}, S.CHECKED, CHECKERS, "Đã kiểm tra"),
    Move("approve", {S.CHECKED}, S.APPROVED, {LEADER}, "Duyệt"),
    Move("lock", {S.APPROVED}, S.LOCKED, {CONTROLLER}, "Khoá và công bố"),
    Move("send_back", set(OPEN), S.RETURNED, CHECKERS | {LEADER, CONTROLLER}, "Trả lại"),
)


class Vintage(Labelled):
    """Bản của số liệu: how final it is by word of whoever enters it."""

    PRELIMINARY = "PRELIMINARY", "Sơ bộ, ước tính"
    FINAL = "FINAL", "Chính thức"
