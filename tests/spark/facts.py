"""Invented facts of every table, skewed a little, with every state and every gap that life has."""

from __future__ import annotations

from tinhso.government.dossiers.lifecycle import DossierState
from tinhso.ground.base.facts import Facts

STATES = ", ".join(f"'{state.value}'" for state in DossierState)
# Drawn from the number of the row, so that every run invents the same.
COMMON = {
    "agency": "n * n % 23 + 1",
    "agency_kind": "['COMMUNE', 'DEPARTMENT', 'PROVINCE', 'BOARD'][1 + n % 4]",
    "due_at": "CASE WHEN n % 17 = 0 THEN NULL ELSE filed + INTERVAL (1 + n % 20) DAY END",
    "ended_at": "CASE WHEN n % 5 = 0 THEN NULL ELSE filed + INTERVAL (n * 7 % 600) HOUR END",
    "urgency": "n % 3",
}
DOCUMENTS = COMMON | {
    "document": "n",
    "direction": "['OUT', 'IN', 'INTERNAL'][1 + n % 3]",
    "kind": "'CV'",
    "state": "['RELEASED', 'SIGNED', 'DRAFT'][1 + n % 3]",
    "from_inside": "n % 2 = 0",
    "begun_at": "filed",
    "signed_at": "CASE WHEN n % 3 = 0 THEN NULL ELSE filed + INTERVAL (n % 90) HOUR END",
    "released_at": "CASE WHEN n % 4 = 0 THEN NULL ELSE filed + INTERVAL (n % 99) HOUR END",
    "registered_at": "NULL",
    "has_e_paper": "n % 5 <> 0",
    "recipients": "n % 9", "recipients_outside": "n % 2", "recipients_registered": "n % 3", "recipients_done": "0",
    "tasks": "n % 4", "tasks_done": "n % 3", "tasks_in_time": "n % 2",
}  # fmt: skip
TASKS = COMMON | {
    "document": "n", "task": "n", "state": "['DONE', 'OPEN'][1 + n % 2]", "given_at": "filed", "promised_at": "filed",
}  # fmt: skip
CHARGES = COMMON | {
    "charge": "n", "state": "'PAID'", "collect_at": "'SUBMIT'", "created_at": "filed",
    "provider": "['PORTAL', 'VIETQR', 'CASH', ''][1 + n % 4]", "amount_vnd": "n % 7 * 50000",
    "paid_at": "CASE WHEN n % 3 = 0 THEN NULL ELSE filed + INTERVAL (n % 50) HOUR END",
}  # fmt: skip
LIFE_EVENTS = COMMON | {
    "life_event": "n", "bundle": "'BIRTH'", "parts": "3", "filed_at": "filed",
    "state": "['DONE', 'OPEN', 'ENDED', 'PARTLY_DONE'][1 + n % 4]",
}  # fmt: skip
SIGNING_SESSIONS = COMMON | {
    "session": "n", "kind": "['SIGN', 'SEAL'][1 + n % 2]", "state": "'DONE'", "papers": "n % 40",
    "papers_done": "n % 30", "papers_refused": "n % 3", "opened_at": "filed",
    "confirmed_at": "CASE WHEN n % 6 = 0 THEN NULL ELSE filed END",
}  # fmt: skip
CALLS = {
    "hour": "n", "agency": "0", "partner": "'npd'", "operation": "'ask'", "calls": "n % 12", "milliseconds": "n",
    "outcome": "['DONE', 'UNAVAILABLE', 'REJECTED', 'CRASHED'][1 + n % 4]", "longest_ms": "n % 900", "at": "filed",
}  # fmt: skip
MESSAGES = {
    "hour": "n", "agency": "0", "channel": "['EMAIL', 'SMS', 'ZALO', 'NONE'][1 + n % 4]", "template": "'due-moved'",
    "state": "['SENT', 'QUEUED', 'FAILED', 'NO_ADDRESS'][1 + n % 4]", "messages": "n % 20", "tries": "n % 3",
    "waited_seconds": "n % 600", "created_at": "filed",
}  # fmt: skip
STORED_PAPERS = {
    "paper": "n", "agency": "0", "type": "'KQ.G15.000031'", "source": "['BORN_DIGITAL', 'DIGITISED'][1 + n % 2]",
    "state": "['KEPT', 'SUPERSEDED'][1 + n % 2]", "of_organisation": "n % 9 = 0", "stored_at": "filed",
}  # fmt: skip
DOSSIERS = {
    "dossier": "n",
    "procedure": "'1.00' || (1000 + n % 40)",
    "field": "CASE WHEN n % 97 = 0 THEN NULL ELSE 'ho-tich' END",
    "service_level": "['FULL', 'PARTIAL', 'INFO'][1 + n % 3]",
    "receiving_agency": "n * n % 23 + 1",
    "agency": "n * n % 23 + 1",
    "commune": "CASE WHEN n % 11 = 0 THEN NULL ELSE lpad(CAST(n % 129 AS VARCHAR), 5, '0') END",
    "channel": "['ONLINE', 'ONLINE', 'COUNTER', 'POST'][1 + n % 4]",
    "is_assisted": "n % 29 = 0",
    "delivery": "'ONLINE'",
    "state": f"[{STATES}][1 + n % {len(DossierState)}]",
    "outcome": "''",
    "filed_at": "filed",
    "received_at": "CASE WHEN n % 13 = 0 THEN NULL ELSE filed + INTERVAL (n % 30) HOUR END",
    "due_at": "CASE WHEN n % 17 = 0 THEN NULL ELSE filed + INTERVAL (1 + n % 20) DAY END",
    "promised_at": "filed + INTERVAL (1 + n % 20) DAY",
    "finished_at": "CASE WHEN n % 5 = 0 THEN NULL ELSE filed + INTERVAL (n * 7 % 600) HOUR END",
    "returned_at": "CASE WHEN n % 7 = 0 THEN NULL ELSE filed + INTERVAL (n * 7 % 700) HOUR END",
    "apologised": "n % 31 = 0",
    "fee_vnd": "n % 4 * 50000",
    "paid_vnd": "n % 3 * 50000",
    "paid_by": "['PORTAL', 'VIETQR', 'CASH', ''][1 + n % 4]",
    "supplements": "n % 3",
    "supplement_seconds": "n % 3 * 86400",
    "parts": "n % 6",
    "parts_reused": "n % 3",
    "parts_from_data": "n % 2",
    "parts_digitised": "n % 2",
    "parts_on_paper": "n % 4",
    "has_e_result": "n % 3 <> 0",
    "population_asked": "n % 8 = 0",
    "rating": "CASE WHEN n % 4 = 0 THEN n % 7 END",
}


