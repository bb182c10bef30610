"""The life of a proposal to change a register."""

from __future__ import annotations

from tinhso.ground.base.states import Labelled, Move, StateTable


class ProposalKind(Labelled):
    """What is proposed."""

    NEW = "NEW", "Thêm bản ghi"
    CHANGE = "CHANGE", "Sửa bản ghi"
    REMOVE = "REMOVE", "Xoá bản ghi"


class ProposalState(Labelled):
    """Where a proposal stands."""

    WAITING = "WAITING", "Chờ duyệt"
    APPROVED = "APPROVED", "Đã duyệt"
    SENT_BACK = "SENT_BACK", "Trả lại"


S = ProposalState
LIFECYCLE = StateTable(
    # verb, from, to, who may say it, the word on the button
    Move("approve", {S.WAITING}, S.APPROVED, {"LEADER"}, "Duyệt"),
    Move("send_back", {S.WAITING}, S.SENT_BACK, {"LEADER"}, "Trả lại"),
)
