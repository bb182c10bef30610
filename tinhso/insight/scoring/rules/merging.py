"""What becomes of values when units merge."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from tinhso.ground.base.states import Labelled

NONE = Decimal(0)


class MergeRule(Labelled):
    """Cách gộp giá trị khi sáp nhập. A ratio is averaged only where the owner of the index did so."""

    UNWEIGHTED_MEAN = "UNWEIGHTED_MEAN", "Trung bình cộng giản đơn"
    WEIGHTED = "WEIGHTED", "Trung bình có trọng số"
    SUM = "SUM", "Cộng"
    RECOMPUTE = "RECOMPUTE", "Cộng tử số, cộng mẫu số rồi chia"


@dataclass(frozen=True)
class Part:
    """What an old unit brings along. weight: such as its population; numerator, denominator: of a ratio."""

    value: Decimal | None = None
    weight: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None


def merged(rule: str, parts: Sequence[Part]) -> Decimal | None:
    """The value of the new unit; None while any old one is unknown."""
    if rule == MergeRule.RECOMPUTE:
        above, below = _sum([part.numerator for part in parts]), _sum([part.denominator for part in parts])
        return above / below if above is not None and below else None
    if rule == MergeRule.WEIGHTED:
        weighed = [p.value * p.weight for p in parts if p.value is not None and p.weight is not None]
        whole = _sum([part.weight for part in parts])
        return sum(weighed, NONE) / whole if whole and len(weighed) == len(parts) else None
    added = _sum([part.value for part in parts])
    if rule == MergeRule.SUM or added is None:
        return added
    return added / len(parts)


def _sum(values: Sequence[Decimal | None]) -> Decimal | None:
    known = [value for value in values if value is not None]
    return sum(known, NONE) if known and len(known) == len(values) else None
