"""The statements that take most of the database's time, where it keeps count (pg_stat_statements)."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import DatabaseError, connection, transaction

from tinhso.ground.watch.statements import sanitised

COUNTED = "SELECT 1 FROM pg_extension WHERE extname = 'pg_stat_statements'"
SLOWEST = """
SELECT query, calls, mean_exec_time, total_exec_time, rows FROM pg_stat_statements s
JOIN pg_database d ON d.oid = s.dbid AND d.datname = current_database()
WHERE query ~* '^[\\s(]*(select|insert|update|delete|with)' ORDER BY total_exec_time DESC LIMIT %s
"""


@dataclass(frozen=True)
class Counted:
    """One kind of statement, without values: how often, how long on average, how long together (s), rows."""

    statement: str
    calls: int
    mean_ms: float
    together_s: float
    rows: int


def costliest(most: int = 10) -> list[Counted] | None:
    """What took most time since the counts began; None where the database keeps none, or not for us."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(COUNTED)
            if cursor.fetchone() is None:
                return None
            cursor.execute(SLOWEST, [most])
            rows = cursor.fetchall()
    except DatabaseError:
        return None
    return [
        Counted(sanitised(query, has_values=True), calls, round(mean, 1), round(together / 1000, 1), rows)
        for query, calls, mean, together, rows in rows
    ]
