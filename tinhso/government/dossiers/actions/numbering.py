"""Numbers of results: one series an agency and year."""

from __future__ import annotations

from datetime import datetime

from django.db import connection
from django.utils import timezone

from tinhso.engines.procedures.models import ProcedureVersion
from tinhso.government.dossiers.rules import result_number
from tinhso.ground.people.models import Agency

NEXT_NUMBER = """
INSERT INTO dossiers_resultcounter AS c (agency_id, year, last_number) VALUES (%s, %s, 1)
ON CONFLICT (agency_id, year) DO UPDATE SET last_number = c.last_number + 1 RETURNING last_number
"""


def reserve_number(agency: Agency, version: ProcedureVersion, *, now: datetime) -> str:
    """Take the agency's next number of the year for a result; gapless, because it returns with the transaction."""
    year = timezone.localdate(now).year
    with connection.cursor() as cursor:
        cursor.execute(NEXT_NUMBER, [agency.pk, year])
        (number,) = cursor.fetchone()
    body = (
        "UBND" if agency.kind in {"COMMUNE", "PROVINCE"} else "".join(w[0] for w in agency.short_name.upper().split())
    )
    return result_number(number=number, year=year, suffix=f"KQ-{body}")
