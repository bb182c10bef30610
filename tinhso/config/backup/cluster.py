"""PostgreSQL's own programs against any cluster: who it is, and a base backup of it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from tinhso.config.launch.postgres import binaries
from tinhso.ground.base.refused import Refused


@dataclass(frozen=True)
class Cluster:
    """What a backup must know of the cluster it is of."""

    system_identifier: str
    server_version: str
    database: str
    superuser: str
    segment_bytes: int


def address() -> str:
    """TINHSO_BACKUP_DATABASE_URL (a role with REPLICATION), or the way past a pooler, or DATABASE_URL."""
    for name in ("TINHSO_BACKUP_DATABASE_URL", "TINHSO_DATABASE_DIRECT_URL"):
        if os.environ.get(name):
            return os.environ[name]
    return os.environ["DATABASE_URL"]


def program(name: str, url: str, *arguments: str) -> tuple[list[str], dict[str, str]]:
    """A command line and its environment: the password goes by the environment, where other users cannot read it."""
    given = {name: str(value) for name, value in conninfo_to_dict(url).items() if value is not None}
    environment = {**os.environ, "LC_ALL": "C"}
    if given.get("password"):
        environment["PGPASSWORD"] = given.pop("password")
    return [str(binaries() / name), "-d", make_conninfo(**given), "-w", *arguments], environment


def describe(url: str) -> Cluster:
    """Ask the cluster who it is. Refused: tablespaces, which a backup of ours could not put back."""
    with psycopg.connect(url, autocommit=True) as connection:
        row = connection.execute(
            "SELECT (SELECT system_identifier::text FROM pg_control_system()), current_setting('server_version'),"
            " current_database(), (SELECT rolname FROM pg_roles WHERE oid = 10),"
            " pg_size_bytes(current_setting('wal_segment_size')),"
            " (SELECT count(*) FROM pg_tablespace WHERE spcname NOT IN ('pg_default', 'pg_global'))"
        ).fetchone()
    if row is None:
        raise ValueError("a cluster without a control file")
    if row[5]:
        raise Refused("tablespaces", "Cụm cơ sở dữ liệu có không gian bảng riêng: hãy dùng pgBackRest hoặc Barman.")
    return Cluster(*row[:5])


def clock(url: str) -> datetime:
    """What the database's clock says: moments of WAL are told by it."""
    with psycopg.connect(url, autocommit=True) as connection:
        row = connection.execute("SELECT clock_timestamp()").fetchone()
    if row is None:
        raise ValueError("a database without a clock")
    moment: datetime = row[0]
    return moment.astimezone(UTC)


def base_backup(url: str, into: Path, *, show_progress: bool = False) -> None:
    """A consistent copy with the WAL that it needs: base.tar.gz, pg_wal.tar.gz, backup_manifest.

    The server verifies its page checksums on the way. Refused: base-backup-failed, with what PostgreSQL said.
    """
    command, environment = program(
        "pg_basebackup", url, "-D", str(into), "-F", "t", "--compress=client-gzip:1", "-X", "stream",
        "--checkpoint=fast", "--label=tinhso", "--manifest-checksums=SHA256",
    )  # fmt: skip
    running = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)
    try:
        if show_progress:
            _show_progress(url, running)
        _, said = running.communicate()
    finally:
        if running.poll() is None:
            running.kill()
            running.wait()
    if running.returncode:
        raise Refused("base-backup-failed", f"PostgreSQL không cho sao lưu: {said.strip()[-600:]}")


def _show_progress(url: str, running: subprocess.Popen[str]) -> None:
    question = "SELECT backup_streamed, backup_total FROM pg_stat_progress_basebackup ORDER BY pid DESC LIMIT 1"
    with psycopg.connect(url, autocommit=True) as connection:
        while running.poll() is None:
            row = connection.execute(question).fetchone()
            if row and row[1]:
                sys.stderr.write(f"\r     {row[0] / 1e6:.0f} / {row[1] / 1e6:.0f} MB")
                sys.stderr.flush()
            time.sleep(0.5)
    sys.stderr.write("\r" + " " * 40 + "\r")


def versions() -> dict[str, str]:
    """The tools that made a backup."""
    said = subprocess.run([str(binaries() / "pg_basebackup"), "-V"], capture_output=True, text=True, check=True).stdout
    return {"pg_basebackup": said.strip(), "python": sys.version.split()[0]}


def program_major() -> str:
    """The major version of the server programs at hand."""
    said = subprocess.run([str(binaries() / "postgres"), "-V"], capture_output=True, text=True, check=True).stdout
    found = re.search(r"\d+", said)
    return found.group() if found else ""
