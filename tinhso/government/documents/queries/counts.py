"""How many documents were signed electronically, by level and month."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection

from tinhso.ground.base.states import Labelled


class Level(Labelled):
    """Cấp: where the issuing body stands."""

    PROVINCE = "PROVINCE", "Cấp tỉnh"
    DEPARTMENT = "DEPARTMENT", "Sở, ban, ngành"
    DISTRICT = "DISTRICT", "Cấp huyện (đến 30/6/2025)"
    COMMUNE = "COMMUNE", "Cấp xã"


# By moment of signing: a paper counts in the month in which it was signed, whatever became of it later.
SIGNED = """
SELECT CASE WHEN a.kind IN ('PROVINCE', 'DISTRICT', 'COMMUNE') THEN a.kind ELSE 'DEPARTMENT' END,
    date_trunc('month', d.signed_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date,
    count(*), count(*) FILTER (WHERE d.released_at IS NOT NULL),
    count(*) FILTER (WHERE starts_with(d.origin, 'dossier:'))
FROM documents_document d JOIN people_agency a ON a.id = d.agency_id
WHERE d.direction <> 'IN' AND d.signed_at >= %s AND d.signed_at < %s
GROUP BY 1, 2 ORDER BY 2, 1
"""


@dataclass(frozen=True)
class SignedCount:
    """Documents of one level and month: signed, and of these released. month: its first day.

    of_dossiers: of those signed, results and numbered papers of dossiers.
    """

    level: Level
    month: date
    signed: int
    released: int
    of_dossiers: int


def signed_counts(*, begin: datetime, end: datetime) -> list[SignedCount]:
    """Documents signed from a moment until before another, by level and month: figures of all agencies."""
    with connection.cursor() as cursor:
        cursor.execute(SIGNED, [begin, end])
        return [SignedCount(Level(level), *rest) for level, *rest in cursor]
