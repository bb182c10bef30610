"""Invented facts of dossiers, skewed a little, with every state and every gap that life has."""

from __future__ import annotations

from tinhso.government.dossiers.lifecycle import DossierState
from tinhso.government.dossiers.queries.daily_facts import DAILY_FACTS

STATES = ", ".join(f"'{state.value}'" for state in DossierState)
# Drawn from the number of the row, so that every run invents the same.
DRAWN = {
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


def invented(rows: int) -> str:
    """SQL for DuckDB: so many rows with the columns and types that the room tells."""
    if set(DRAWN) != set(DAILY_FACTS.columns):
        raise ValueError(sorted(set(DRAWN) ^ set(DAILY_FACTS.columns)))
    columns = ", ".join(f"CAST({DRAWN[name]} AS {kind}) AS {name}" for name, kind in DAILY_FACTS.columns.items())
    filed = "TIMESTAMP '2025-01-01' + INTERVAL (n * 37 % 690) DAY + INTERVAL (n * 101 % 86400) SECOND"
    return f"SELECT {columns} FROM (SELECT n, {filed} AS filed FROM range({rows}) AS r (n))"
