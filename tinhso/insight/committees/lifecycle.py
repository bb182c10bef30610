"""Which kinds of committees there are, and which seats in them."""

from __future__ import annotations

from tinhso.ground.base.states import Labelled


class CommitteeKind(Labelled):
    """Loại tổ chức chỉ đạo."""

    STEERING = "STEERING", "Ban chỉ đạo"
    HELP = "HELP", "Tổ giúp việc"


class Seat(Labelled):
    """Vai trò trong ban chỉ đạo, tổ giúp việc."""

    HEAD = "HEAD", "Trưởng ban, tổ trưởng"
    STANDING = "STANDING", "Phó trưởng ban thường trực"
    DEPUTY = "DEPUTY", "Phó trưởng ban, tổ phó"
    SECRETARY = "SECRETARY", "Thư ký"
    MEMBER = "MEMBER", "Thành viên"
