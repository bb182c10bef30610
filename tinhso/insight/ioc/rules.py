"""How a value is judged by a threshold, and when it is old: plain values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from tinhso.ground.base.refused import Refused
from tinhso.ground.base.states import Labelled

WHOLE = Decimal(100)


class Light(Labelled):
    """Mức của một số liệu so với ngưỡng."""

    NONE = "NONE", "Chưa đặt ngưỡng"
    GREEN = "GREEN", "Đạt"
    AMBER = "AMBER", "Cần chú ý"
    RED = "RED", "Vượt ngưỡng"


@dataclass(frozen=True)
class Bounds:
    """A threshold as numbers, in the unit of its indicator.

    up: whether more is better. green: good from here; red: bad beyond here. margin: how far a value must come back
    over `red` before its alert is over. least: a share of fewer things than that is not judged.
    """

    up: bool
    green: Decimal
    red: Decimal
    margin: Decimal = Decimal(0)
    least: int = 0

    def light(self, value: Decimal | None, denominator: int | None) -> Light:
        """GREEN, AMBER or RED; NONE where the value is unknown or is a share of too little."""
        if value is None or (denominator is not None and denominator < self.least):
            return Light.NONE
        sign = 1 if self.up else -1
        if sign * value < sign * self.red:
            return Light.RED
        return Light.GREEN if sign * value >= sign * self.green else Light.AMBER

    def has_recovered(self, value: Decimal | None) -> bool:
        """Whether a value is on the good side of `red` by the whole margin. Unknown is not recovered."""
        if value is None:
            return False
        sign = 1 if self.up else -1
        return sign * (value - self.red) >= self.margin and sign * value >= sign * self.red


def check_bounds(bounds: Bounds, *, is_share: bool) -> None:
    """Refused beside its field where a threshold could not have been meant."""
    for field, value in (("green", bounds.green), ("red", bounds.red)):
        if value < 0:
            raise Refused("below-nothing", "Ngưỡng không thể âm.", field=field)
        if is_share and value > WHOLE:
            raise Refused("above-whole", "Chỉ tiêu là tỷ lệ phần trăm, ngưỡng không thể quá 100.", field=field)
    if bounds.up and bounds.green < bounds.red:
        raise Refused(
            "bounds-crossed", "Chỉ tiêu càng cao càng tốt: ngưỡng xanh không được thấp hơn ngưỡng đỏ.", field="green"
        )
    if not bounds.up and bounds.green > bounds.red:
        raise Refused(
            "bounds-crossed", "Chỉ tiêu càng thấp càng tốt: ngưỡng xanh không được cao hơn ngưỡng đỏ.", field="green"
        )
    if bounds.margin < 0 or bounds.margin > abs(bounds.green - bounds.red):
        raise Refused(
            "margin-too-wide", "Khoảng trễ phải từ 0 đến khoảng cách giữa ngưỡng xanh và ngưỡng đỏ.", field="margin"
        )


def is_stale(as_of: datetime | None, now: datetime, stale_after: timedelta) -> bool:
    """Whether a figure is older than its class allows; what never came is."""
    return as_of is None or now - as_of > stale_after


def age_words(as_of: datetime | None, now: datetime) -> str:
    """How old a figure is: vừa xong, 12 phút, 3 giờ, 5 ngày."""
    if as_of is None:
        return "chưa từng có"
    minutes = int(max(timedelta(), now - as_of).total_seconds() // 60)
    if minutes < 1:
        return "vừa xong"
    if minutes < 60:
        return f"{minutes} phút"
    return f"{minutes // 60} giờ" if minutes < 48 * 60 else f"{minutes // (24 * 60)} ngày"
