"""From a backup to a running cluster at a moment, in a new state folder."""

from __future__ import annotations

import re
import secrets
import shlex
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import psycopg
from psycopg import sql

from tinhso.config.backup import manifest, wal
from tinhso.config.backup.cluster import program_major
from tinhso.config.backup.manifest import Manifest
from tinhso.config.backup.places import Store
from tinhso.config.backup.sealing import unpack
from tinhso.config.launch.postgres import SETTINGS, Server
from tinhso.ground.base.refused import Refused
from tinhso.ground.base.vietnamese import format_moment

# Beside a living cluster; and nothing of the old machine's: no archive is written to, no stand-by is waited for.
CALM = {
    "archive_mode": "off",
    "hot_standby": "off",
    "ssl": "off",
    "recovery_target_action": "promote",
    "recovery_target_timeline": "latest",
}
LONGEST_SECONDS = 24 * 3600


@dataclass
class Took:
    """How long each step took, in seconds, in order."""

    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Measure one step."""
        begun = time.monotonic()
        try:
            yield
        finally:
            self.seconds[name] = round(self.seconds.get(name, 0) + time.monotonic() - begun, 2)


def choose(store: Store, secret: str, at: datetime | None) -> Manifest:
    """The newest backup that was finished at that moment. Refused: no-backup-before, and what a manifest refuses."""
    for name in reversed(store.names()):
        found = manifest.read(store.sets / name, secret)
        if at is None or found.ended_at <= at:
            return found
    when = f" xong trước {format_moment(at)}" if at else ""
    raise Refused("no-backup-before", f"Không có bản sao lưu nào{when}.")


def recover(store: Store, chosen: Manifest, server: Server, *, at: datetime | None, took: Took) -> None:
    """Check, unpack and play WAL up to the moment (None: all there is); the server then runs, open to its owner.

    Refused: backup-altered, other-postgresql, moment-not-reached, recovery-failed.
    """
    folder = store.sets / chosen.name
    if chosen.major != program_major():
        raise Refused(
            "other-postgresql",
            f"Bản sao lưu của PostgreSQL {chosen.major}, máy này có {program_major()}: hãy đặt TINHSO_PG_BIN.",
        )
    with took.step("checksums"):
        faults = manifest.faults(folder, chosen)
        if faults:
            raise Refused("backup-altered", " ".join(faults))
    with took.step("unpack"):
        _unpack(folder, server)
    with took.step("wal"):
        received = server.root / "wal"
        laid = wal.lay_out(store, received, from_segment=chosen.first_segment, segment_bytes=chosen.segment_bytes)
        _own_settings(server.data)
        server.take_over()
    with took.step("play"):
        _play(server, received, at=at, has_wal=laid > 0)
        first = server.url_of(chosen.superuser, "", chosen.database)
        _wait_until_open(server, first)
        _open_to_owner(server, first)
    shutil.rmtree(received)


def _unpack(folder: Path, server: Server) -> None:
    server.data.mkdir(mode=0o700, parents=True)
    unpack(folder / "base.tar.gz", server.data)
    unpack(folder / "pg_wal.tar.gz", server.data / "pg_wal")
    checked = subprocess.run(
        [str(server.bin / "pg_verifybackup"), "-q", "-n", "-m", str(folder / "backup_manifest"), str(server.data)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if checked.returncode:
        raise Refused("backup-altered", f"pg_verifybackup: {checked.stderr.strip()[-600:]}")
    server.data.chmod(0o700)


def _own_settings(data: Path) -> None:
    """The configuration is this house's: the old machine's would archive, replicate and listen where it should not."""
    for name in ("server.log", "standby.signal"):
        (data / name).unlink(missing_ok=True)
    for name in ("postgresql.conf", "postgresql.auto.conf", "pg_hba.conf"):
        if (data / name).exists():
            (data / name).rename(data / f"{name}.of-the-backup")
        (data / name).touch(mode=0o600)
    (data / "pg_hba.conf").write_text("local all all trust\n")  # while it recovers: the socket's folder is ours alone
    (data / "pg_ident.conf").touch(mode=0o600)
    (data / "recovery.signal").touch(mode=0o600)


def _play(server: Server, received: Path, *, at: datetime | None, has_wal: bool) -> None:
    settings = {**SETTINGS, **CALM, "restore_command": f"cp {_quoted(received)}/%f %p"}
    if at is not None and has_wal:
        settings["recovery_target_time"] = at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f+00")
    try:
        server.start_once(settings, seconds=LONGEST_SECONDS)
    except subprocess.CalledProcessError as failed:
        raise _why(server.data / "server.log") from failed


def _why(log: Path) -> Refused:
    said = log.read_text(errors="replace") if log.exists() else ""
    if "before configured recovery target was reached" in said:
        last = re.findall(r"last completed transaction was at log time (\S+ \S+)", said)
        until = f" Giao dịch cuối cùng có trong kho: {last[-1]}." if last else ""
        return Refused(
            "moment-not-reached",
            f"WAL đã nhận chưa tới thời điểm này nên không khôi phục được đến đó.{until} "
            "Bỏ --at để lấy tất cả những gì còn.",
        )
    fatal = [line for line in said.splitlines() if "FATAL" in line or "PANIC" in line]
    return Refused("recovery-failed", f"PostgreSQL không khôi phục được: {' '.join(fatal[-3:]) or said[-600:]}")


def _quoted(path: Path) -> str:
    """For the shell that PostgreSQL starts, and for PostgreSQL, to which a per cent sign means something."""
    return shlex.quote(str(path)).replace("%", "%%")


def _wait_until_open(server: Server, first: str) -> None:
    """pg_ctl returns while WAL is still played; it opens when it is through, or ends."""
    while True:
        try:
            psycopg.connect(first).close()
            return
        except psycopg.OperationalError as not_yet:
            if not server.running():
                raise _why(server.data / "server.log") from not_yet
        time.sleep(0.1)


def _open_to_owner(server: Server, first: str) -> None:
    """As a cluster that we made ourselves: role tinhso with a fresh password, and nobody without one."""
    password = secrets.token_urlsafe(24)
    with psycopg.connect(first, autocommit=True) as connection:
        known = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = 'tinhso'").fetchone()
        connection.execute(
            sql.SQL("{} ROLE tinhso SUPERUSER LOGIN PASSWORD {}").format(
                sql.SQL("ALTER" if known else "CREATE"), sql.Literal(password)
            )
        )
        server.keep_password(password)
        hba = "local all all scram-sha-256\nlocal replication all scram-sha-256\n"
        (server.data / "pg_hba.conf").write_text(hba)
        connection.execute("SELECT pg_reload_conf()")


def remove(server: Server, folder: Path) -> None:
    """Stop a restored cluster and take its folder away."""
    if (server.data / "postmaster.pid").exists():
        with suppress(subprocess.CalledProcessError):
            server.stop()
    with suppress(OSError):
        server.socket_folder.rmdir()
    shutil.rmtree(folder, ignore_errors=True)
