"""What must always be true of the province's rows, and what a look at them found."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import islice

NAMED = 10  # how many broken rows a verdict names; the others are only counted


@dataclass(frozen=True)
class Verdict:
    """What one check found: how many rows it looked at, how many are broken, and the first broken ones in words.

    note: what could not be looked at, or is worth knowing without being wrong; '' for nothing.
    """

    looked_at: int
    broken: int = 0
    named: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Invariant:
    """One promise about stored rows. name: room.word; sentence: in Vietnamese, what must be true.

    is_long: reads the content of every file. is_outside: asks a partner. Both are left out unless asked for.
    """

    name: str
    sentence: str
    check: Callable[[], Verdict]
    is_long: bool = False
    is_outside: bool = False


def verdict_of(looked_at: int, broken: Iterable[str]) -> Verdict:
    """The verdict on broken rows that come one by one; only the first are kept."""
    rows = iter(broken)
    named = tuple(islice(rows, NAMED))
    return Verdict(looked_at, len(named) + sum(1 for _ in rows), named)


def together(*verdicts: Verdict) -> Verdict:
    """Several looks at the same promise as one verdict."""
    named = tuple(name for one in verdicts for name in one.named)[:NAMED]
    note = " ".join(one.note for one in verdicts if one.note)
    return Verdict(sum(v.looked_at for v in verdicts), sum(v.broken for v in verdicts), named, note)
