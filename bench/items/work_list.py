"""Items 3, 4 and 6: an officer's work list by key, search by code and by words, the due list with its counts."""

from __future__ import annotations

from datetime import UTC, datetime
from urllib.parse import quote

from bench import peers
from bench.load import Call
from bench.people import officer_at, signed_in
from bench.report import Row
from bench.sides import compared
from bench.stage import Stage
from tinhso.ground.people.models import Agency

BUSIEST = """
SELECT desk_agency_id FROM dossiers_dossier WHERE state <> 'RETURNED' GROUP BY 1 ORDER BY count(*) DESC LIMIT 1
"""
SOME = "SELECT code FROM dossiers_dossier WHERE desk_agency_id = %s ORDER BY id DESC LIMIT 500"


def run(stage: Stage) -> list[Row]:
    """The HTML pages that officers look at, each with all its rights, labels and colours."""
    now = datetime.now(UTC)
    row = stage.connection.execute(BUSIEST).fetchone()
    office = Agency.objects.get(pk=row[0] if row else None)
    browser = signed_in(officer_at(office, now=now))
    codes = [code for (code,) in stage.connection.execute(SOME, [office.pk]).fetchall()]
    words = [f"?tim={quote(text)}" for text in ("người thử 77", "nguoi thu 1234", "yeu cau 99", "yêu cầu số 501")]

    def pages(*queries: str) -> list[Call]:
        return [Call("GET", f"/can-bo/ho-so/{query}", b"", browser) for query in queries]

    desk = [Call("GET", "/can-bo/", b"", browser)]
    return [
        *compared(stage, "3 list, first page", lambda: pages("?hien=agency"), limit="list", peer=peers.LIST),
        *compared(stage, "3 list, a late page", lambda: pages(f"?hien=agency&sau={late(stage, office.pk)}"),
                  limit="list", peer=peers.LAST_PAGE),
        *compared(stage, "4a search, code", lambda: pages(*(f"?tim={code}" for code in codes)), limit="code",
                  peer=peers.CODE),
        *compared(stage, "4b search, words", lambda: pages(*words), limit="words", peer=peers.CODE),
        *compared(stage, "6 due, the desk with its counts", lambda: desk, limit="due", peer=peers.DUE),
    ]  # fmt: skip


def late(stage: Stage, office: int) -> str:
    """The key of a page near the end of an office's open list."""
    found = stage.connection.execute(
        "SELECT due_at, id FROM dossiers_dossier WHERE desk_agency_id = %s AND state <> 'RETURNED' "
        "ORDER BY due_at DESC, id DESC OFFSET 25 LIMIT 1", [office]
    ).fetchone()  # fmt: skip
    return quote(f"{found[0].isoformat()}~{found[1]}") if found else ""
