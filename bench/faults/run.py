"""Inside the harness's own mounts: open the house, let people work, break it, wait until quiet, judge."""

from __future__ import annotations

import importlib
import json
import os
import shutil
import sys
import threading
import time
from itertools import pairwise
from pathlib import Path
from typing import Any

import django
import psycopg
from django.db import connections

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tinhso.config.settings")

from bench.faults.house import House, answers, patiently
from bench.faults.kinds import KINDS, Planned, schedule
from bench.faults.ledger import Judgement, Ledger, Row
from bench.faults.report import Struck, as_table, summary_of
from bench.simulator import walk
from bench.simulator.through_http import ThroughHttp
from tinhso.config.launch import run as launched

QUIET_S = 420
RECOVERS_S = 120


def main() -> int:
    """Exit code 0 when nothing was lost, nothing doubled and every invariant holds."""
    folder = Path(os.environ["FAULTS_FOLDER"])
    seconds = float(os.environ.get("FAULTS_SECONDS", "300"))
    seed = int(os.environ.get("FAULTS_SEED", "7"))
    house = House(folder, wire_port=int(os.environ["FAULTS_WIRE"]))
    say(f"house at {launched.ADDRESS}, folder {folder}, own disks: {', '.join(house.disks) or 'none'}")
    try:
        house.open()
        crowd = crowd_of(seed)
        crowd.start(int(os.environ.get("FAULTS_CLIENTS", "4")))
        began = time.monotonic()
        struck = break_things(house, crowd.ledger, seed=seed, until=began + seconds)
        say("the last faults are mended; people finish what they have in hand")
        crowd.stop()
        lasted = time.monotonic() - began
        quiet_s = wait_until_quiet(house)
        verified = house.manage("verify_province", "--platform", "--json")
        judgement = judge(house, crowd.ledger)
        result = summary_of(
            seed=seed, lasted_s=lasted, quiet_s=quiet_s, struck=struck, ledger=crowd.ledger, judgement=judgement,
            ends=crowd.ended, invariants=json.loads(verified.stdout or "[]"), restarts=house.restarts,
        )  # fmt: skip
        print(as_table(result), verified.stderr[-2000:], sep="\n", flush=True)
        if target := os.environ.get("FAULTS_RESULT"):
            Path(target).write_text(json.dumps(result, ensure_ascii=False, indent=1) + "\n")
        return 0 if judgement.is_good and verified.returncode == 0 else 1
    finally:
        if logs := os.environ.get("FAULTS_LOGS"):
            Path(logs).mkdir(parents=True, exist_ok=True)
            for log in [*folder.glob("*.log"), house.server.data / "server.log"]:
                shutil.copy(log, logs)
        house.close()


def crowd_of(seed: int) -> Any:
    """Who works: one official a role at three communes, and the plan's applicants of a day there."""
    django.setup()
    site, plan, staff, filings = walk.staged(launched.ADDRESS, seed)
    connections.close_all()
    ledger, stopping = Ledger(), threading.Event()
    gear = ThroughHttp(site, plan.people, patience_s=150, tried=ledger.tried, done=ledger.done)
    say(f"{len(filings)} filings a round: {len({f.procedure for f in filings})} procedures")
    ways = walk.Walk(gear, staff, is_over=stopping.is_set, refused=ledger.refused)
    load = importlib.import_module("bench.faults.load")  # its rooms can be imported only once Django is set up
    return load.Crowd(site, ways, ledger, filings, stopping)


def break_things(house: House, ledger: Ledger, *, seed: int, until: float) -> list[Struck]:
    """Strike, mend, wait until writes are acknowledged again; one fault at a time."""
    wanted = [name for name in os.environ.get("FAULTS_KINDS", ",".join(KINDS)).split(",") if name]
    names = [name for name in wanted if name in KINDS and (house.disks or not KINDS[name].needs_disk)]
    struck = []
    time.sleep(5)
    for planned in schedule(seed, names, count=1000):
        if time.monotonic() > until:
            break
        time.sleep(planned.calm_s)
        struck.append(strike(house, ledger, planned))
        say(f"{planned.name}: {planned.lasts_s:.0f} s, filings paused {struck[-1].outage_s:.1f} s, "
            f"back {struck[-1].recovery_s:.1f} s after mending")  # fmt: skip
    while time.monotonic() < until:
        time.sleep(1)
    return struck


