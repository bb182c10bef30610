"""What open data must keep: small counts are hidden, and an answer has its day."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import TypeVar

from tinhso.engines.workflow.limits import Limit, LimitUnit

# Nghị định 194/2025/NĐ-CP as it amends 47/2020: a request for data is answered within two working days; whether that
# still stands under Nghị định 278/2025/NĐ-CP was not checked [M].
ANSWER_WITHIN = Limit(2, LimitUnit.WORKING_DAY)
LAW = "Nghị định 194/2025/NĐ-CP: trả lời trong 2 ngày làm việc (chưa đối chiếu với Nghị định 278/2025/NĐ-CP)"
LONGEST = 2000

Key = TypeVar("Key", bound=Hashable)


def hidden(counts: Mapping[Key, int], least: int) -> frozenset[Key]:
    """Which of several counts that add up to a published whole must not be told.

    least: the smallest count that may be told, 0 for no limit; a nought tells of nobody. Where one alone would be
    hidden it could be computed from the others, so the next smallest is hidden with it.
    """
    small = {key for key, count in counts.items() if 0 < count < least}
    if len(small) == 1:
        others = [(count, str(key), key) for key, count in counts.items() if count and key not in small]
        small |= {min(others)[2]} if others else set()
    return frozenset(small)
