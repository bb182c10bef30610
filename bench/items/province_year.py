"""A province-year: a simulated stretch of it through the product's own acts, papers signed, beside bare SQL.

One unit is one dossier as the plan mixes them: filed, received, worked on, its papers signed, its result issued and
handed over, with code, clock, history, journal and messages. The simulator plays with two processes in a database and
a folder of its own, in one sitting; its first days warm it up (keys, pictures and catalogue of hundreds of signers) and
are not counted. The limit is what the same number of bare filings and moves costs in the same run (limits.sql).
Partners do not run, so nothing is time-stamped or sent: that is the worker's part, after the acts.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import IO

import psutil
import psycopg

from bench.measure import Reading, measured
from bench.progress import note
from bench.report import Row
from bench.sides import bare
from bench.stage import NAME, ROOT, Stage, address_of

SCALE = os.environ.get("BENCH_SIMULATION_SCALE", "0.25")
WARM, COUNTED = os.environ.get("BENCH_SIMULATION_DAYS", "2025-01-03,2025-01-07").split(",")
LOOK_S = 0.05
DATABASE = f"{NAME}_simulation"
LIVED = """
SELECT count(*), (SELECT count(*) FROM dossiers_handover), (SELECT count(*) FROM signing_signedpaper)
FROM dossiers_dossier
"""


def run(stage: Stage) -> list[Row]:
    """What a dossier's whole life costs, and in how many hours the machine lives a year of the whole province."""
    with psycopg.connect(address_of("postgres"), autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {DATABASE}")
    try:
        with tempfile.TemporaryDirectory() as folder, (Path(folder) / "said").open("w+") as said:
            sitting = begun(folder, said)
            if not comes_to(WARM, folder, sitting):
                raise SystemExit(f"own: province-year: the simulator ended early:\n{read_again(said)}")
            before = lived()
            reading = measured(lambda: (sitting.wait() == 0, [], 0), app=psutil.Process(), database=stage.database)
            after = lived()
            told = read_again(said)
            if sitting.returncode:
                raise SystemExit(f"own: province-year: the simulator ended with {sitting.returncode}:\n{told}")
    finally:
        with psycopg.connect(address_of("postgres"), autocommit=True) as connection:
            connection.execute(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")
    filed, moves, papers = (now - then for now, then in zip(after, before, strict=True))
    whole = int(re.sub(r"\D", "", re.search(r"about ([\d,]+) filings", told)[1]))  # type: ignore[index]
    note(f"{filed:,} dossiers, {moves:,} moves, {papers:,} signed papers in {reading.seconds:.0f} s")
    return rows_of(stage, reading, filed=filed, moves=moves, papers=papers, year=whole / float(SCALE))


def rows_of(stage: Stage, reading: Reading, *, filed: int, moves: int, papers: int, year: float) -> list[Row]:
    """The cost of a dossier beside its bare writes, and the year beside an hour. year: dossiers at scale 1."""
    filing, move = bare(stage, "file")(), bare(stage, "transition")()
    limit = filing.cpu_ms + move.cpu_ms * moves / filed
    ours, hours = reading.cpu_ms / filed, year / (filed / reading.seconds) / 3600
    name = "own: province-year"
    return [
        Row(f"{name}, a dossier's whole life, of the limit", "ms CPU", ours, limit, "bare SQL, as many writes",
            limit / ours, filed, f"{name}, of the limit"),
        Row(f"{name}, in hours", "hours", hours, 1.0, f"an hour for {year:,.0f} dossiers", 1 / hours, filed, name),
        Row(f"{name}, signed papers", "papers/s", papers / reading.seconds, filed / reading.seconds, "dossiers/s",
            papers / filed, filed),
        Row(f"{name}, times real time", "times", 8766 / hours, 1.0, "the year itself", 8766 / hours, filed),
    ]  # fmt: skip


def begun(folder: str, said: IO[str]) -> subprocess.Popen[str]:
    """The simulator, playing from the year's first day to the last that is counted; what it says goes to a file."""
    surroundings = {**os.environ, "TINHSO_STATE": folder, "DATABASE_URL": address_of(DATABASE)}
    told = ["--year", "2025", "--scale", SCALE, "--seed", "7", "--until", COUNTED]
    return subprocess.Popen(
        [sys.executable, "-m", "bench.simulator", *told], cwd=Path(ROOT), env=surroundings, text=True,
        stdout=said, stderr=subprocess.STDOUT,
    )  # fmt: skip


def comes_to(day: str, folder: str, sitting: subprocess.Popen[str]) -> bool:
    """Wait until the simulator has finished a day (its run.json says so); False when it ended before."""
    run = Path(folder) / "run.json"
    while not (run.exists() and json.loads(run.read_text())["last_day"] >= day):
        if sitting.poll() is not None:
            return False
        time.sleep(LOOK_S)
    return True


def read_again(said: IO[str]) -> str:
    """All that the simulator has said so far."""
    said.seek(0)
    return said.read()


def lived() -> tuple[int, int, int]:
    """Dossiers, moves and signed papers in the simulation's database."""
    with psycopg.connect(address_of(DATABASE)) as connection:
        found = connection.execute(LIVED).fetchone()
    return (int(found[0]), int(found[1]), int(found[2])) if found else (0, 0, 0)
