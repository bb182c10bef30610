"""What people ask of the work list and of "my dossiers": the same pages for each item and each size."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from urllib.parse import quote

import psycopg

from bench.load import Call
from bench.names import WORDS
from bench.people import ROLES, account_of_citizen, officer_at, signed_in
from bench.stage import Stage
from tinhso.ground.people.models import Agency, Role

BUSIEST = """
SELECT desk_agency_id FROM dossiers_dossier WHERE state <> 'RETURNED' GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1
"""
CODES = "SELECT code FROM dossiers_dossier WHERE desk_agency_id = %s ORDER BY id DESC LIMIT 500"
BUSY = "SELECT applicant_citizen_id FROM dossiers_dossier GROUP BY 1 ORDER BY count(*) DESC LIMIT 1"
# People with five dossiers, or as near to it as there are: the same person at every size, and the peer's "5 hits each".
USUAL = "SELECT applicant_citizen_id FROM dossiers_dossier GROUP BY 1 ORDER BY abs(count(*) - 5), 1 LIMIT %s"
LATE = """
SELECT due_at, id FROM dossiers_dossier WHERE desk_agency_id = %s AND state <> 'RETURNED'
ORDER BY due_at DESC, id DESC OFFSET 25 LIMIT 1
"""
NAMES = "SELECT full_name FROM people_citizen WHERE id = ANY(%s) ORDER BY id"


def pages(browser: dict[str, str], *queries: str) -> list[Call]:
    """The work list with these queries, as this browser."""
    return [Call("GET", f"/can-bo/ho-so/{query}", b"", browser) for query in queries]


def of_officer(stage: Stage, *, roles: Iterable[Role] = ROLES) -> dict[str, list[Call]]:
    """The busiest office, asked by an officer who holds these roles there: each page with rights, labels, colours."""
    office = busiest(stage.connection)
    browser = signed_in(officer_at(office, roles=list(roles), now=datetime.now(UTC)))
    codes = [code for (code,) in stage.connection.execute(CODES, [office.pk]).fetchall()]
    asked = {
        "list, first page": pages(browser, "?hien=agency"),
        "list, a late page": pages(browser, f"?hien=agency&sau={late(stage.connection, office.pk)}"),
        "list, own desk": pages(browser, "?hien=desk"),
        "search, code": pages(browser, *(f"?tim={code}" for code in codes)),
        "search, words": pages(browser, *(f"?tim={quote(words)}" for words in WORDS)),
        "search, a citizen's name": pages(browser, *(f"?tim={quote(name)}" for name in names(stage, 40))),
        "due, the desk with its counts": [Call("GET", "/can-bo/", b"", browser)],
    }
    stage.connection.rollback()
    return asked


def of_citizens(stage: Stage) -> dict[str, list[Call]]:
    """The page /cua-toi/ of forty citizens, and of the one with 900 dossiers."""
    busy = stage.connection.execute(BUSY).fetchone()
    heavy, some = [busy[0]] if busy else [], some_citizens(stage, 40)
    return {
        "citizen": [Call("GET", "/cua-toi/", b"", signed_in(account_of_citizen(pk))) for pk in some],
        "citizen with 900 dossiers": [Call("GET", "/cua-toi/", b"", signed_in(account_of_citizen(pk))) for pk in heavy],
    }


def some_citizens(stage: Stage, count: int) -> list[int]:
    """Ordinary citizens, with about five dossiers each."""
    some = [pk for (pk,) in stage.connection.execute(USUAL, [count]).fetchall()]
    stage.connection.rollback()
    return some


def names(stage: Stage, count: int) -> list[str]:
    """What ordinary citizens are called: the same people at every size."""
    return [name for (name,) in stage.connection.execute(NAMES, [some_citizens(stage, count)]).fetchall()]


def busiest(connection: psycopg.Connection) -> Agency:
    """The office with the most open dossiers."""
    row = connection.execute(BUSIEST).fetchone()
    return Agency.objects.get(pk=row[0] if row else None)


def late(connection: psycopg.Connection, office: int) -> str:
    """The key of a page near the end of an office's open list."""
    found = connection.execute(LATE, [office]).fetchone()
    return quote(f"{found[0].isoformat()}~{found[1]}") if found else ""
