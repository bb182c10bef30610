"""The replica: where reads go that may be a second old, as long as it keeps up; in need, a minute old."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.utils import DatabaseError

from tinhso.ground.acts.outage import is_outage

REPLICA = "replica"
ASK_AGAIN_S = 1.0
REST_S = 5.0
# While nobody leads, a page that is a minute old is better than none.
IN_NEED_S = 120.0

log = logging.getLogger(__name__)

# Whether it hears from the primary, and how many seconds behind it is. A server that leads keeps up with itself; a
# replica that has replayed all that it received is not behind, as a quiet primary is no lag; but one to which nobody
# sends cannot know, and is as old as what it replayed last.
STANDING = """
WITH heard AS (SELECT NOT pg_is_in_recovery() AS leads, EXISTS (SELECT FROM pg_stat_wal_receiver) AS hears)
SELECT leads OR hears, CASE
    WHEN leads OR (hears AND pg_last_wal_receive_lsn() = pg_last_wal_replay_lsn()) THEN 0
    ELSE coalesce(extract(epoch FROM now() - pg_last_xact_replay_timestamp()), 'infinity')::float END
FROM heard
"""


class _Verdict:
    """What this process last heard of the replica, asked by one thread at a time. age: seconds behind."""

    def __init__(self) -> None:
        self.hears, self.age = False, float("inf")
        self.until = 0.0
        self.primary_away_until = 0.0
        self.asking = threading.Lock()

    def settle(self, *, hears: bool, age: float, seconds: float) -> None:
        self.hears, self.age, self.until = hears, age, time.monotonic() + seconds


_verdict = _Verdict()


def has_replica() -> bool:
    """Whether an operator named one."""
    return REPLICA in connections.settings


def keeps_up() -> bool:
    """Whether the replica may be asked now: it hears from the primary and is not behind. False without a replica."""
    return has_replica() and _asked().hears and _verdict.age <= settings.REPLICA_LAG_S


def serves_in_need() -> bool:
    """Whether, with the primary away, the replica may answer all the same: what it holds is not older than minutes."""
    return has_replica() and _asked().age <= IN_NEED_S


def primary_is_away() -> bool:
    """Whether somebody in this process found the primary away in the last seconds: no need to wait for it again."""
    return time.monotonic() < _verdict.primary_away_until


def found_primary_away() -> None:
    """Say so to the others in this process, for some seconds."""
    _verdict.primary_away_until = time.monotonic() + REST_S


def rest() -> None:
    """Leave the replica alone for some seconds: it just failed somebody."""
    _verdict.settle(hears=False, age=float("inf"), seconds=REST_S)
    if has_replica():
        connections[REPLICA].close()


def _asked() -> _Verdict:
    """The verdict, not older than a second, by one statement of one thread; the others take the last one."""
    if time.monotonic() >= _verdict.until and _verdict.asking.acquire(blocking=False):
        try:
            with connections[REPLICA].cursor() as cursor:
                cursor.execute(STANDING)
                hears, age = cursor.fetchone()
            _verdict.settle(hears=hears, age=age, seconds=ASK_AGAIN_S)
        except DatabaseError as lost:
            if not is_outage(lost):
                raise
            log.warning("The replica does not answer: %s", lost)
            rest()
        finally:
            _verdict.asking.release()
    return _verdict


@contextmanager
def on_replica() -> Iterator[None]:
    """Let every query of this thread go to the replica, however it is written; writing is refused there by the server.

    Never inside a transaction. Whoever enters asks `keeps_up` first, and does not read what he has just written.
    """
    primary = connections[DEFAULT_DB_ALIAS]
    connections[DEFAULT_DB_ALIAS] = connections[REPLICA]
    try:
        yield
    finally:
        connections[DEFAULT_DB_ALIAS] = primary
