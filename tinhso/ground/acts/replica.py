"""The replica: where reads go that may be a second old, as long as it keeps up."""

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

log = logging.getLogger(__name__)

# A server that leads keeps up with itself. A replica keeps up when somebody sends to it and it has replayed all that
# it received, or what it replayed last is young enough: a quiet primary is no lag.
KEEPS_UP = """
SELECT NOT pg_is_in_recovery()
    OR (EXISTS (SELECT FROM pg_stat_wal_receiver)
        AND coalesce(pg_last_wal_receive_lsn() = pg_last_wal_replay_lsn()
                     OR pg_last_xact_replay_timestamp() > now() - make_interval(secs => %s), false))
"""


class _Verdict:
    """What this process last heard of the replica, asked by one thread at a time."""

    def __init__(self) -> None:
        self.is_good = False
        self.until = 0.0
        self.asking = threading.Lock()

    def settle(self, *, is_good: bool, seconds: float) -> None:
        self.is_good, self.until = is_good, time.monotonic() + seconds


_verdict = _Verdict()


def has_replica() -> bool:
    """Whether an operator named one."""
    return REPLICA in connections.settings


def keeps_up() -> bool:
    """Whether the replica may be asked now; looked at once a second, by one statement. False without a replica."""
    if not has_replica():
        return False
    if time.monotonic() >= _verdict.until and _verdict.asking.acquire(blocking=False):
        try:
            _verdict.settle(is_good=_asked(), seconds=ASK_AGAIN_S)
        except DatabaseError as lost:
            if not is_outage(lost):
                raise
            log.warning("The replica does not answer: %s", lost)
            rest()
        finally:
            _verdict.asking.release()
    return _verdict.is_good


def rest() -> None:
    """Leave the replica alone for some seconds: it just failed somebody."""
    _verdict.settle(is_good=False, seconds=REST_S)
    if has_replica():
        connections[REPLICA].close()


def _asked() -> bool:
    with connections[REPLICA].cursor() as cursor:
        cursor.execute(KEEPS_UP, [settings.REPLICA_LAG_S])
        (good,) = cursor.fetchone()
    return bool(good)


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
