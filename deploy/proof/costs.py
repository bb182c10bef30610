"""What synchronous replication and the pooler cost a filing, as ratios of the same run: turns with and without."""

from __future__ import annotations

import http.client
import json
import os
import sys
import time
import uuid
from pathlib import Path
from statistics import median
from typing import Any

from deploy.proof.clients import numbered
from deploy.proof.cluster import Cluster, wait
from deploy.proof.deaths import is_ready

TURNS, FILINGS = 3, 40
FIRST = 1_000_000  # numbers that no client of the proof has used
DIRECT_PORT = 8001


def costs(cluster: Cluster, told: dict[str, Any]) -> dict[str, Any]:
    """Median ms of one filing at a time on an otherwise idle province, three ways, and the ratios between them."""
    _start_without_pooler(cluster)
    took: dict[str, list[float]] = {"as_deployed": [], "without_pooler": [], "without_replication": []}
    numbers = iter(range(FIRST, FIRST + 10 * TURNS * FILINGS))
    cpu = {"as_deployed": 0.0, "without_pooler": 0.0}
    for _ in range(TURNS):
        for way, port in (("as_deployed", 8000), ("without_pooler", DIRECT_PORT)):
            before = _cpu_s(cluster, port)
            took[way] += _filed(cluster, port, told, numbers)
            cpu[way] += _cpu_s(cluster, port) - before
        _replicate(cluster, synchronously=False)
        took["without_replication"] += _filed(cluster, 8000, told, numbers)
        _replicate(cluster, synchronously=True)
    middle = {way: median(times) for way, times in took.items()}
    return {
        "filing_ms": {way: round(1000 * seconds, 1) for way, seconds in middle.items()},
        "pooler_latency_ratio": round(middle["as_deployed"] / middle["without_pooler"], 2),
        "pooler_cpu_ratio": round(cpu["as_deployed"] / cpu["without_pooler"], 2),
        "synchronous_latency_ratio": round(middle["as_deployed"] / middle["without_replication"], 2),
    }


def _start_without_pooler(cluster: Cluster) -> None:
    """A second web on web1 that goes straight to the leader and prepares its statements."""
    mine = cluster.surroundings("web1")
    mine["DATABASE_URL"] = mine.pop("TINHSO_DATABASE_DIRECT_URL")
    mine.pop("TINHSO_DATABASE_REPLICA_URL")
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", cluster.web["web1"], "--port",
               str(DIRECT_PORT), "--workers", "2", "--blocking-threads", "8", "--no-access-log",
               "tinhso.config.wsgi:application"]  # fmt: skip
    cluster.start("web1", "direct", command, mine)
    wait("the web without pooler", lambda: is_ready(cluster, port=DIRECT_PORT, only="web1"))


def _filed(cluster: Cluster, port: int, told: dict[str, Any], numbers: Any) -> list[float]:
    line = http.client.HTTPConnection(cluster.web["web1"], port, timeout=60)
    times = []
    for place in range(FILINGS + 5):
        headers = {**told["offices"][0], "Idempotency-Key": str(uuid.uuid4()), "Host": cluster.plan["HOST"],
                   "X-Forwarded-Proto": "https"}  # fmt: skip
        body = json.dumps(numbered(told["filing"], next(numbers)))
        begun = time.perf_counter()
        line.request("POST", "/api/dossiers", body, headers)
        answer = line.getresponse()
        answer.read()
        if answer.status != 201:
            raise SystemExit(f"a filing of the cost was answered {answer.status}")
        if place >= 5:  # the first ones warm connections and plans
            times.append(time.perf_counter() - begun)
    line.close()
    return times


def _replicate(cluster: Cluster, *, synchronously: bool) -> None:
    cluster.configure(synchronous_mode=synchronously, synchronous_mode_strict=synchronously)
    role = "sync_standby"
    wait("the new mode", lambda: any(one["role"] == role for one in cluster.members()) is synchronously)
    time.sleep(5)  # one turn of Patroni's loop: until then the old mode may still hold


def _cpu_s(cluster: Cluster, port: int) -> float:
    """CPU of the web that serves a port and, where the pooler is on the way, of all poolers, in seconds."""
    pids = [cluster.pid("web1", "web" if port == 8000 else "direct")]
    pids += [cluster.pid(name, "pgbouncer") for name in cluster.db] if port == 8000 else []
    return sum(_cpu_of_family(pid) for pid in pids)


def _cpu_of_family(pid: int) -> float:
    words = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    own = (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK")
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return own + sum(_cpu_of_family(int(child)) for child in children)