def strike(house: House, ledger: Ledger, planned: Planned) -> Struck:
    """One fault. outage: the longest time without an acknowledged filing; recovery: from mending to the next one."""
    kind = KINDS[planned.name]
    began = time.monotonic()
    kind.strike(house)
    time.sleep(planned.lasts_s)
    kind.mend(house)
    mended = time.monotonic()
    patiently(lambda: filed_since(ledger, mended) and answers(f"{launched.ADDRESS}/healthz"), seconds=RECOVERS_S)
    recovery = next(moment for moment, what in ledger.moments if what == "file" and moment > mended) - mended
    time.sleep(1.0)
    return Struck(planned.name, planned.lasts_s, longest_pause(ledger, began, time.monotonic()), recovery)


def filed_since(ledger: Ledger, moment: float) -> bool:
    """Whether a filing was acknowledged after a moment."""
    return any(at > moment and what == "file" for at, what in ledger.moments[-400:])


def longest_pause(ledger: Ledger, began: float, ended: float) -> float:
    """The longest time between two acknowledged filings in a stretch, its edges included."""
    moments = [began, *(at for at, what in list(ledger.moments) if what == "file" and began < at < ended), ended]
    return max(after - before for before, after in pairwise(moments))


BUSY = """
SELECT (SELECT count(*) FROM procrastinate_jobs WHERE status IN ('todo', 'doing')
            AND coalesce(scheduled_at, now()) <= now())
    + (SELECT count(*) FROM procrastinate_jobs j WHERE status = 'failed' AND attempts < 10
            AND NOT EXISTS (SELECT FROM procrastinate_periodic_defers p WHERE p.task_name = j.task_name))
    + (SELECT count(*) FROM journal_entry e JOIN journal_cursor c ON c.reader = 'reactions'
            AND (e.xact, e.id) > (c.xact, c.entry_id))
    + (SELECT count(*) FROM payments_attempt WHERE state = 'OPEN' AND created_at > now() - interval '1 hour'
            AND pay_url <> '')
"""


def wait_until_quiet(house: House) -> float:
    """Seconds until no job waits, all news is heard and no payment is in the air; TimeoutError after a while."""
    began = time.monotonic()
    calm = 0
    while calm < 3:
        with psycopg.connect(house.direct_url) as connection:
            busy = connection.execute(BUSY).fetchone()[0]
        calm = calm + 1 if not busy else 0
        if time.monotonic() - began > QUIET_S:
            say(f"still not quiet: {busy}")
            break
        time.sleep(2)
    return time.monotonic() - began


HAPPENED = """
SELECT d.code, e.kind, count(*) FROM dossiers_dossier d JOIN journal_entry e ON e.subject = 'dossier:' || d.id
GROUP BY 1, 2 UNION ALL
SELECT c.reference, e.kind, count(*) FROM payments_charge c JOIN journal_entry e ON e.subject = 'charge:' || c.id
WHERE e.kind = 'payments.settled' GROUP BY 1, 2
"""


def judge(house: House, ledger: Ledger) -> Judgement:
    """The client's books against the rows."""
    with psycopg.connect(house.direct_url) as connection:
        rows = connection.execute("SELECT idempotency_key, code FROM dossiers_dossier").fetchall()
        happened = {(code, kind): times for code, kind, times in connection.execute(HAPPENED)}
    return ledger.judged([Row(key, code) for key, code in rows], happened)


def say(what: str) -> None:
    """A line for whoever watches."""
    print(f"{time.strftime('%H:%M:%S')} {what}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
