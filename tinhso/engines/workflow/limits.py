"""What a time limit is: its unit, its 15:00 variant, and how `from the next working day` is read."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import time

from tinhso.ground.base.states import Labelled

CUTOFF_AT = time(15)


class LimitUnit(Labelled):
    """Đơn vị thời hạn (onestop D1)."""

    SAME_DAY = "SAME_DAY", "trong ngày"
    WORKING_HOUR = "WORKING_HOUR", "giờ làm việc"
    WORKING_DAY = "WORKING_DAY", "ngày làm việc"
    CALENDAR_DAY = "CALENDAR_DAY", "ngày"
    MONTH = "MONTH", "tháng"


class Cutoff(Labelled):
    """What 15:00 means for a procedure (D8).

    TRANSFER_ONLY: only the hand-over inside waits (NĐ 61/2018 Điều 18). SAME_DAY: Luật Hộ tịch Điều 5(3).
    COUNT_NEXT_DAY: the limit counts from the next working day (NĐ 63/2024 Điều 7(2)).
    """

    NONE = "NONE", "Không có mốc 15 giờ"
    TRANSFER_ONLY = "TRANSFER_ONLY", "Sau 15 giờ chuyển hồ sơ đầu ngày làm việc tiếp theo"
    SAME_DAY = "SAME_DAY", "Sau 15 giờ trả kết quả trong ngày làm việc tiếp theo"
    COUNT_NEXT_DAY = "COUNT_NEXT_DAY", "Sau 15 giờ tính từ ngày làm việc tiếp theo"


class Reading(Labelled):
    """How `tính từ ngày làm việc tiếp theo` is read: the law does not settle it; STRICT is the earlier date."""

    STRICT = "STRICT", "Ngày làm việc tiếp theo là ngày thứ nhất"
    DAY_ZERO = "DAY_ZERO", "Ngày làm việc tiếp theo là ngày bắt đầu, chưa tính"


@dataclass(frozen=True)
class Limit:
    """A time limit of a procedure. value: whole and at least 1 (ignored for SAME_DAY), else ValueError.

    last_hour_rule: received within the last working hour counts from the next working day (NĐ 297/2025 Điều 6(3)).
    """

    value: int
    unit: LimitUnit
    cutoff: Cutoff = Cutoff.NONE
    last_hour_rule: bool = False
    reading: Reading = Reading.STRICT

    def __post_init__(self) -> None:
        if self.unit != LimitUnit.SAME_DAY and self.value < 1:
            raise ValueError(self.value)

    def plus(self, more: int) -> Limit:
        """The limit lengthened by `more` of its own unit: remote communes, verification (D12, D13)."""
        return replace(self, value=self.value + more)

    @property
    def words(self) -> str:
        """3 ngày làm việc; trong ngày."""
        return self.unit.label if self.unit == LimitUnit.SAME_DAY else f"{self.value} {self.unit.label}"
