"""Trees of an index: points from the leaves up, with bounds where something is unknown."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from tinhso.ground.base.refused import Refused

NONE = Decimal(0)


@dataclass(frozen=True)
class Twig:
    """One node as arithmetic sees it. parent: '' for the root. max_points: None where nobody has read the annex."""

    code: str
    parent: str
    max_points: Decimal | None


@dataclass(frozen=True)
class Scored:
    """The points of a node: between lower and upper, which meet once everything below is known.

    upper: None where a maximum below is unknown. max_points: as printed, None unknown.
    """

    lower: Decimal
    upper: Decimal | None
    max_points: Decimal | None

    @property
    def is_complete(self) -> bool:
        """True when nothing below is missing."""
        return self.lower == self.upper

    @property
    def lost(self) -> Decimal | None:
        """What is missing to the maximum, as far as it is certain: unknown leaves lose nothing yet."""
        return None if self.max_points is None or self.upper is None else self.max_points - self.upper

    @property
    def share(self) -> Decimal | None:
        """I = points / maximum, where complete; None where there is nothing to divide by."""
        return self.lower / self.max_points if self.max_points and self.is_complete else None


Between = Decimal | tuple[Decimal, Decimal] | None


def score(twigs: Iterable[Twig], earned: Mapping[str, Between]) -> dict[str, Scored]:
    """Points of every node. earned: points of leaves (or of main indices, which then hide what is below), unrounded.

    A leaf of which nothing is known lies between 0 and its maximum, never silently at 0; a pair says that it is
    known only to lie between. What is printed with 0 points is not scored.
    """
    nodes = list(twigs)
    below: dict[str, list[Twig]] = {}
    for twig in nodes:
        below.setdefault(twig.parent, []).append(twig)
    told: dict[str, Scored] = {}
    for root in below.get("", []):
        _score(root, below, earned, told)
    return told


def _score(twig: Twig, below: Mapping[str, list[Twig]], earned: Mapping[str, Between], told: dict[str, Scored]) -> None:
    children = below.get(twig.code, [])
    for child in children:
        _score(child, below, earned, told)
    known = earned.get(twig.code)
    if twig.max_points == 0:
        told[twig.code] = Scored(NONE, NONE, NONE)
    elif isinstance(known, tuple):
        told[twig.code] = Scored(known[0], known[1], twig.max_points)
    elif known is not None:
        told[twig.code] = Scored(known, known, twig.max_points)
    elif children:
        parts = [told[child.code] for child in children]
        uppers = [part.upper for part in parts]
        # A sum of uppers beyond the printed maximum cannot come true.
        upper = None if None in uppers else sum((one for one in uppers if one is not None), NONE)
        if twig.max_points is not None:
            upper = twig.max_points if upper is None else min(upper, twig.max_points)
        told[twig.code] = Scored(sum((part.lower for part in parts), NONE), upper, twig.max_points)
    else:
        told[twig.code] = Scored(NONE, twig.max_points, twig.max_points)


def total(twigs: Sequence[Twig], earned: Mapping[str, Between]) -> Scored:
    """The root. Refused `no-total` where scored leaves have no printed points and no main index stands for them."""
    told = score(twigs, earned)
    (root,) = [told[twig.code] for twig in twigs if not twig.parent]
    if (unread := _unread(twigs, earned)) and not root.is_complete:
        raise Refused(
            "no-total",
            f"Chưa tính được tổng điểm: còn {len(unread)} chỉ số chưa biết điểm tối đa. "
            "Hãy nhập giá trị chỉ số chính hoặc nạp phụ lục đã ký.",
        )
    return root


def above(twigs: Iterable[Twig], codes: Collection[str]) -> set[str]:
    """Every node above one of these."""
    parent = {twig.code: twig.parent for twig in twigs}
    found: set[str] = set()
    for code in codes:
        while (code := parent.get(code, "")) and code not in found:
            found.add(code)
    return found


def _unread(twigs: Sequence[Twig], earned: Mapping[str, Between]) -> list[str]:
    """Leaves without printed points that no entered node above covers."""
    parent = {twig.code: twig.parent for twig in twigs}
    worth = {twig.code: twig.max_points for twig in twigs}
    inner = set(parent.values())

    def is_covered(code: str) -> bool:
        while code:
            if earned.get(code) is not None or worth[code] == 0:
                return True
            code = parent[code]
        return False

    return [t.code for t in twigs if t.code not in inner and t.max_points is None and not is_covered(t.code)]


def pillar(members: Collection[str], told: Mapping[str, Scored]) -> Decimal | None:
    """A view over some main indices: their points over their maxima. None while any is incomplete.

    Pillars share the foundation, so they do not add up to the total: they are views, no partition.
    """
    parts = [told[code] for code in members]
    whole = sum((part.max_points or NONE for part in parts), NONE)
    if not whole or not all(part.is_complete and part.max_points is not None for part in parts):
        return None
    return sum((part.lower for part in parts), NONE) / whole
