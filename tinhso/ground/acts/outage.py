"""Whether an error means that the database is away, not that something is wrong with what was asked of it."""

from __future__ import annotations

from django.db import DatabaseError, InterfaceError, OperationalError
from psycopg_pool import PoolTimeout

# SQLSTATE by class: 08 the connection, 53 no room (connections, memory, disk), 57P shutting down or starting;
# 25006: the server was demoted to a replica while we spoke to it.
AWAY = ("08", "53", "57P", "25006")


def is_outage(error: BaseException | None) -> bool:
    """True for a lost or refused connection, a server that stops, starts or was demoted, or one without room.

    False for what the same classes of Django also hold: deadlocks, time-outs, broken rules.
    """
    if not isinstance(error, DatabaseError | InterfaceError):
        return False
    state = getattr(error.__cause__, "sqlstate", None)
    if state is None:  # the driver itself says it: there was no server to give a code
        return isinstance(error, OperationalError | InterfaceError)
    return str(state).startswith(AWAY)


def found_nobody(error: BaseException | None) -> bool:
    """Whether not even a connection could be had: asking again at once is in vain."""
    return is_outage(error) and isinstance(error.__cause__, PoolTimeout) if error else False
