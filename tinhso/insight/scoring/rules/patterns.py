"""How a leaf earns its points: the seven patterns seen in score sheets made after Quyết định 922/QĐ-BTTTT."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from tinhso.ground.base.states import Labelled

ONE, NONE, HALF = Decimal(1), Decimal(0), Decimal("0.5")
HEADS = ("SECRETARY", "CHAIRMAN")  # Bí thư, Chủ tịch
DEPUTIES = ("DEPUTY_SECRETARY", "DEPUTY_CHAIRMAN")


class Pattern(Labelled):
    """Cách tính điểm của một chỉ số thành phần."""

    RATIO = "RATIO", "Tỷ lệ a/b × điểm tối đa"
    LEADER_GRADE = "LEADER_GRADE", "Theo chức vụ người đứng đầu"
    TIERED_COUNT = "TIERED_COUNT", "Theo bậc của số lần"
    SPLIT_HALVES = "SPLIT_HALVES", "Mỗi điều kiện một nửa điểm"
    BINARY = "BINARY", "Có hoặc không"
    RATIO_TO_TARGET = "RATIO_TO_TARGET", "Tỷ lệ so với mục tiêu"
    RELATIVE_TO_MAX = "RELATIVE_TO_MAX", "So với đơn vị cao nhất"


@dataclass(frozen=True)
class Given:
    """What was entered for a leaf: a and b of a ratio, a count or value (numerator alone), a post, conditions met.

    best: the highest value among the units compared, for RELATIVE_TO_MAX.
    """

    numerator: Decimal | None = None
    denominator: Decimal | None = None
    choice: str = ""
    met: tuple[bool, ...] = ()
    best: Decimal | None = None


def _ratio(_params: Mapping[str, Any], given: Given) -> Decimal | None:
    if given.numerator is None or not given.denominator:
        return None
    return _clamped(given.numerator / given.denominator)


def _ratio_to_target(params: Mapping[str, Any], given: Given) -> Decimal | None:
    if given.numerator is None or not given.denominator:
        return None
    return _clamped(given.numerator / given.denominator / Decimal(str(params["target"])))


def _leader_grade(_params: Mapping[str, Any], given: Given) -> Decimal | None:
    if not given.choice:
        return None
    return ONE if given.choice in HEADS else HALF if given.choice in DEPUTIES else NONE


def _tiered_count(params: Mapping[str, Any], given: Given) -> Decimal | None:
    """tiers: at least so many times -> points as the annex prints them; the highest is the whole."""
    if given.numerator is None:
        return None
    printed = {Decimal(times): Decimal(str(points)) for times, points in params["tiers"].items()}
    reached = [points for times, points in printed.items() if given.numerator >= times]
    return max(reached, default=NONE) / max(printed.values())


def _split_halves(_params: Mapping[str, Any], given: Given) -> Decimal | None:
    return sum((HALF for met in given.met if met), NONE) if len(given.met) == 2 else None


def _binary(_params: Mapping[str, Any], given: Given) -> Decimal | None:
    return (ONE if given.met[0] else NONE) if given.met else None


def _relative_to_max(_params: Mapping[str, Any], given: Given) -> Decimal | None:
    return _clamped(given.numerator / given.best) if given.numerator is not None and given.best else None


def _clamped(share: Decimal) -> Decimal:
    return min(max(share, NONE), ONE)


EARN: Mapping[str, Callable[[Mapping[str, Any], Given], Decimal | None]] = {
    Pattern.RATIO.value: _ratio,
    Pattern.LEADER_GRADE.value: _leader_grade,
    Pattern.TIERED_COUNT.value: _tiered_count,
    Pattern.SPLIT_HALVES.value: _split_halves,
    Pattern.BINARY.value: _binary,
    Pattern.RATIO_TO_TARGET.value: _ratio_to_target,
    Pattern.RELATIVE_TO_MAX.value: _relative_to_max,
}


def share_of(pattern: str, params: Mapping[str, Any], given: Given) -> Decimal | None:
    """The part of the maximum that a leaf earns, 0 to 1; None where what was given does not say.

    Points are clamped here and nowhere else: 156% of a target earns the full points of the index, and stays 156%
    wherever attainment is shown (`attainment`).
    """
    earn = EARN.get(pattern)
    return None if earn is None else earn(params, given)


def points(pattern: str, params: Mapping[str, Any], given: Given, max_points: Decimal) -> Decimal | None:
    """The points of a leaf, unrounded; None where its share is unknown."""
    share = share_of(pattern, params, given)
    return None if share is None else share * max_points


def attainment(actual: Decimal, target: Decimal, *, higher_is_better: bool = True) -> Decimal | None:
    """Actual against target, 1 is met; never clamped. None for a division by nothing."""
    above, below = (actual, target) if higher_is_better else (target, actual)
    return above / below if below else None


def rounded(value: Decimal, places: int = 4) -> Decimal:
    """Half up, for display only: ranks are compared on what was not rounded."""
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
