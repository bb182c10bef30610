"""The hot questions, asked through the product's own functions, so that what is planned is what is run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection

from tinhso.engines.notifications.queries import due_messages, messages_to
from tinhso.government.dossiers import queries
from tinhso.government.dossiers.models import Dossier
from tinhso.government.dossiers.queries import searching
from tinhso.government.dossiers.queries.stretches import merged_page
from tinhso.ground.gateway.queries import calls_about, due_lanes
from tinhso.ground.journal.models import Cursor
from tinhso.ground.journal.queries import entries_about, unread
from tinhso.ground.people.persons import Person

# The question inside procrastinate's own function, which a plan of the call does not show.
FETCH = "SELECT pg_get_functiondef('procrastinate_fetch_job_v2(varchar[], bigint)'::regprocedure)"


@dataclass(frozen=True)
class Scene:
    """Who asks: an official with every working role at one agency, one with his desk only, an auditor, an applicant."""

    officer: Person
    desk_only: Person
    auditor: Person
    applicant: Person
    dossier: Dossier
    now: datetime


def hot(scene: Scene) -> dict[str, Callable[[], object]]:
    """What people and workers ask all day long, by name."""
    officer, dossier, now = scene.officer, scene.dossier, scene.now
    late = f"{(now + timedelta(days=300)).isoformat()}~{dossier.pk}"
    whole = queries.Queue(show="agency")
    return {
        "list-first-page": lambda: queries.queue(officer, whole, now=now),
        "list-late-page": lambda: queries.queue(officer, whole, after=late, now=now),
        "list-by-state": lambda: queries.queue(officer, queries.Queue(show="agency", state="IN_PROCESS"), now=now),
        "list-own-desk": lambda: queries.queue(scene.desk_only, queries.Queue(show="desk"), now=now),
        "desk-due": lambda: queries.pressing_figures(officer, now),
        "desk-counts": lambda: queries.standing_figures(officer),
        "search-code": lambda: queries.queue(officer, queries.Queue(text=dossier.code), now=now),
        "search-words": lambda: every_look(officer, "nguyen thi ngu"),
        "search-words-of-the-province": lambda: every_look(scene.auditor, "nguyen thi ngu"),
        "citizen-dossiers": lambda: queries.my_dossiers(scene.applicant),
        "dossier-for-officer": lambda: queries.dossier_for(officer, dossier.code),
        "dossier-for-citizen": lambda: queries.dossier_for(scene.applicant, dossier.code),
        "dossier-parts-and-slip": lambda: (list(queries.parts_of(dossier)), list(queries.hand_overs(dossier))),
        "dossier-timeline": lambda: list(entries_about(dossier.subject)),
        "look-up-by-anyone": lambda: queries.public_lookup(dossier.code),
        "register-of-a-day": lambda: list(
            queries.register(officer, dossier.receiving_agency_id, first=now.date(), last=now.date())
        ),
        "journal-unread": lambda: unread(Cursor(reader="plans", xact=10, entry_id=10)),
        "calls-about": lambda: list(calls_about([dossier.subject])),
        "lanes-due": lambda: due_lanes(now),
        "messages-to": lambda: list(messages_to(dossier.applicant_ref)[:20]),
        "messages-due": lambda: list(due_messages(now)),
        "job-fetch": fetch_job,
    }


def every_look(person: Person, words: str) -> None:
    """All places where words are looked for, whether or not one before filled the page."""
    for stretch in searching.where_to_look(person, words, after=""):
        merged_page([stretch], by="-filed_at", after="", size=20)


def fetch_job() -> None:
    """The worker's next job, without taking it."""
    with connection.cursor() as cursor:
        cursor.execute(FETCH)
        body = cursor.fetchone()[0]
        question = body.partition("WITH candidate AS (")[2].partition("FOR UPDATE")[0]
        cursor.execute(question.replace("target_queue_names", "NULL::varchar[]"))
