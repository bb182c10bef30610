"""Finds etcd, PgBouncer, HAProxy and Patroni: the system's, or Debian's and PyPI's unpacked under .tools."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from tinhso.config.launch.postgres import Server

REPOSITORY = Path(__file__).resolve().parents[2]
TOOLS = REPOSITORY / ".tools" / "ha"
# The three, and the libraries of theirs that a bare Debian does not have.
PACKAGES = (
    "etcd-server", "pgbouncer", "haproxy", "libc-ares2", "libevent-2.1-7", "liblua5.3-0",
    "libopentracing-c-wrapper0", "libopentracing1",
)  # fmt: skip
PLACES = ("usr/sbin", "usr/bin")


class Missing(Exception):
    """An engine that cannot be had here, in one sentence."""


@dataclass(frozen=True)
class Engines:
    """Their programs, and how to start one: what comes before it, and its environment."""

    etcd: str
    pgbouncer: str
    haproxy: str
    patroni: str
    postgres: Path
    prefix: tuple[str, ...]
    environment: dict[str, str]


def engines() -> Engines:
    """All of them, brought where need be. Raises Missing with what cannot be had."""
    if platform.system() != "Linux":
        raise Missing("this proof wants Linux: each machine is a loopback address of its own")
    names = ("etcd", "pgbouncer", "haproxy")
    if not all(map(_program, names)):
        _bring_packages()
    if absent := [name for name in names if not _program(name)]:
        raise Missing(f"{', '.join(absent)}: neither installed here nor to be had as Debian's packages")
    server = Server(TOOLS)
    if server.as_user:
        raise Missing("as root it wants user namespaces (unshare), or any user but root")
    libraries = ":".join(str(folder) for folder in sorted((TOOLS / "root/usr/lib").glob("*-linux-gnu")))
    return Engines(
        *(_program(name) for name in names),
        patroni=_patroni(),
        postgres=server.bin,
        prefix=tuple(server.prefix),
        environment={**os.environ, "LD_LIBRARY_PATH": libraries, "LC_ALL": "C.UTF-8"},
    )


def _program(name: str) -> str:
    for place in PLACES:
        for path in (Path("/", place, name), TOOLS / "root" / place / name):
            if path.exists():
                return str(path)
    return ""


def _bring_packages() -> None:
    if not (shutil.which("apt-get") and shutil.which("dpkg-deb")):
        return
    print("Bringing etcd, PgBouncer and HAProxy from Debian's packages…", flush=True)
    (TOOLS / "root").mkdir(parents=True, exist_ok=True)
    # As root, apt reads as a user of its own, who may enter no folder of ours.
    download = ["apt-get", "-o", "APT::Sandbox::User=root", "download", "-qq", *PACKAGES]
    with tempfile.TemporaryDirectory() as folder:
        if not _went_well(download, folder) and os.geteuid() == 0:
            _went_well(["apt-get", "update", "-qq"], folder)
            _went_well(download, folder)
        for package in Path(folder).glob("*.deb"):
            _went_well(["dpkg-deb", "-x", str(package), str(TOOLS / "root")], folder)


def _patroni() -> str:
    """Patroni in an environment of its own, from its own lockfile."""
    home, lock = TOOLS / "patroni", REPOSITORY / "deploy" / "requirements-ha.lock"
    done = home / ".ok"
    if not done.exists() or done.stat().st_mtime < lock.stat().st_mtime:
        uv, python = REPOSITORY / ".tools/bin/uv", home / "bin/python"
        print("Bringing Patroni from PyPI…", flush=True)
        make = [str(uv), "venv", "-q", "--allow-existing", "--python", sys.executable, str(home)]
        fill = [str(uv), "pip", "install", "-q", "--python", str(python), "--require-hashes", "-r", str(lock)]
        if not (_went_well(make, ".") and _went_well(fill, ".")):
            raise Missing("Patroni cannot be had from PyPI")
        done.touch()
    return str(home / "bin/patroni")


def _went_well(command: list[str], folder: str) -> bool:
    return subprocess.run(command, cwd=folder, capture_output=True, check=False, timeout=300).returncode == 0