CAMERAS = {
    "camera": "n", "agency": "1 + n % 129", "health": "['UP', 'DOWN', 'SILENT'][1 + n % 3]", "began_at": "filed",
    "ended_at": "CASE WHEN n % 5 = 0 THEN NULL ELSE filed + INTERVAL (n * 7 % 600) HOUR END",
}  # fmt: skip


DRAWN = {
    "dossiers": DOSSIERS, "documents": DOCUMENTS, "tasks": TASKS, "charges": CHARGES, "life_events": LIFE_EVENTS,
    "signing_sessions": SIGNING_SESSIONS, "calls": CALLS, "messages": MESSAGES, "stored_papers": STORED_PAPERS,
    "camera_spans": CAMERAS,
}  # fmt: skip


def invented(facts: Facts, rows: int) -> str:
    """SQL for DuckDB: so many rows with the columns and types that a room tells."""
    drawn = DRAWN[facts.name]
    if missing := set(facts.columns) - set(drawn):
        raise ValueError(facts.name, sorted(missing))
    columns = ", ".join(f'CAST({drawn[name]} AS {kind}) AS "{name}"' for name, kind in facts.columns.items())
    filed = "TIMESTAMP '2025-01-01' + INTERVAL (n * 37 % 690) DAY + INTERVAL (n * 101 % 86400) SECOND"
    return f"SELECT {columns} FROM (SELECT n, {filed} AS filed FROM range({rows}) AS r (n))"
