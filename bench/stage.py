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

ROOT = Path(__file__).resolve().parents[1]
NAME = "tinhso_bench"


@dataclass(frozen=True)
class Stage:
    """What an item may use: the server's port and process, the database and how many dossiers it holds."""

    port: int
    web: psutil.Process
    database: psutil.Process
    connection: psycopg.Connection
    dossiers: int

    def count(self, table: str) -> int:
        """How many rows a table holds now."""
        self.connection.rollback()
        row = self.connection.execute(f"SELECT count(*) FROM {table}").fetchone()
        return int(row[0]) if row else 0


def bench_database(*, keep: bool = False) -> str:
    """Point DATABASE_URL at a database of our own, made anew and migrated; its address."""
    home = os.environ["DATABASE_URL"]
    parts = urlsplit(home)
    os.environ["DATABASE_URL"] = urlunsplit(parts._replace(path=f"/{NAME}"))
    if keep:
        return os.environ["DATABASE_URL"]
    with psycopg.connect(home, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {NAME} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {NAME}")
    for command in (["migrate", "--verbosity", "0"], ["collectstatic", "--noinput", "--verbosity", "0"],
                    ["load_province", "--again"]):  # fmt: skip
        subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    return os.environ["DATABASE_URL"]


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
    process = subprocess.Popen(
        [sys.executable, "-m", "granian", "--interface", "asgi", "--host", "127.0.0.1", "--port", str(port),
         "--workers", "2", "--no-access-log", "--log-level", "warning", "tinhso.config.asgi:application"],
        cwd=ROOT, env={**os.environ, "PORT": str(port)},
    )  # fmt: skip
    try:
        for _ in range(150):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2)
                break
            except (urllib.error.URLError, OSError):
                time.sleep(0.2)
        yield port, psutil.Process(process.pid)
    finally:
        process.terminate()
        process.wait(20)
