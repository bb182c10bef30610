"""The life of a camera in the register, what it is for, and what is heard of it."""

from __future__ import annotations

from tinhso.ground.base.states import Labelled, Move, StateTable

# Who enters the pages: who watches figures, and whoever keeps cameras; the rows decide what he sees there.
READERS = ("LEADER", "DIVISION_HEAD", "HEAD_OF_ONE_STOP", "CONTROLLER", "AUDITOR")
OVERSEERS = frozenset({"CONTROLLER", "AUDITOR"})
KEEPERS, DECIDERS = frozenset({"LEADER", "DIVISION_HEAD"}), frozenset({"LEADER"})


class Purpose(Labelled):
    """Mục đích đặt camera."""

    TRAFFIC = "TRAFFIC", "Giao thông"
    ORDER = "ORDER", "An ninh trật tự"
    DISASTER = "DISASTER", "Phòng, chống thiên tai"
    ENVIRONMENT = "ENVIRONMENT", "Môi trường"
    PREMISES = "PREMISES", "Bảo vệ trụ sở"


class CameraState(Labelled):
    """Camera trong sổ đang ở đâu: entered by one, in use by the word of another."""

    PROPOSED = "PROPOSED", "Chờ duyệt"
    IN_USE = "IN_USE", "Đang dùng"
    RETIRED = "RETIRED", "Đã bỏ"


C = CameraState
CAMERAS = StateTable(
    Move("approve", {C.PROPOSED}, C.IN_USE, DECIDERS, "Duyệt đưa vào sổ"),
    Move("retire", {C.PROPOSED, C.IN_USE}, C.RETIRED, KEEPERS, "Bỏ khỏi sổ"),
)


class Health(Labelled):
    """Tình trạng camera, as its owner's system or an official said last."""

    UP = "UP", "Hoạt động"
    DOWN = "DOWN", "Không hoạt động"
    SILENT = "SILENT", "Lâu không có tin"
