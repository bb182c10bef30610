"""What open data must keep: small counts are hidden, and an answer has its day."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence, Set
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
    return frozenset(_never_alone(counts, {key for key, count in counts.items() if 0 < count < least}))


Table = Mapping[str, Mapping[int, int]]  # what is counted -> of whom -> how many


def withheld(
    table: Table, least: int, *, tied: Iterable[Collection[str]] = (), same: Mapping[str, str] | None = None
) -> frozenset[tuple[str, int]]:
    """Which counts of one month must not be told, as (what, of whom), each what with a published whole of its own.

    tied: groups of counts bound by one equation (received + carried over = solved + stopped + open): one alone that is
    hidden could be computed from the others, so a second goes with it. same: what has the count of another and is
    hidden with it.
    """
    out: set[tuple[str, int]] = set()
    while True:
        before = len(out)
        for what, counts in table.items():
            gone = {unit for unit in counts if (what, unit) in out}
            small = gone | {unit for unit, count in counts.items() if 0 < count < least}
            out |= {(what, unit) for unit in _never_alone(counts, small)}
        for group in tied:
            for unit in {unit for what in group for unit in table.get(what, {})}:
                bound = {what: table[what][unit] for what in group if unit in table.get(what, {})}
                gone_here = {what for what in bound if (what, unit) in out}
                out |= {(what, unit) for what in _never_alone(bound, gone_here)}
        for what, other in (same or {}).items():
            out |= {(what, unit) for unit in table.get(what, {}) if (other, unit) in out}
            out |= {(other, unit) for unit in table.get(other, {}) if (what, unit) in out}
        if len(out) == before:
            return frozenset(out)


def withheld_over(
    months: Sequence[Table], least: int, *, tied: Iterable[Collection[str]] = (), same: Mapping[str, str] | None = None,
    carried: Mapping[str, str] | None = None,
) -> list[frozenset[tuple[str, int]]]:  # fmt: skip
    """The same for months that follow one another, a set a month.

    carried: what has the count that another had at the end of the month before (carried over: what was open then), so
    that either is hidden with the other.
    """
    table = {f"{at} {what}": counts for at, month in enumerate(months) for what, counts in month.items()}
    alike: dict[str, str] = {}
    for at, month in enumerate(months):
        alike |= {f"{at} {what}": f"{at} {other}" for what, other in (same or {}).items()}
        alike |= {
            f"{at} {what}": f"{at - 1} {other}" for what, other in (carried or {}).items() if at and what in month
        }
    bound = [[f"{at} {what}" for what in group] for group in tied for at in range(len(months))]
    found: list[set[tuple[str, int]]] = [set() for _ in months]
    for key, unit in withheld(table, least, tied=bound, same=alike):
        at_text, _, what = key.partition(" ")
        found[int(at_text)].add((what, unit))
    return [frozenset(one) for one in found]


def _never_alone(counts: Mapping[Key, int], small: Set[Key]) -> set[Key]:
    if len(small) != 1:
        return set(small)
    others = [(count, str(key), key) for key, count in counts.items() if count and key not in small]
    return {*small, min(others)[2]} if others else set(small)
