"""How far a figure may be leaned on."""

from __future__ import annotations

from tinhso.ground.base.states import Labelled


class LineKind(Labelled):
    """Loại số: who says it, and whether it may be held against a target."""

    LIVE = "LIVE", "Hệ thống tính"
    ENTERED = "ENTERED", "Cán bộ nhập, đã khoá"
    OFFICIAL = "OFFICIAL", "Đã công bố, chính thức"
    CLAIM = "CLAIM", "Tuyên bố, chưa rõ cách tính"
    MISSING = "MISSING", "Chưa có số"
