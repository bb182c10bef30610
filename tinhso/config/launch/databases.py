"""Which databases there are: the one, and where an operator names them, its replica and the way past its pooler."""

from __future__ import annotations

import os
from typing import Any

from psycopg.conninfo import conninfo_to_dict

DATABASE_URL = "DATABASE_URL"
REPLICA = "TINHSO_DATABASE_REPLICA_URL"
DIRECT = "TINHSO_DATABASE_DIRECT_URL"
# Web and worker: a role that makes no tables (config/database/rights.py). Its password, for the server that is ours.
APP_ROLE = "tinhso_app"
APP_SECRET = "TINHSO_SECRET_DATABASE_APP"  # noqa: S105 - the name of a variable

# A machine that loses its power says no goodbye: without these a request would wait a quarter of an hour for it.
LINE: dict[str, Any] = {
    "connect_timeout": 3,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": 10_000,
}
# A request waits so long for a connection, then says 503: all threads must not stand still when the database is away.
# The pool asks again soon, because the new leader is there after seconds (psycopg's own pauses double for minutes).
PATIENCE = {"timeout": 4.0, "reconnect_timeout": 2.0}


def databases() -> dict[str, dict[str, Any]]:
    """Django's DATABASES from the addresses in the environment; each any libpq knows, several hosts included.

    default: DATABASE_URL, which the launcher sets for the embedded server; with TINHSO_DATABASE_DIRECT_URL given it
    leads through a pooler in transaction mode, so nothing is kept on a connection from one transaction to the next.
    direct: past the pooler, for the worker that listens. replica: for reads that may be a second old.
    """
    is_pooled = bool(os.environ.get(DIRECT))
    found = {"default": _database(os.environ.get(DATABASE_URL, "postgresql:///tinhso"), is_pooled=is_pooled)}
    if is_pooled:
        found["direct"] = _database(os.environ[DIRECT], is_pooled=False)
    if os.environ.get(REPLICA):
        found["replica"] = _database(os.environ[REPLICA], is_pooled=is_pooled)
        found["replica"]["TEST"]["MIRROR"] = "default"
    return found


def _database(address: str, *, is_pooled: bool) -> dict[str, Any]:
    given: dict[str, Any] = {key: value for key, value in conninfo_to_dict(address).items() if value is not None}
    name, user, password, host, port = (given.pop(key, "") for key in ("dbname", "user", "password", "host", "port"))
    if "," in host:
        given.setdefault("target_session_attrs", "read-write")  # of several hosts the one that leads
    return {
        "ENGINE": "tinhso.config.database",
        "NAME": name,
        "USER": user,
        "PASSWORD": password,
        "HOST": host,
        "PORT": port,
        "CONN_HEALTH_CHECKS": True,
        "DISABLE_SERVER_SIDE_CURSORS": is_pooled,
        "OPTIONS": {
            **LINE,
            **given,
            "server_side_binding": True,
            "prepare_threshold": None if is_pooled else 3,
            "pool": {"min_size": 1, "max_size": int(os.environ.get("TINHSO_POOL", "12")), **PATIENCE},
        },
        "TEST": {"NAME": os.environ.get("TINHSO_TEST_DATABASE", "test_tinhso")},
    }
