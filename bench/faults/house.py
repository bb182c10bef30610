"""A house of its own: cluster, web, worker and every double, kept up by a supervisor as a province would keep them."""

from __future__ import annotations

import contextlib
import hashlib
import os
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

import psycopg

from bench.faults.wire import Wire
from tinhso.config.launch import run, state
from tinhso.config.launch.postgres import SETTINGS, Server

ROOT = Path(__file__).resolve().parents[2]
DATABASE_MB, FILES_MB = 3000, 1500
LOOKS_EVERY_S = 0.2


class House:
    """Started whole, broken in parts. `held` names what the supervisor must leave dead."""

    def __init__(self, folder: Path, *, wire_port: int) -> None:
        self.folder = folder
        self.disks = self._own_disks()
        self.is_ready = bring_ready(folder)
        self.server = Server(folder / "pg", SETTINGS | {"max_wal_size": "256MB", "shared_buffers": "256MB"})
        self.server.start()
        self.direct_url = self.server.url()
        self.wire = Wire(wire_port, self.server.socket_folder / ".s.PGSQL.5432")
        password = (self.server.root / "password").read_text().strip()
        os.environ["DATABASE_URL"] = f"postgresql://tinhso:{password}@127.0.0.1:{wire_port}/tinhso"
        self.commands = {"web": run.web(run.PORT), "worker": [sys.executable, "manage.py", "work"]}
        self.commands |= {name.rsplit(".", 1)[-1]: [sys.executable, "-m", name] for name in run.DOUBLES}
        self.processes: dict[str, subprocess.Popen[bytes]] = {}
        self.held: set[str] = set()
        self.restarts = 0
        self._is_open = True

    def open(self) -> None:
        """Tables and province, then everything that serves; returns when all answer."""
        if not self.is_ready:
            subprocess.run([sys.executable, "-m", "tinhso.config.launch.prepare"], cwd=ROOT, check=True)
            self.server.stop()
            keep_ready(self.folder)
            self.server.start()
        for name in self.commands:
            self._start(name)
        threading.Thread(target=self._supervise, daemon=True).start()
        patiently(lambda: answers(f"{run.ADDRESS}/healthz"), seconds=90)
        for name in ("vneid", "payment_platform", "messages", "national_portal"):
            patiently(lambda name=name: answers(state.partners()[name]), seconds=60)

    def close(self) -> None:
        """Stop everything that was started here."""
        self._is_open = False
        time.sleep(LOOKS_EVERY_S * 2)
        self.wire.mend()
        for name in self.processes:
            self.signal(name, signal.SIGCONT)
            self.signal(name, signal.SIGTERM)
        for name, process in self.processes.items():
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(10)
            self.signal(name, signal.SIGKILL)
        with contextlib.suppress(subprocess.CalledProcessError):
            self.server.stop()
        for disk in self.disks.values():
            subprocess.run(["umount", "--lazy", str(disk)], check=False, capture_output=True)

    def signal(self, name: str, number: int) -> None:
        """Send a signal to a process with all its children; nothing when it is gone."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.processes[name].pid, number)

    def web_workers(self) -> list[int]:
        """The processes that answer requests now: children of the web server."""
        master = self.processes["web"].pid
        children = Path(f"/proc/{master}/task/{master}/children").read_text().split()
        return [int(pid) for pid in children if b"resource_tracker" not in Path(f"/proc/{pid}/cmdline").read_bytes()]

    def postmaster(self) -> int | None:
        """The process id of the database server; None while there is none."""
        try:
            return int((self.server.data / "postmaster.pid").read_text().split("\n")[0])
        except (OSError, ValueError):
            return None

    def backends(self) -> list[int]:
        """The processes of the database that serve connections through the wire."""
        with psycopg.connect(self.direct_url, autocommit=True) as connection:
            rows = connection.execute(
                "SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
            ).fetchall()
        return [pid for (pid,) in rows]

    def signal_database(self, number: int) -> None:
        """Send a signal to the server and each of its processes."""
        if (master := self.postmaster()) is None:
            return
        children = Path(f"/proc/{master}/task/{master}/children").read_text().split()
        for pid in [master, *map(int, children)]:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, number)

    def fill(self, disk: str) -> None:
        """Leave no room on one of the two disks."""
        with contextlib.suppress(OSError), (self.disks[disk] / "filler").open("wb", buffering=0) as filler:
            while True:
                filler.write(b"\0" * (1 << 20))
        with contextlib.suppress(OSError), (self.disks[disk] / "filler").open("ab", buffering=0) as filler:
            while True:
                filler.write(b"\0")

    def free(self, disk: str) -> None:
        """Give the room back."""
        (self.disks[disk] / "filler").unlink(missing_ok=True)

    def manage(self, *command: str) -> subprocess.CompletedProcess[str]:
        """A management command against this house, past the wire."""
        return subprocess.run(
            [sys.executable, "manage.py", *command], cwd=ROOT, capture_output=True, text=True, check=False,
            env={**os.environ, "DATABASE_URL": self.direct_url},
        )  # fmt: skip

    def _own_disks(self) -> dict[str, Path]:
        """Small disks of memory for the database and for files; none where mounting is not allowed."""
        wanted = {"database": (self.folder / "pg", DATABASE_MB), "files": (state.folder() / "files", FILES_MB)}
        for path, megabytes in wanted.values():
            path.mkdir(parents=True, exist_ok=True)
            mounting = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=0755", "tmpfs", str(path)]
            if subprocess.run(mounting, check=False, capture_output=True).returncode:
                return {}
        return {name: path for name, (path, _) in wanted.items()}

    def _start(self, name: str) -> None:
        log = (self.folder / f"{name}.log").open("ab")
        with log:
            self.processes[name] = subprocess.Popen(
                self.commands[name], cwd=ROOT, env=run.surroundings(), stdout=log, stderr=log, start_new_session=True
            )

    def _supervise(self) -> None:
        """Start again whatever ended, the database first: what systemd does on a real machine."""
        while self._is_open:
            time.sleep(LOOKS_EVERY_S)
            if "database" not in self.held and not self._database_lives():
                self.restarts += 1
                with contextlib.suppress(subprocess.CalledProcessError, psycopg.OperationalError):
                    self.server.start()
            for name, process in list(self.processes.items()):
                if name not in self.held and process.poll() is not None:
                    self.signal(name, signal.SIGKILL)  # children that outlived their parent hold its port
                    self.restarts += 1
                    self._start(name)

    def _database_lives(self) -> bool:
        master = self.postmaster()
        return master is not None and Path(f"/proc/{master}").exists() and not _is_zombie(master)


def ready_place() -> Path:
    """Where a loaded house is kept between runs, named after what decides its content."""
    digest = hashlib.sha256()
    for pattern in ("tinhso/**/migrations/*.py", "tinhso/**/loading.py", "seed/**/*"):
        for path in sorted(p for p in ROOT.glob(pattern) if p.is_file()):
            digest.update(path.read_bytes())
    return ROOT / "var" / f"faults-{digest.hexdigest()[:12]}"


def bring_ready(folder: Path) -> bool:
    """Lay a loaded house into the folder; False when none was kept yet."""
    if not (kept := ready_place()).exists():
        return False
    subprocess.run(["cp", "-a", f"{kept}/pg/.", str(folder / "pg")], check=True)
    subprocess.run(["cp", "-a", f"{kept}/state/.", str(state.folder())], check=True)
    return True


def keep_ready(folder: Path) -> None:
    """Keep the stopped cluster and its state for the next run."""
    kept = ready_place()
    fresh = kept.with_suffix(f".{os.getpid()}")
    fresh.mkdir(parents=True)
    for name, place in (("pg", folder / "pg"), ("state", state.folder())):
        subprocess.run(["cp", "-a", str(place), str(fresh / name)], check=True)
    if not kept.exists():
        fresh.rename(kept)


def _is_zombie(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


def answers(address: str) -> bool:
    """Something answers there, and not with a fault of its own."""
    try:
        urllib.request.urlopen(address, timeout=2)
    except urllib.error.HTTPError as told:
        return told.code < 500
    except OSError:
        return False
    return True


def patiently(question: Callable[[], object], *, seconds: float) -> None:
    """Wait until it is so; TimeoutError after a while."""
    deadline = time.monotonic() + seconds
    while not question():
        if time.monotonic() > deadline:
            raise TimeoutError(question)
        time.sleep(0.2)
