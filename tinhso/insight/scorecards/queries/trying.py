"""What if: one main index at another value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from tinhso.ground.base.refused import Refused
from tinhso.insight.scorecards.models import Node
from tinhso.insight.scorecards.queries.published import league
from tinhso.insight.scorecards.queries.results import Result, on_scale
from tinhso.insight.scoring.rules import ranking


@dataclass(frozen=True)
class WhatIf:
    """One main index at another value: the points it would bring, the new total, and where that would stand."""

    node: Node
    value: Decimal
    gain: Decimal
    total: Decimal
    place: ranking.Place | None
    rank_of: int
    known: int


def what_if(before: Result, code: str, value: Decimal, *, ours: Mapping[int, Decimal] | None = None) -> WhatIf:
    """Refused `no-what-if` where the index, its maximum or the total is unknown; values lie between 0 and 1.

    ours: of a unit that we assess, rank -> points of the other units of the same assessment.
    """
    node = next((line.node for line in before.lines if line.node.code == code and line.node.is_main), None)
    if node is None or not node.max_points or before.total is None or not before.total.is_complete:
        raise Refused("no-what-if", "Chưa thử được: thiếu điểm tối đa hoặc giá trị chỉ số chính.", field="value")
    if not 0 <= value <= 1:
        raise Refused("no-what-if", "Giá trị thử phải từ 0 đến 1, ví dụ 0,85.", field="value")
    now = next(line.scored.lower for line in before.lines if line.node.code == code)
    gain = value * node.max_points - now
    total = before.total.lower + gain
    printed = on_scale(before.version, total)
    if ours is not None:
        # Where two units stand on one rank, a number of units is more than the ranks that are named.
        many = len(ours) + 1
        place = ranking.place_among(total, ours, rank_of=many) if ours else None
        return WhatIf(node, value, gain, printed, place, many, len(ours))
    rank_of = (before.published.rank_of if before.published else None) or 63
    standing = league(before.version.family, before.year, rank_of)
    own = next((row.rank for row in standing.rows if row.unit_code == before.unit_code and row.rank), rank_of)
    others = {
        # Without this unit each one behind it stands a rank higher.
        row.rank - (row.rank > own): row.value for row in standing.rows
        if row.unit_code != before.unit_code and row.rank and row.value is not None
    }  # fmt: skip
    place = ranking.place_among(printed, others, rank_of=rank_of) if others else None
    return WhatIf(node, value, gain, printed, place, rank_of, len(others))
