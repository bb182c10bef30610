"""The embedded server: started by the first, stopped by the last."""

import os
import subprocess
import sys
from pathlib import Path

import psycopg
from django.conf import settings

from tinhso.config.launch.postgres import SETTINGS, UNSYNCED, Server

UNSYNCED_BY_TESTS = [name for name, value in UNSYNCED.items() if value != SETTINGS.get(name, "on")]
HOLD = """
import sys
from tinhso.config.launch.database import database
with database():
    print("up", flush=True)
    sys.stdin.read()
"""


def user(state: Path) -> subprocess.Popen:
    kept = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"} | {"TINHSO_STATE": str(state)}
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD],
        cwd=settings.ROOT,
        env=kept,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout.readline() == "up\n"
    return process


def leaves(process: subprocess.Popen) -> None:
    process.communicate("", timeout=30)


def test_who_came_first_may_leave_first_and_the_server_stays_for_the_other(tmp_path):
    first, second = user(tmp_path), user(tmp_path)
    with psycopg.connect(Server(tmp_path / "pg").url()) as connection:
        synced = [connection.execute(f"SHOW {name}").fetchone()[0] for name in UNSYNCED_BY_TESTS]

    assert set(synced) == {"on"}, "people's data waits for the disk, whatever the tests do without"
    leaves(first)
    still = Server(tmp_path / "pg").running()
    leaves(second)

    assert (still, Server(tmp_path / "pg").running()) == (True, False)
