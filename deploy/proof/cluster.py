"""Three database machines, two for the web, two workers, one proxy: started from the very templates of production."""

from __future__ import annotations

import json
import os
import random
import secrets
import shutil
import socket
import ssl
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

from deploy.proof.certificate import self_signed
from deploy.proof.engines import REPOSITORY, Engines
from deploy.proof.processes import Processes, kill_tree
from deploy.render import SECRETS, facts, machines, read_plan, render

CHECK_S = 0.2
PATRONI_PORT = 8008


class Cluster:
    """All machines: loopback addresses 127.n.0.x with the ports of production."""

    def __init__(self, folder: Path, engines: Engines) -> None:
        shutil.rmtree(folder, ignore_errors=True)
        (folder / "state").mkdir(parents=True)
        self.folder, self.engines = folder, engines
        net = _free_net()
        self.plan = {
            **read_plan(REPOSITORY / "deploy/plan.example"),
            **{name: secrets.token_hex(12) for name in SECRETS},
            "DB": " ".join(f"db{n}={net}.2{n}" for n in (1, 2, 3)),
            "WEB": " ".join(f"web{n}={net}.1{n}" for n in (1, 2)),
            "WORK": " ".join(f"work{n}={net}.3{n}" for n in (1, 2)),
            "NETWORK": "127.0.0.0/8",  # who calls one loopback address comes from another
            "HTTP_PORT": "8080", "HTTPS_PORT": "8443", "BIND": f"{net}.2",
            "ORIGIN": f"https://{net}.2:8443", "HOST": f"{net}.2",
            "STATE": str(folder / "state"), "WEB_WORKERS": "2", "WEB_THREADS": "8",
            "PG_BIN": str(engines.postgres), "SHARED_BUFFERS": "128MB", "WATCHDOG": "off",
        }  # fmt: skip
        self.db, self.web, self.work = (machines(self.plan[role]) for role in ("DB", "WEB", "WORK"))
        self.at = {**self.db, **self.web, **self.work}
        self.running = {name: Processes(folder / name) for name in (*self.at, "proxy1")}
        self.authority = folder / "certificate.pem"
        self_signed(self.authority, self.plan["HOST"])

    def _written(self, role: str, name: str) -> dict[str, str]:
        """Write the files of a machine below its folder; what its templates named."""
        home = self.running[name].folder
        known = facts(self.plan, role, name) | {
            "CONFIG": f"{home}/etc/tinhso", "CERTIFICATE": str(self.authority), "PG_DATA": f"{home}/pg",
            "PG_SOCKETS": "''", "ETCD_DATA": f"{home}/etcd", "DOOR": self.at.get(name, ""),
        }  # fmt: skip
        render(role, known, home)
        return known

    def start(self, name: str, program: str, command: list[str], environment: dict[str, str] | None = None) -> None:
        """Start a program on a machine where it does not run."""
        if not self.running[name].runs(program):
            self.running[name].start(program, command, environment or self.engines.environment, at=REPOSITORY)

    def start_database(self, name: str) -> None:
        """etcd, Patroni (which starts PostgreSQL) and PgBouncer of one machine; safe after any end of theirs."""
        config = self._written("db", name)["CONFIG"]
        engines, home = self.engines, self.running[name].folder
        etcd = engines.environment | read_plan(home / "etc/default/etcd")
        self.start(name, "etcd", [*engines.prefix, engines.etcd], etcd)
        self.start(name, "patroni", [*engines.prefix, engines.patroni, f"{config}/patroni.yml"])
        self.start(name, "pgbouncer", [*engines.prefix, engines.pgbouncer, f"{config}/pgbouncer.ini"])

    def surroundings(self, name: str) -> dict[str, str]:
        """The environment of the house on one machine: what systemd would read from tinhso.env."""
        lines = (self.running[name].folder / "etc/tinhso/tinhso.env").read_text().splitlines()
        given = (line.split("=", 1) for line in lines if "=" in line and not line.startswith("#"))
        mine = {key: value for key, value in os.environ.items() if not key.startswith(("TINHSO_", "DATABASE_"))}
        return (
            mine
            | dict(given)
            | {"TINHSO_DEVELOPMENT_CA": "1", "TINHSO_WEBHOOKS_INSECURE": "1", "PYTHONDONTWRITEBYTECODE": ""}
        )

    def as_owner(self, name: str) -> dict[str, str]:
        """The same for whoever migrates: what owner.env puts in its place."""
        mine = self.surroundings(name)
        app, owner = (f"//{who}:{self.plan[word]}@"
                      for who, word in (("tinhso_app", "APP_PASSWORD"), ("tinhso", "DATABASE_PASSWORD")))  # fmt: skip
        address = mine["TINHSO_DATABASE_DIRECT_URL"].replace(app, owner)
        return mine | {"DATABASE_URL": address, "TINHSO_DATABASE_DIRECT_URL": address}

    def write_web(self, name: str) -> None:
        """A web machine without its web: its files, and HAProxy to the database."""
        self._written("web", name)
        self._start_haproxy(name)

    def start_web(self, name: str) -> None:
        """HAProxy to the database, and granian."""
        self.write_web(name)
        unit = (self.running[name].folder / "etc/systemd/system/tinhso-web.service").read_text()
        words = next(line for line in unit.splitlines() if line.startswith("ExecStart=")).split()
        self.start(name, "web", [sys.executable, *words[1:]], self.surroundings(name))

    def start_work(self, name: str) -> None:
        """HAProxy to the database, and the worker."""
        self._written("work", name)
        self._start_haproxy(name)
        self.start(name, "work", [sys.executable, "manage.py", "work"], self.surroundings(name))

    def pid(self, name: str, program: str) -> int:
        """The process of a program on a machine."""
        return self.running[name].pid(program)

    def start_proxy(self) -> None:
        """The door of the province."""
        self._written("proxy", "proxy1")
        self._start_haproxy("proxy1")

    def _start_haproxy(self, name: str) -> None:
        config = self.running[name].folder / "etc/haproxy/haproxy.cfg"
        self.start(name, "haproxy", [self.engines.haproxy, "-db", "-f", str(config)])

    def run(self, *command: str) -> str:
        """One command of the house on the first web machine; what it printed."""
        done = subprocess.run(
            [sys.executable, *command], env=self.as_owner("web1"), cwd=REPOSITORY, text=True, capture_output=True,
            check=False,
        )  # fmt: skip
        if done.returncode:
            raise SystemExit(f"{' '.join(command)} failed:\n{done.stdout}{done.stderr}")
        return done.stdout

    # What Patroni knows

    def members(self) -> list[dict[str, Any]]:
        """Patroni's members as anyone alive tells them; [] when nobody does."""
        for address in self.db.values():
            told = _asked(f"http://{address}:{PATRONI_PORT}/cluster")
            if told:
                return list(told.get("members", []))
        return []

    def leader(self) -> str:
        """The machine whose Patroni holds the leader's lock and says so itself; '' for none."""
        return next((n for n, at in self.db.items() if _asked(f"http://{at}:{PATRONI_PORT}/primary", head=True)), "")

    def is_whole(self) -> bool:
        """One leader, and every other machine streams from it; one of them synchronously."""
        # etcd remembers a dead member for a while: each must speak for itself.
        if not all(_asked(f"http://{address}:{PATRONI_PORT}/health", head=True) for address in self.db.values()):
            return False
        told = self.members()
        states = sorted((one["role"], one["state"]) for one in told)
        return len(told) == len(self.db) and states == [
            ("leader", "running"), ("replica", "streaming"), ("sync_standby", "streaming"),
        ]  # fmt: skip

    def configure(self, **words: Any) -> None:
        """Change Patroni's settings for all, as `patronictl edit-config` does."""
        self._tell(self.db[self.leader()], "config", "PATCH", words)

    def switch_over(self) -> None:
        """Hand the lead over in good order."""
        self._tell(self.db[self.leader()], "switchover", "POST", {"leader": self.leader()})

    def _tell(self, address: str, what: str, method: str, words: dict[str, Any]) -> None:
        request = urllib.request.Request(
            f"http://{address}:{PATRONI_PORT}/{what}", json.dumps(words).encode(), {"Content-Type": "application/json"},
            method=method,
        )  # fmt: skip
        keys = urllib.request.HTTPPasswordMgrWithDefaultRealm()
        keys.add_password(None, request.full_url, "patroni", self.plan["PATRONI_PASSWORD"])
        opener = urllib.request.build_opener(urllib.request.HTTPBasicAuthHandler(keys))
        opener.open(request, timeout=30).read()

    # Death

    def kill_postmaster(self, name: str) -> None:
        """End by kill -9 PostgreSQL with all its children; Patroni lives and sees it."""
        kill_tree(int((self.running[name].folder / "pg/postmaster.pid").read_text().split()[0]))

    def cut_power(self, name: str) -> None:
        """Everything that runs on a machine dies at once."""
        if (self.running[name].folder / "pg/postmaster.pid").exists():
            self.kill_postmaster(name)
        self.running[name].kill()

    def tls(self) -> ssl.SSLContext:
        """What a client trusts: the certificate of our proxy alone."""
        return ssl.create_default_context(cafile=str(self.authority))

    def stop(self) -> None:
        """Kill all that was started: what they hold is thrown away."""
        for name in self.running:
            self.cut_power(name)


def wait(what: str, true: Callable[[], Any], seconds: float = 120) -> float:
    """How many seconds it took to become true. Ends the proof when it does not."""
    begun = time.monotonic()
    while not true():
        if time.monotonic() - begun > seconds:
            raise SystemExit(f"{what}: not within {seconds:.0f} s")
        time.sleep(CHECK_S)
    return time.monotonic() - begun


def _free_net() -> str:
    """Three numbers of a loopback net on which nothing listens."""
    while True:
        net = f"127.{random.randrange(2, 250)}.0"
        with socket.socket() as probe:
            if probe.connect_ex((f"{net}.21", PATRONI_PORT)):
                return net


def _asked(address: str, *, head: bool = False) -> Any:
    request = urllib.request.Request(address, method="HEAD" if head else "GET")
    try:
        with urllib.request.urlopen(request, timeout=2) as answer:
            return True if head else json.load(answer)
    except (urllib.error.URLError, OSError, ValueError):
        return None
