"""How a leaf earns its points: the seven patterns seen in score sheets made after Quyết định 922/QĐ-BTTTT."""

from __future__ import annotations

from collections.abc import Mapping
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


def share_of(pattern: str, params: Mapping[str, Any], given: Given) -> Decimal | None:
    """The part of the maximum that a leaf earns, 0 to 1; None where what was given does not say.

    Points are clamped here and nowhere else: 156% of a target earns the full points of the index, and stays 156%
    wherever attainment is shown (`attainment`).
    """
    match pattern:
        case Pattern.RATIO:
            return _clamped(_ratio(given))
        case Pattern.RATIO_TO_TARGET:
            ratio = _ratio(given)
            return None if ratio is None else _clamped(ratio / Decimal(str(params["target"])))
        case Pattern.LEADER_GRADE:
            if not given.choice:
                return None
            return ONE if given.choice in HEADS else HALF if given.choice in DEPUTIES else NONE
        case Pattern.TIERED_COUNT:
            return None if given.numerator is None else _tier(params["tiers"], given.numerator)
        case Pattern.SPLIT_HALVES:
            return sum((HALF for met in given.met if met), NONE) if len(given.met) == 2 else None
        case Pattern.BINARY:
            return (ONE if given.met[0] else NONE) if given.met else None
        case Pattern.RELATIVE_TO_MAX:
            if given.numerator is None or not given.best:
                return None
            return _clamped(given.numerator / given.best)
    return None


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


def _ratio(given: Given) -> Decimal | None:
    if given.numerator is None or not given.denominator:
        return None
    return given.numerator / given.denominator


def _clamped(share: Decimal | None) -> Decimal | None:
    return None if share is None else min(max(share, NONE), ONE)


def _tier(tiers: Mapping[str, Any], count: Decimal) -> Decimal:
    """tiers: at least so many times -> points as the annex prints them; the highest is the whole."""
    printed = {Decimal(times): Decimal(str(points)) for times, points in tiers.items()}
    reached = [points for times, points in printed.items() if count >= times]
    return max(reached, default=NONE) / max(printed.values())
