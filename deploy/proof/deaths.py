"""What happens to the machines while clients file, one thing after another; how long writes and reads stood still."""

from __future__ import annotations

import itertools
import time
import urllib.error
import urllib.request
from dataclasses import asdict, dataclass
from typing import Any

from deploy.proof.clients import Clients
from deploy.proof.cluster import Cluster, wait

BEFORE_S, AFTER_S = 3.0, 6.0


@dataclass(frozen=True)
class Death:
    """What died; the longest time without an acknowledged filing and without a page; answers that were no success."""

    what: str
    machine: str
    writes_still_s: float
    reads_still_s: float
    reads_failed: int
    whole_again_s: float

    def told(self) -> dict[str, Any]:
        """For the report."""
        return asdict(self)


def one_round(cluster: Cluster, clients: Clients) -> list[Death]:
    """Hand over, crash of PostgreSQL, power cut of the leader, of a web machine, of a worker."""
    return [
        _watched(cluster, clients, "leader handed over", cluster.leader(), cluster.switch_over),
        _watched(cluster, clients, "PostgreSQL of the leader", *_of_leader(cluster, "kill_postmaster")),
        _watched(cluster, clients, "leader's machine", *_of_leader(cluster, "cut_power")),
        _watched(cluster, clients, "a replica's machine", *_of_synchronous(cluster)),
        _watched(cluster, clients, "web machine", "web1", lambda: cluster.cut_power("web1")),
        _watched(cluster, clients, "worker machine", "work1", lambda: cluster.cut_power("work1")),
    ]


def _of_leader(cluster: Cluster, how: str) -> tuple[str, Any]:
    name = cluster.leader()
    return name, lambda: getattr(cluster, how)(name)


def _of_synchronous(cluster: Cluster) -> tuple[str, Any]:
    name = next(one["name"] for one in cluster.members() if one["role"] == "sync_standby")
    return name, lambda: cluster.cut_power(name)


def _watched(cluster: Cluster, clients: Clients, what: str, machine: str, happens: Any) -> Death:
    time.sleep(BEFORE_S)
    begun = time.monotonic()
    happens()
    # Back when filings are acknowledged again and again; only then is the dead machine switched on.
    wait(f"writes after: {what}", lambda: _since(clients, begun) > 20 and time.monotonic() - begun > AFTER_S)
    until = time.monotonic()
    _switch_on(cluster, machine)
    whole = wait(f"all machines after: {what}", lambda: cluster.is_whole() and is_ready(cluster), 180)
    writes = sorted(one.acknowledged_at for one in clients.acknowledged())
    reads = list(clients.reads)
    failed = sum(status != 200 for at, status in reads if begun <= at <= until)
    answered = [at for at, status in reads if status == 200]
    return Death(
        what, machine, _longest(writes, begun, until), _longest(answered, begun, until), failed, round(whole, 1)
    )


def _since(clients: Clients, begun: float) -> int:
    latest = [one.acknowledged_at for one in clients.acknowledged()[-60:]]
    return sum(at > begun + 1 for at in latest)


def _longest(moments: list[float], begun: float, until: float) -> float:
    """The longest pause between two moments around a stretch of time, in seconds."""
    near = [at for at in moments if begun - BEFORE_S < at <= until] + [until]
    return round(max(later - earlier for earlier, later in itertools.pairwise(near)), 2)


def _switch_on(cluster: Cluster, machine: str) -> None:
    start = {"db": cluster.start_database, "web": cluster.start_web, "wor": cluster.start_work}[
        machine[:3].rstrip("123")
    ]
    start(machine)


def is_ready(cluster: Cluster, *, port: int = 8000, only: str = "") -> bool:
    """Whether each web machine (or one) says that it is ready."""
    for address in [cluster.web[only]] if only else cluster.web.values():
        request = urllib.request.Request(
            f"http://{address}:{port}{cluster.plan['CHECK']}",
            headers={"Host": cluster.plan["HOST"], "X-Forwarded-Proto": "https"},
        )
        try:
            urllib.request.urlopen(request, timeout=3).read()
        except (urllib.error.URLError, OSError):
            return False
    return True
