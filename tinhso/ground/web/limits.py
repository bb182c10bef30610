"""How often somebody may do something, counted over all web processes and machines in PostgreSQL alone.

Each process counts in memory first and tells the database only every tenth of what is allowed, so that whoever asks
at a person's pace never costs a write. What it overshoots by is a tenth a process; where that is too much (passwords)
the limit is small and each one is told.
"""

from __future__ import annotations

import hashlib
import threading
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.db import connection

from tinhso.ground.base.refused import Refused

MOST_KEPT = 20_000  # callers that a process remembers; beyond that it begins anew and asks the database sooner

# One row a caller and limit, used again in the next period.
TELL = """
INSERT INTO web_tally AS known (caller, begins, times) VALUES (%s, %s, %s)
ON CONFLICT (caller) DO UPDATE SET
  times = CASE WHEN known.begins = excluded.begins THEN known.times ELSE 0 END + excluded.times,
  begins = excluded.begins
RETURNING times
"""


class TooOften(Refused):
    """Not now: too many in a short time. seconds: until it may be tried again."""

    def __init__(self, seconds: int) -> None:
        super().__init__("too-often", f"Quá nhiều lượt trong thời gian ngắn. Hãy thử lại sau {seconds} giây.")
        self.seconds = seconds


@dataclass
class _Count:
    """Of one caller in one period. told: what the database knows of it; total: what all processes had told it then."""

    begins: int
    seen: int = 0
    told: int = 0
    total: int = 0


@dataclass
class _Memory:
    counts: dict[str, _Count] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)


_memory = _Memory()


def forget() -> None:
    """What this process remembers: for tests."""
    _memory.counts.clear()


def refuse_beyond(name: str, who: str, *, now: datetime) -> None:
    """TooOften where this process knows that `who` is beyond the limit; nothing is counted."""
    times, seconds = settings.LIMITS[name]
    begins = int(now.timestamp()) // (seconds or 1) * seconds
    mine = _memory.counts.get(_caller(name, who)) if times else None
    if mine and mine.begins == begins and max(mine.total, mine.seen) > times:
        raise TooOften(max(1, begins + seconds - int(now.timestamp())))


def count(name: str, who: str, *, now: datetime) -> None:
    """Count one more of `who` under the limit `name` of settings.LIMITS. TooOften beyond it; 0 times: no limit."""
    times, seconds = settings.LIMITS[name]
    if not times:
        return
    begins = int(now.timestamp()) // seconds * seconds
    caller = _caller(name, who)
    with _memory.lock:
        if len(_memory.counts) > MOST_KEPT:
            _memory.counts.clear()
        mine = _memory.counts.get(caller)
        if mine is None or mine.begins != begins:
            mine = _memory.counts[caller] = _Count(begins)
        mine.seen += 1
        untold = mine.seen - mine.told
        tells = untold >= max(1, times // 10) and mine.total <= times
        if tells:
            mine.told = mine.seen
    if tells:
        with connection.cursor() as cursor:
            cursor.execute(TELL, [caller, begins, untold])
            mine.total = cursor.fetchone()[0]
    if mine.total > times or mine.seen > times:
        raise TooOften(max(1, begins + seconds - int(now.timestamp())))


def _caller(name: str, who: str) -> str:
    key = settings.SECRET_KEY.encode()[:64]
    return hashlib.blake2b(f"{name} {who}".encode(), digest_size=16, key=key).hexdigest()
