"""May traffic come here? Each check with its reason and within a time; what only delays work does not turn people away.

The database is asked over a connection of its own: the pool would make the question wait behind those that hang.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any

import psycopg
from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader

LIMIT_S = 2
# Probes of several balancers, and whoever finds the address, ask once in so long together.
KEPT_S = 2.0
ROOM_BYTES = 200 * 1024 * 1024


@dataclass(frozen=True)
class Check:
    """One check. is_vital: without it nobody can be served here. reason: for operators; '' = all is well."""

    name: str
    is_vital: bool
    reason: str
    took_ms: int

    @property
    def is_good(self) -> bool:
        """Whether it found nothing."""
        return not self.reason


@dataclass(frozen=True)
class Kept:
    """What was found, and when (monotonic seconds)."""

    checks: tuple[Check, ...]
    at: float


_asking = Lock()
_kept: list[Kept] = []


def checks() -> tuple[Check, ...]:
    """Every check as of now or some seconds ago; one thread asks, others get what is known."""
    if _kept and (time.monotonic() - _kept[0].at < KEPT_S or _asking.locked()):
        return _kept[0].checks
    with _asking:
        found = fresh_checks()
        _kept[:] = [Kept(found, time.monotonic())]
    return found


def fresh_checks() -> tuple[Check, ...]:
    """Every check, made now."""
    return (
        _made("database", _database, is_vital=True),
        _made("files", _files, is_vital=True),
        _made("keys", _keys, is_vital=False),
        _made("worker", _worker, is_vital=False),
    )


def _made(name: str, ask: Callable[[], str], *, is_vital: bool) -> Check:
    began = time.perf_counter()
    reason = ask()
    return Check(name, is_vital, reason, round((time.perf_counter() - began) * 1000))


def _connected() -> psycopg.Connection[Any]:
    """A connection that gives up soon, whatever hangs."""
    own = connection.get_connection_params()
    wanted = {name: own[name] for name in ("dbname", "user", "password", "host", "port") if own.get(name)}
    made = psycopg.connect(**wanted, connect_timeout=LIMIT_S, autocommit=True)
    made.execute(f"SET statement_timeout = '{LIMIT_S}s'")
    return made


def _database() -> str:
    try:
        with closing(_connected()) as asked:
            rows = asked.execute("SELECT app, name FROM django_migrations").fetchall()
    except psycopg.Error as error:
        return f"không trả lời: {type(error).__name__}"
    missing = wanted_migrations() - set(rows)
    return f"chưa nâng cấp: {', '.join(sorted('.'.join(one) for one in missing)[:5])}" if missing else ""


_wanted: list[frozenset[tuple[str, str]]] = []


def wanted_migrations() -> frozenset[tuple[str, str]]:
    """The migrations of this code, read once in a process; those that another replaces are not asked for."""
    if not _wanted:
        loader = MigrationLoader(None, load=False)
        loader.load_disk()
        replaced = {tuple(one) for migration in loader.disk_migrations.values() for one in migration.replaces or ()}
        installed = {config.label for config in apps.get_app_configs()}
        _wanted.append(frozenset(one for one in loader.disk_migrations if one not in replaced and one[0] in installed))
    return _wanted[0]


def _worker() -> str:
    try:
        with closing(_connected()) as asked:
            row = asked.execute(
                "SELECT extract(epoch FROM now() - max(last_heartbeat)) FROM procrastinate_workers"
            ).fetchone()
    except psycopg.Error as error:
        return f"không trả lời: {type(error).__name__}"
    silent_s = row[0] if row else None
    if silent_s is None:
        return "chưa có tiến trình nền nào"
    return f"im lặng {round(silent_s)} giây" if silent_s > 60 else ""


def _files() -> str:
    folder = Path(settings.FILES_DIR)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(b"ready")
        free = shutil.disk_usage(folder).free
    except OSError as error:
        return f"không ghi được: {type(error).__name__}"
    return f"chỉ còn {free // 2**20} MiB" if free < ROOM_BYTES else ""


def _keys() -> str:
    folder = Path(settings.KEYS_DIR)
    if not folder.exists():
        return "" if settings.SIGNING_DEVELOPMENT_CA else "thiếu thư mục khoá"
    return "" if os.access(folder, os.R_OK | os.X_OK) else "không đọc được thư mục khoá"
