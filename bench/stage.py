"""The stage: a database of its own with a full province, and the product serving from it as in `make run`."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psutil
import psycopg
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from tinhso.config.launch.run import web

ROOT = Path(__file__).resolve().parents[1]
NAME = os.environ.get("BENCH_DATABASE", "tinhso_bench")


@dataclass(frozen=True)
class Stage:
    """What an item may use: the server's port and process, the database and how many dossiers it holds.

    smaller: copies that were left behind on the way up, as (dossiers, database name).
    """

    port: int
    web: psutil.Process
    database: psutil.Process
    connection: psycopg.Connection
    dossiers: int
    smaller: tuple[tuple[int, str], ...] = ()

    def count(self, table: str) -> int:
        """How many rows a table holds now."""
        self.connection.rollback()
        row = self.connection.execute(f"SELECT count(*) FROM {table}").fetchone()
        return int(row[0]) if row else 0


def bench_database(*, keep: bool = False) -> str:
    """Point DATABASE_URL at a database of our own, made anew and loaded with the province; its address.

    BENCH_TEMPLATE names a database of this cluster that is loaded already; it is copied, which takes a second.
    """
    home = os.environ["DATABASE_URL"]
    os.environ["DATABASE_URL"] = address_of(NAME)
    if keep:
        return os.environ["DATABASE_URL"]
    template = os.environ.get("BENCH_TEMPLATE", "")
    with psycopg.connect(home, autocommit=True) as connection:
        drop_copies(connection)
        connection.execute(f"DROP DATABASE IF EXISTS {NAME} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {NAME}" + (f" TEMPLATE {template} STRATEGY FILE_COPY" if template else ""))
    if template:
        return os.environ["DATABASE_URL"]
    for command in (["migrate", "--verbosity", "0"], ["collectstatic", "--noinput", "--verbosity", "0"],
                    ["load_province", "--again"]):  # fmt: skip
        subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    return os.environ["DATABASE_URL"]


def address_of(name: str) -> str:
    """The address of another database of the same cluster."""
    return urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}"))


def left_behind(dossiers: int) -> tuple[int, str]:
    """Copy the bench database as it stands with so many dossiers; nobody may be connected to it."""
    copy = f"{NAME}_{dossiers}"
    with psycopg.connect(address_of("postgres"), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {copy} TEMPLATE {NAME} STRATEGY FILE_COPY")
    return dossiers, copy


def copies(connection: psycopg.Connection) -> tuple[tuple[int, str], ...]:
    """The smaller copies that stand in this cluster, the smallest first."""
    found = connection.execute("SELECT datname FROM pg_database WHERE datname ~ %s", [f"^{NAME}_[0-9]+$"]).fetchall()
    return tuple(sorted((int(name.rpartition("_")[2]), name) for (name,) in found))


def drop_copies(connection: psycopg.Connection) -> None:
    """Remove what an earlier run left behind."""
    for _, name in copies(connection):
        connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


@contextmanager
def django_at(name: str) -> Iterator[None]:
    """Django in this process, and what it starts, at another database of the cluster for a while."""
    address, database = os.environ["DATABASE_URL"], connections["default"]
    usual = database.settings_dict["NAME"]
    _point(database, address_of(name), name)
    try:
        yield
    finally:
        _point(database, address, usual)


def _point(database: BaseDatabaseWrapper, address: str, name: str) -> None:
    database.close()
    database.close_pool()
    os.environ["DATABASE_URL"] = address
    database.settings_dict["NAME"] = name


def postmaster(connection: psycopg.Connection) -> psutil.Process:
    """The root of the database's process tree."""
    row = connection.execute("SELECT pg_backend_pid()").fetchone()
    backend = psutil.Process(row[0]) if row else None
    if backend is None or backend.parent() is None:
        raise SystemExit("The benchmark reads CPU times, so the database must run on this machine.")
    return backend.parent()  # type: ignore[return-value]


@contextmanager
def served() -> Iterator[tuple[int, psutil.Process]]:
    """The web process in product configuration on a free port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(web(str(port)), cwd=ROOT, env={**os.environ, "PORT": str(port), "TINHSO_LIMITS": "0"})
    try:
        for _ in range(900):  # three minutes: on a crowded machine imports take that long
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2)
                break
            except (urllib.error.URLError, OSError):
                time.sleep(0.2)
        else:
            raise SystemExit("The web server of the benchmark did not come up.")
        yield port, psutil.Process(process.pid)
    finally:
        process.terminate()
        process.wait(20)
