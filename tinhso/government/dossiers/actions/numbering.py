"""Numbers of results and of forms 02–05: one series an agency and year."""

from __future__ import annotations

from datetime import datetime

from django.db import connection
from django.utils import timezone

from tinhso.engines.procedures.models import ProcedureVersion
from tinhso.government.dossiers.papers.forms import SERIES, PaperForm
from tinhso.government.dossiers.rules import result_number
from tinhso.ground.base.vietnamese import VIETNAM
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
    return result_number(number=number, year=year, suffix=f"KQ-{body_mark(agency)}")


NEXT_PAPER = """
INSERT INTO dossiers_papercounter AS c (agency_id, form, year, last_number) VALUES (%s, %s, %s, 1)
ON CONFLICT (agency_id, form, year) DO UPDATE SET last_number = c.last_number + 1 RETURNING last_number
"""


def reserve_paper_number(agency: Agency, form: PaperForm, *, issued_at: datetime) -> str:
    """Take the agency's next number of that year for a form; '' for a form that is known by its dossier's code."""
    if form not in SERIES:
        return ""
    year = issued_at.astimezone(VIETNAM).year
    with connection.cursor() as cursor:
        cursor.execute(NEXT_PAPER, [agency.pk, str(form), year])
        (number,) = cursor.fetchone()
    return result_number(number=number, year=year, suffix=f"{SERIES[form]}-{body_mark(agency)}")


def body_mark(agency: Agency) -> str:
    """The letters of the body in a number: UBND, or the initials of the short name."""
    if agency.kind in {"COMMUNE", "PROVINCE"}:
        return "UBND"
    return "".join(word[0] for word in agency.short_name.upper().split())
