"""How typed figures are read and judged: plain values, one sentence for each thing that is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Protocol, TypeVar

from tinhso.ground.base.refused import Refused
from tinhso.ground.reference.kinds import UnitLevel

DISTRICTS_ENDED = date(2025, 7, 1)  # Luật Tổ chức chính quyền địa phương 72/2025/QH15
PLAIN = re.compile(r"-?\d+(,\d{1,4})?")
# No group of thousands begins with nought: 0.123 is a decimal point of another country.
GROUPED = re.compile(r"-?[1-9]\d{0,2}(\.\d{3})+(,\d{1,4})?")
DOTTED = re.compile(r"-?\d+\.\d+")
LARGEST = Decimal(10) ** 15
PLACES = Decimal("0.0001")


class Place(Protocol):
    """A version of an administrative unit, as far as entering asks."""

    level: str
    valid_from: date
    valid_to: date | None


AnyPlace = TypeVar("AnyPlace", bound=Place)


@dataclass(frozen=True)
class Cells:
    """What was typed of one unit."""

    numerator: str = ""
    denominator: str = ""
    value: str = ""

    @property
    def are_empty(self) -> bool:
        """Whether nothing was typed."""
        return not (self.numerator or self.denominator or self.value)


@dataclass(frozen=True)
class Measured:
    """What was meant. numerator, denominator: None where the value was given as such."""

    numerator: Decimal | None
    denominator: Decimal | None
    value: Decimal


def number(text: str, *, is_ratio: bool) -> Decimal:
    """A number as Vietnamese write it: 1.234.567 or 12,5. Refused where it can be read in two ways, or in none.

    is_ratio: one dot before three digits may then be a decimal point of another country, so it is not guessed.
    """
    typed = re.sub(r"[\s\u00a0\u202f]", "", text)
    if is_ratio and GROUPED.fullmatch(typed) and typed.count(".") == 1 and "," not in typed:
        raise Refused(
            "ambiguous-number", f"“{typed}” đọc được hai cách. Tỷ lệ viết với dấu phẩy thập phân, ví dụ 1,76."
        )
    if PLAIN.fullmatch(typed) or GROUPED.fullmatch(typed):
        found = Decimal(typed.replace(".", "").replace(",", "."))
        if abs(found) >= LARGEST:
            raise Refused("too-large", f"“{typed}” quá lớn.")
        return found
    if DOTTED.fullmatch(typed):
        raise Refused("decimal-dot", f"“{typed}” dùng dấu chấm thập phân. Hãy viết dấu phẩy, ví dụ 12,5.")
    raise Refused("not-a-number", f"“{typed[:40]}” không phải là số. Viết như 1.234.567 hoặc 12,5.")


def measured(cells: Cells, *, has_parts: bool, is_share: bool, least: Decimal | None, most: Decimal | None) -> Measured:
    """What the cells of one unit say. A ratio with parts is computed here and never typed. Refused otherwise."""
    if has_parts:
        found = _from_parts(cells, is_share=is_share)
    else:
        if not cells.value:
            raise Refused("value-missing", "Chưa có giá trị.")
        found = Measured(None, None, number(cells.value, is_ratio=is_share))
    if least is not None and found.value < least:
        raise Refused("below-least", f"Giá trị nhỏ hơn mức nhỏ nhất có thể là {_written(least)}.")
    if most is not None and found.value > most:
        raise Refused("above-most", f"Giá trị lớn hơn mức lớn nhất có thể là {_written(most)}.")
    return found


def _from_parts(cells: Cells, *, is_share: bool) -> Measured:
    if cells.value:
        number(cells.value, is_ratio=True)
        raise Refused("ratio-typed", "Tỷ lệ do hệ thống tính. Hãy nhập tử số và mẫu số, để trống giá trị.")
    if not (cells.numerator and cells.denominator):
        raise Refused("part-missing", "Cần cả tử số và mẫu số.")
    above, below = number(cells.numerator, is_ratio=False), number(cells.denominator, is_ratio=False)
    if below <= 0:
        raise Refused("no-denominator", "Mẫu số phải lớn hơn 0.")
    whole = 100 if is_share else 1
    return Measured(above, below, (above * whole / below).quantize(PLACES, ROUND_HALF_UP))


def plain(value: Decimal) -> Decimal:
    """A number without zeros after its point that nobody wrote."""
    return Decimal(f"{value.normalize():f}")


def _written(bound: Decimal) -> str:
    return f"{plain(bound)}".replace(".", ",")


def place_in(code: str, versions: Iterable[AnyPlace], *, level: str, last: date) -> AnyPlace:
    """The version of a unit that a figure of a period speaks of: the one that stood on its last day.

    versions: all that ever carried the code. Refused where none stood then, districts with their own sentence.
    """
    known = list(versions)
    if not known:
        raise Refused("no-such-unit", f"Không có đơn vị hành chính mã {code}.")
    standing = [one for one in known if one.valid_from <= last and (one.valid_to is None or last <= one.valid_to)]
    if not standing and last >= DISTRICTS_ENDED and any(one.level == UnitLevel.DISTRICT for one in known):
        raise Refused(
            "district-abolished",
            f"Mã {code} là đơn vị cấp huyện. Không còn cấp huyện từ 01/7/2025, hãy nhập theo cấp xã.",
        )
    if not standing:
        raise Refused("unit-not-standing", f"Đơn vị mã {code} không tồn tại vào {last:%d/%m/%Y}.")
    if standing[0].level != level:
        raise Refused("wrong-level", f"Chỉ tiêu này không nhập cho cấp của đơn vị mã {code}.")
    return standing[0]
