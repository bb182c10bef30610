"""The life of a stored paper: kept, until a better one takes its place or an officer takes a mistake out."""

from __future__ import annotations

from tinhso.ground.base.states import Labelled, Move, StateTable


class StoredState(Labelled):
    """Trạng thái giấy tờ trong kho; that its validity has run out is no state but a matter of the day."""

    KEPT = "KEPT", "Đang lưu"
    SUPERSEDED = "SUPERSEDED", "Đã có bản thay thế"
    WITHDRAWN = "WITHDRAWN", "Đã thu hồi"


S = StoredState
KEEPERS = {"RECEPTION", "HEAD_OF_ONE_STOP", "CLERK", "system"}
LIFECYCLE = StateTable(
    Move("supersede", {S.KEPT}, S.SUPERSEDED, KEEPERS, "Thay bằng bản khác"),
    Move("withdraw", {S.KEPT}, S.WITHDRAWN, KEEPERS, "Thu hồi khỏi kho"),
)
