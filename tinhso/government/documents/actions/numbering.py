"""Numbers of documents: one series an agency, year, direction and group of kinds (Nghị định 30/2020/NĐ-CP, Điều 15)."""

from __future__ import annotations

from django.db import connection

from tinhso.government.documents.lifecycle import Direction
from tinhso.ground.people.models import Agency

# The row stays locked until the transaction ends: the next number waits for this one, none is lost, none given twice.
NEXT_NUMBER = """
INSERT INTO documents_numberbook AS b (agency_id, year, direction, series, last_number) VALUES (%s, %s, %s, %s, 1)
ON CONFLICT (agency_id, year, direction, series) DO UPDATE SET last_number = b.last_number + 1
RETURNING id, last_number
"""
ARRIVALS = ""  # one book of arrivals an agency and year


def next_number(agency: Agency, direction: Direction, *, series: str, year: int) -> tuple[int, int]:
    """The book's id and its next number; gapless, because it returns with the transaction."""
    with connection.cursor() as cursor:
        cursor.execute(NEXT_NUMBER, [agency.pk, year, str(direction), series])
        book_id, number = cursor.fetchone()
    return book_id, number
