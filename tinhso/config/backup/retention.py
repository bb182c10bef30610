"""Which backups stay; plain values only."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from tinhso.ground.base.vietnamese import VIETNAM


def daily(moments: Sequence[datetime], days: int) -> set[datetime]:
    """The newest backup of each of the last `days` days (Việt Nam's) that have one; the newest of all in any case."""
    return _newest_of_each(moments, days, lambda at: at.astimezone(VIETNAM).strftime("%Y-%m-%d"))


def weekly(moments: Sequence[datetime], weeks: int) -> set[datetime]:
    """The newest backup of each of the last `weeks` weeks (Monday to Sunday) that have one."""
    return _newest_of_each(moments, weeks, lambda at: at.astimezone(VIETNAM).strftime("%G-%V")) if weeks else set()


def kept(moments: Sequence[datetime], *, days: int, weeks: int) -> set[datetime]:
    """All that stay. Days and weeks without a backup do not count: a month of silence throws nothing away."""
    return daily(moments, days) | weekly(moments, weeks)


def _newest_of_each(moments: Sequence[datetime], how_many: int, period: object) -> set[datetime]:
    newest: dict[str, datetime] = {}
    for at in sorted(moments):
        newest[period(at)] = at  # type: ignore[operator]
    return {newest[one] for one in sorted(newest)[-max(how_many, 1) :]}
