"""The life of a procedure version: three states, two moves."""

from __future__ import annotations

from tinhso.ground.base.states import Labelled, Move, StateTable


class VersionState(Labelled):
    """Trạng thái của một phiên bản thủ tục."""

    DRAFT = "DRAFT", "Bản nháp"
    PUBLISHED = "PUBLISHED", "Đang công khai"
    RETIRED = "RETIRED", "Hết hiệu lực"


S = VersionState
LIFECYCLE = StateTable(
    Move("publish", {S.DRAFT}, S.PUBLISHED, {"CONTROLLER", "system"}, "Công khai"),
    Move("retire", {S.PUBLISHED}, S.RETIRED, {"CONTROLLER", "system"}, "Bãi bỏ"),
)
