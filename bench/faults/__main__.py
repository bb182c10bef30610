"""python -m bench.faults: break a house of its own for a while, then judge it. What `make test-faults` calls.

FAULTS_SECONDS (how long faults come), FAULTS_SEED, FAULTS_CLIENTS (threads of load), FAULTS_KINDS (comma separated,
all by default), FAULTS_RESULT (JSON), FAULTS_KEEP=1 (leave the house's folder behind).
"""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PORTS = 13  # the site and its partners' doubles, and the wire to the database


def main() -> int:
    """Run the harness where it may mount small disks of its own, which vanish with it; without them if it may not."""
    folder = Path(tempfile.mkdtemp(prefix="tinhso-faults-"))
    folder.chmod(0o755)  # the database steps down to a user of its own
    first = free_ports(PORTS)
    environment = {
        **{name: text for name, text in os.environ.items() if not name.startswith(("TINHSO_ORIGIN", "DATABASE_URL"))},
        "TINHSO_STATE": str(folder / "state"),
        "PORT": str(first),
        "TINHSO_WEB_WORKERS": os.environ.get("TINHSO_WEB_WORKERS", "2"),
        "FAULTS_FOLDER": str(folder),
        "FAULTS_WIRE": str(first + PORTS - 1),
    }
    try:
        command = [sys.executable, "-m", "bench.faults.run"]
        return subprocess.run([*own_mounts(), *command], cwd=ROOT, env=environment, check=False).returncode
    finally:
        if os.environ.get("FAULTS_KEEP") != "1":
            shutil.rmtree(folder, ignore_errors=True)


def own_mounts() -> list[str]:
    """What to put before a command so that it may mount for itself alone; nothing where that is not allowed."""
    ways = [["unshare", "--mount"]] if os.geteuid() == 0 else []
    for way in [*ways, ["unshare", "--user", "--map-root-user", "--mount"]]:
        probe = [*way, "mount", "-t", "tmpfs", "tmpfs", tempfile.gettempdir()]
        with contextlib.suppress(OSError):
            if subprocess.run(probe, capture_output=True, check=False).returncode == 0:
                return way
    return []


def free_ports(count: int) -> int:
    """The first of `count` neighbouring ports that nobody listens on."""
    for first in range(21_000 + os.getpid() % 20_000, 60_000, count):
        with contextlib.ExitStack() as stack:
            try:
                for port in range(first, first + count):
                    stack.enter_context(socket.socket()).bind(("127.0.0.1", port))
            except OSError:
                continue
            return first
    raise SystemExit("no free ports")


if __name__ == "__main__":
    sys.exit(main())
