"""Item 9b as an official meets it: a day's list signed in one session, everything included.

One unit is one result: typeset, signed, stored, its dossier moved with history, journal and counts, its line in the
session written; by what the job of the product calls, in this process. Beside it in the same run: pyHanko as its
manual shows it, which signs a PDF that is ready and keeps nothing. CPU of this process and of the database.
"""

from __future__ import annotations

import statistics
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import psutil
from django.contrib.sessions.models import Session
from django.utils import timezone

from bench.items.receipt import Desk, cpu_ms, made
from bench.measure import measured
from bench.people import officer_at, signed_in
from bench.progress import note
from bench.report import Row
from bench.stage import Stage
from tinhso.government.bulk_signing import actions, queries, rules
from tinhso.government.bulk_signing.models import SigningSession
from tinhso.government.dossiers.models import Dossier, Result
from tinhso.ground.people.actions import open_sign_in
from tinhso.ground.people.models import Agency, Role
from tinhso.ground.people.queries import person_for

ROUNDS, PAPERS, THEIRS = 5, 60, 5
BUSIEST = """
SELECT desk_agency_id FROM dossiers_dossier WHERE state = 'AWAITING_SIGNATURE' AND desk = 'LEADER'
GROUP BY desk_agency_id ORDER BY count(*) DESC LIMIT 1
"""


def run(stage: Stage) -> list[Row]:
    """Papers a second and core: the session, and pyHanko alone."""
    now = datetime.now(UTC)
    row = stage.connection.execute(BUSIEST).fetchone()
    stage.connection.rollback()
    if row is None:
        raise SystemExit("9b: no draft waits for a signature anywhere.")
    account = officer_at(Agency.objects.get(pk=row[0]), roles=[Role.LEADER], now=now)
    leader = person_for(account, on=now.date())
    signed_in(account)
    key = str(Session.objects.order_by("-expire_date").values_list("pk", flat=True)[0])
    sign_in = open_sign_in(account, session_key=key, method="bench", device="bench", address=None, now=now).handle
    (office,) = queries.offices_of(leader, now=now)
    drafted(list(queries.waiting_for(leader, office.agency.pk, office.kind)))
    session = actions.start(
        leader, actions.open_session(leader, office.agency.pk, office.kind, now=now), sign_in=sign_in, now=now
    )
    waiting = queries.progress_of(session).waiting
    each = min(PAPERS, (waiting - 1) // ROUNDS)
    if not each:
        raise SystemExit(f"9b: only {waiting} drafts wait at the busiest office; take a larger province.")
    ours, ratios = [], []
    with tempfile.TemporaryDirectory() as folder:
        desk, ready = Desk(Path(folder)), made(1)
        desk.sign_as_documented(ready)
        sign(session, 1)  # the first paper of a process pays for certificate, fonts and templates
        for _ in range(ROUNDS):
            reading = measured(lambda: (sign(session, each), [], 0), app=psutil.Process(), database=stage.database)
            theirs = cpu_ms(lambda _: desk.sign_as_documented(ready), THEIRS)
            ours.append((reading.cpu_ms, theirs))
            ratios.append(theirs / reading.cpu_ms)
    far = queries.progress_of(session)
    signed = Result.objects.filter(signed_by_name=leader.name, signed_at__gte=now).exclude(paper_code="").count()
    if far.refused or far.done != signed:
        raise SystemExit(f"9b: {far}, but {signed} results are signed")
    mine, other = (statistics.median(column) for column in zip(*ours, strict=True))
    note(f"{far.done:,} results signed in one session, {mine:.1f} CPU ms each")
    return [
        Row(
            "9b a day's list in one session, everything included", "papers/s and core", 1000 / mine, 1000 / other,
            "pyHanko as documented, signing alone, nothing kept", statistics.median(ratios), far.done,
        )
    ]  # fmt: skip


def drafted(dossiers: list[Dossier]) -> None:
    """Give each of these a drafted result, which the bulk seed leaves out."""
    ids = [dossier.pk for dossier in dossiers]
    Dossier.objects.filter(pk__in=ids).update(outcome="GRANTED")
    Result.objects.bulk_create(
        [
            Result(
                dossier=dossier, outcome="GRANTED", agency_id=dossier.resolving_agency_id, title="Quyết định",
                content="Đủ điều kiện, đồng ý giải quyết.", legal_basis="Luật Hộ tịch", proposed_by_name="Cán bộ đo",
                proposed_at=dossier.moved_at,
            )
            for dossier in dossiers
        ],
        ignore_conflicts=True,
    )  # fmt: skip


def sign(session: SigningSession, papers: int) -> int:
    """Let the session sign so many papers as its job does, by the handful; how many it signed."""
    before, left = queries.progress_of(session).done, papers
    while left > 0 and actions.sign_next(session.pk, run=session.run, most=min(left, rules.BATCH), now=timezone.now()):
        left -= rules.BATCH
    done = queries.progress_of(session).done - before
    if not done:
        raise SystemExit(f"9b: nothing was signed: {SigningSession.objects.get(pk=session.pk).reason}")
    return done
