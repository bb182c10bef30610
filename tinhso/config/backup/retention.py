"""Which backups stay; plain values only."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from tinhso.ground.base.vietnamese import VIETNAM


def daily(moments: Sequence[datetime], days: int) -> set[datetime]:
    """The first backup of each of the last `days` days (Việt Nam's) that have one, and the newest of all.

    The first, because WAL leads from it to every later moment of its day; the newest, because it is the shortest way.
    """
    return _first_of_each(moments, max(days, 1), lambda at: f"{at:%Y-%m-%d}") | set(sorted(moments)[-1:])


def weekly(moments: Sequence[datetime], weeks: int) -> set[datetime]:
    """The first backup of each of the last `weeks` weeks (Monday to Sunday) that have one."""
    return _first_of_each(moments, weeks, lambda at: f"{at:%G-%V}")


def kept(moments: Sequence[datetime], *, days: int, weeks: int) -> set[datetime]:
    """All that stay. Days and weeks without a backup do not count: a month of silence throws nothing away."""
    return daily(moments, days) | weekly(moments, weeks)


def _first_of_each(moments: Sequence[datetime], how_many: int, period: Callable[[datetime], str]) -> set[datetime]:
    first: dict[str, datetime] = {}
    for at in sorted(moments):
        first.setdefault(period(at.astimezone(VIETNAM)), at)
    return {first[one] for one in sorted(first, reverse=True)[:how_many]}
