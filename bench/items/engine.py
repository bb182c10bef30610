"""Item 2 without HTTP: one dossier through six persisted steps by the domain's own actions, beside workflow engines.

File, receive, assign, verify, finish the verification, propose: a creation and five moves, six commits, one decision.
Each checks rights and the table of states, locks the row, keeps the clock, the control slip, the counts, the outbox of
messages and the journal; the engines keep their tokens and nothing else.
"""

from __future__ import annotations

import statistics
import time
import uuid
from datetime import UTC, datetime

from bench import peers, questions
from bench.measure import cpu_seconds
from bench.people import account_of_citizen, officer_at
from bench.progress import note
from bench.report import Row
from bench.sides import SECONDS
from bench.stage import Stage
from tinhso.engines.procedures.models import ProcedureVersion
from tinhso.engines.procedures.queries import version_for
from tinhso.government.dossiers import actions
from tinhso.ground.people.models import Account, Agency
from tinhso.ground.people.queries import agency, person_for

PLACE, BIRTH = "NB.C13669", "1.001193"
PARTS = tuple(actions.PartIn(code, from_data=True) for code in ("TP01", "TP02", "TP03", "TP06"))
STEPS = 6
WARM_UP = 3


def run(stage: Stage) -> list[Row]:
    """Wall and client-side CPU of one whole path, the median of many; the database's CPU is told beside it."""
    now = datetime.now(UTC)
    place, version = agency(PLACE), version_for(BIRTH, on=now.date())
    citizen, officer = account_of_citizen(questions.some_citizens(stage, 1)[0]), officer_at(place, now=now)
    before, database = stage.count("dossiers_dossier"), 0.0
    walls, cpus = [], []
    for number in range(10_000):
        if number == WARM_UP:
            database, stop_at = cpu_seconds(stage.database), time.perf_counter() + 2 * SECONDS
        elif number > WARM_UP and time.perf_counter() > stop_at:
            break
        wall, cpu = time.perf_counter(), time.process_time()
        walk(citizen, officer, place, version)
        walls.append(1000 * (time.perf_counter() - wall))
        cpus.append(1000 * (time.process_time() - cpu))
    lives = len(walls)
    if (added := stage.count("dossiers_dossier") - before) != lives:
        raise SystemExit(f"2 engine: {lives} dossiers were made, but {added} were added")
    spent = 1000 * (cpu_seconds(stage.database) - database) / max(1, lives - WARM_UP)
    wall_ms, cpu_ms = statistics.median(walls[WARM_UP:]), statistics.median(cpus[WARM_UP:])
    note(f"{lives} lives of {STEPS} steps: {wall_ms:.1f} ms each, CPU {cpu_ms:.1f} + {spent:.1f} ms")
    return [
        *beside(peers.SPIFF, "beside SpiffWorkflow", wall_ms, cpu_ms, lives),
        *beside(peers.VIEWFLOW, "beside viewflow", wall_ms, cpu_ms, lives),
    ]


def beside(peer: peers.PeerEngine, name: str, wall_ms: float, cpu_ms: float, lives: int) -> list[Row]:
    """Two rows, judged together."""
    item = f"2 engine, {name}"
    return [
        Row(f"{item}, {STEPS} persisted steps", "ms", wall_ms, peer.wall_ms, peer.name, peer.wall_ms / wall_ms, lives,
            item),
        Row(f"{item}, {STEPS} persisted steps, CPU", "ms CPU, client", cpu_ms, peer.cpu_ms, peer.name,
            peer.cpu_ms / cpu_ms, lives, item),
    ]  # fmt: skip


def walk(citizen: Account, officer: Account, place: Agency, version: ProcedureVersion) -> None:
    """One dossier from filing to the draft of its result; each step is a transaction of its own."""
    now = datetime.now(UTC)
    applicant, person = person_for(citizen, on=now.date()), person_for(officer, on=now.date())
    dossier = actions.file_dossier(
        applicant, version=version, applicant=citizen.citizen, answers={"case": 1}, form_version=None, parts=PARTS,
        channel="ONLINE", receiving_agency=place, commune_code=place.unit_code, idempotency_key=str(uuid.uuid4()),
        now=now,
    )  # fmt: skip
    dossier = actions.receive(person, dossier, now=now)
    dossier = actions.assign(person, dossier, official=officer.official, now=now)
    dossier = actions.verify(person, dossier, now=now)
    dossier = actions.finish_verification(
        person,
        dossier,
        verified_at=now,
        place="Trạm y tế",
        participants="Cán bộ đo",
        minutes="Đúng như lời khai, không có gì khác",
        now=now,
    )
    actions.propose(person, dossier, content="Đủ điều kiện", now=now)
