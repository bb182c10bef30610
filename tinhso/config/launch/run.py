"""`make run`: database, migrations, the province, partners, web and worker; Ctrl-C stops them all."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from types import FrameType

from tinhso.config.launch import state
from tinhso.config.launch.database import database
from tinhso.config.launch.databases import APP_ROLE, APP_SECRET
from tinhso.config.launch.postgres import Server

PORT = os.environ.get("PORT", "8000")
ADDRESS = f"http://127.0.0.1:{PORT}"


def web(port: str) -> list[str]:
    """The command line of the web server."""
    return [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", port,
        "--workers", os.environ.get("TINHSO_WEB_WORKERS", "4"), "--respawn-failed-workers",
        "--blocking-threads", os.environ.get("TINHSO_WEB_THREADS", "4"), "--no-access-log", "--log-level", "warning",
        "tinhso.config.wsgi:application",
    ]  # fmt: skip


def stream(port: str) -> list[str]:
    """The command line of the process that holds those who watch a wall: one, since it holds them all."""
    return [
        sys.executable, "-m", "granian", "--interface", "asgi", "--host", "127.0.0.1", "--port", port, "--workers", "1",
        "--respawn-failed-workers", "--backlog", "2048", "--backpressure", "2048", "--no-access-log", "--no-ws",
        "--log-level", "warning", "tinhso.config.streams:application",
    ]  # fmt: skip


def children() -> list[list[str]]:
    """The command line of each process that serves: web, stream, worker, the receiver of WAL, one double a partner."""
    python = [sys.executable]
    return [
        web(PORT),
        *([stream(str(state.stream_port()))] if state.stream_origin() != "off" else []),
        [*python, "manage.py", "work"],
        *([[*python, "-m", "tinhso.config.backup"]] if os.environ.get("TINHSO_BACKUP") else []),
        *([*python, "-m", module] for module in DOUBLES if os.environ.get("TINHSO_DOUBLES", "1") == "1"),
    ]


def surroundings() -> dict[str, str]:
    """The environment of those processes: the national portal and the axis are used where doubles stand for them."""
    doubles = os.environ.get("TINHSO_DOUBLES", "1") == "1"
    axis = {"TINHSO_AXIS": "1" if doubles and "TINHSO_PARTNER_AXIS" not in os.environ else "0"}
    if not doubles or "TINHSO_PARTNER_NATIONAL_PORTAL" in os.environ:
        return {"TINHSO_PORTAL_SYNC": "0", **axis, **os.environ}
    page = f"{state.partners()['national_portal']}/thu-tuc/{{code}}/"
    portal = {"TINHSO_PORTAL_SYNC": "1", "TINHSO_PORTAL_FILES": "1", "TINHSO_PORTAL_PROCEDURE_PAGE": page}
    return {**portal, **axis, **os.environ}


def as_app(owners: str) -> dict[str, str]:
    """Web and worker on our own server: a role that makes no tables and leaves the journal alone (database/rights.py).

    Where backups are on, who takes them needs REPLICATION and keeps the owner's address; a real site gives a role.
    """
    app = Server(state.folder() / "pg").url_of(APP_ROLE, state.secret("database-app"), "tinhso")
    backup = {"TINHSO_BACKUP_DATABASE_URL": owners} if os.environ.get("TINHSO_BACKUP") else {}
    return {"DATABASE_URL": app, **backup, **{k: v for k, v in os.environ.items() if k == "TINHSO_BACKUP_DATABASE_URL"}}


DOUBLES = [
    "tinhso.ground.gateway.doubles.vneid",
    "tinhso.ground.gateway.doubles.payment_platform",
    "tinhso.ground.gateway.doubles.messages",
    "tinhso.ground.gateway.doubles.residence",
    "tinhso.ground.gateway.doubles.insurance",
    "tinhso.ground.gateway.doubles.population",
    "tinhso.ground.gateway.doubles.national_portal",
    "tinhso.ground.gateway.doubles.timestamps",
    "tinhso.ground.gateway.doubles.csc",
    "tinhso.ground.gateway.doubles.axis",
]


def run() -> int:
    """Serve until Ctrl-C or SIGTERM, or until a child dies; then stop everything we started."""
    stopping = False

    def stop(_signal: int, _frame: FrameType | None) -> None:
        nonlocal stopping
        stopping = True

    signal.signal(signal.SIGINT, stop)
    signal.signal(signal.SIGTERM, stop)
    is_own = "DATABASE_URL" not in os.environ
    with database() as owners:
        password = {APP_SECRET: state.secret("database-app")} if is_own else {}
        prepared = {**os.environ, **password}
        subprocess.run([sys.executable, "-m", "tinhso.config.launch.prepare"], check=True, env=prepared)
        serving = surroundings() | (as_app(owners) if is_own else {})
        running = [subprocess.Popen(command, start_new_session=True, env=serving) for command in children()]
        try:
            _say_when_ready()
            while not stopping and all(child.poll() is None for child in running):
                time.sleep(0.2)
            return 0 if stopping else 1
        finally:
            _stop(running)


def _say_when_ready() -> None:
    for _ in range(300):
        try:
            urllib.request.urlopen(f"{ADDRESS}/healthz", timeout=2)
            break
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    subprocess.run([sys.executable, "manage.py", "demo_accounts"], check=False)


def _stop(running: list[subprocess.Popen[bytes]]) -> None:
    """Ask every process group to stop, wait ten seconds, then insist."""
    for child in running:
        if child.poll() is None:
            os.killpg(child.pid, signal.SIGTERM)
    deadline = time.monotonic() + 10
    for child in running:
        try:
            child.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()
