"""make test-ha: kills each machine of a province in turn under load, and holds the books against the receipts."""

from __future__ import annotations

import argparse
import json
import signal
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg

from deploy.proof.clients import Clients
from deploy.proof.cluster import Cluster, wait
from deploy.proof.costs import costs
from deploy.proof.deaths import Death, is_ready, one_round
from deploy.proof.engines import REPOSITORY, Missing, engines
from deploy.proof.ledger import compared, settled, untold
from deploy.proof.subscriber import Subscriber

RESULTS = Path(__file__).resolve().parents[1] / "results.json"


def main() -> int:
    """Print the table, keep deploy/results.json; 1 when a promise was broken, 0 also where engines cannot be had."""
    words = argparse.ArgumentParser(prog="make test-ha", description=__doc__)
    words.add_argument("--rounds", type=int, default=2)
    words.add_argument("--clients", type=int, default=5)
    words.add_argument("--no-costs", action="store_true", help="deaths alone")
    words.add_argument("--state", type=Path, default=REPOSITORY / "var/ha")
    asked = words.parse_args()
    try:
        found = engines()
    except Missing as missing:
        print(f"{'=' * 78}\nTHE PROOF OF FAIL-OVER IS SKIPPED: {missing}.\n{'=' * 78}")
        return 0
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped"))
    cluster = Cluster(asked.state.resolve(), found)
    try:
        report = _proved(cluster, rounds=asked.rounds, clients=asked.clients, told_costs=not asked.no_costs)
    finally:
        cluster.stop()
    RESULTS.write_text(json.dumps(report, indent=1, ensure_ascii=False) + "\n")
    _print(report)
    return 1 if report["ledger"]["broken"] else 0


def _proved(cluster: Cluster, *, rounds: int, clients: int, told_costs: bool) -> dict[str, Any]:
    _start(cluster)
    hears = Subscriber(cluster.plan["HOST"], 8090)
    told = json.loads(cluster.run("-m", "deploy.proof.offices", str(clients), hears.address))
    pressing = Clients((cluster.plan["HOST"], int(cluster.plan["HTTPS_PORT"]), cluster.tls()), told, readers=2)
    pressing.start()
    deaths: list[Death] = []
    for number in range(1, rounds + 1):
        print(f"Round {number} of {rounds}…", flush=True)
        deaths += one_round(cluster, pressing)
    pressing.finish()
    if pressing.refused:
        raise SystemExit(f"{len(pressing.refused)} filings were refused, the first: {pressing.refused[0]}")
    print("Holding the books against the receipts…", flush=True)
    with psycopg.connect(cluster.surroundings("web1")["TINHSO_DATABASE_DIRECT_URL"], autocommit=True) as connection:
        calm = wait("the workers to finish", lambda: settled(connection) and not untold(pressing.filed, hears), 600)
        ledger = compared(connection, pressing.filed, hears)
    for command in ("verify_journal", "verify_province"):
        if list(REPOSITORY.glob(f"tinhso/**/commands/{command}.py")):
            print(cluster.run("manage.py", command).strip(), flush=True)
    ledger["workers_finished_s"] = round(calm, 1)
    return {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "rounds": rounds,
        "clients": clients,
        "deaths": [death.told() for death in deaths],
        "ledger": ledger,
        "costs": costs(cluster, told) if told_costs else {},
    }


def _start(cluster: Cluster) -> None:
    print("Starting three database machines…", flush=True)
    for name in cluster.db:
        cluster.start_database(name)
    wait("a whole cluster", cluster.is_whole)
    print("Loading the province through PgBouncer…", flush=True)
    cluster.write_web("web1")
    cluster.run("-m", "tinhso.config.launch.prepare")
    for name in cluster.web:
        cluster.start_web(name)
    for name in cluster.work:
        cluster.start_work(name)
    cluster.start_proxy()
    wait("the web", lambda: is_ready(cluster))


def _print(report: dict[str, Any]) -> None:
    print(f"\n{'what died':28} {'writes still':>13} {'reads still':>12} {'reads failed':>13} {'whole again':>12}")
    for one in report["deaths"]:
        print(f"{one['what']:28} {one['writes_still_s']:>11.1f} s {one['reads_still_s']:>10.1f} s "
              f"{one['reads_failed']:>13} {one['whole_again_s']:>10.1f} s")  # fmt: skip
    ledger = report["ledger"]
    words = ("acknowledged", "repeated", "unanswered", "lost", "doubled", "out_of_order", "untold", "jobs")
    print("\n" + ", ".join(f"{word.replace('_', ' ')} {ledger[word]}" for word in words))
    for name, ratio in report["costs"].items():
        print(f"{name}: {ratio}")
    print("BROKEN: " + ", ".join(ledger["broken"]) if ledger["broken"] else "Every promise was kept.")


if __name__ == "__main__":
    sys.exit(main())
