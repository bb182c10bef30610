"""What was asked of databases about applicants."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from tinhso.government.dossiers.lifecycle import CASE_OFFICER, RECEPTION
from tinhso.government.dossiers.models import Dossier, Finding, Retrieved
from tinhso.government.dossiers.queries.access import roles_on, visible_to
from tinhso.ground.people.persons import Person

ASKERS = frozenset({RECEPTION, CASE_OFFICER})


def may_ask_population(person: Person, dossier: Dossier) -> bool:
    """Whether this official may ask about the applicant: he receives or handles the dossier, on his desk now.

    A program may not, for somebody answers for each question; nobody may once the dossier has ended.
    """
    if not person.official_id or not dossier.applicant_citizen_id or dossier.applicant_organisation_id:
        return False
    return dossier.desk in ASKERS & roles_on(person, dossier)


def retrieved_of(dossier: Dossier) -> QuerySet[Retrieved]:
    """What was asked about the applicant of a dossier, newest first, with who asked and for which agency."""
    return Retrieved.objects.filter(dossier=dossier).select_related("agency", "asked_by").order_by("-id")


def retrieved_by_key(key: UUID) -> Retrieved | None:
    """What came of one press of the button."""
    return Retrieved.objects.filter(key=key).select_related("agency").first()


def is_being_asked(dossier: Dossier, *, since: datetime) -> bool:
    """Whether somebody waits for an answer about this dossier now."""
    return Retrieved.objects.filter(dossier=dossier, outcome=Finding.ASKING, asked_at__gt=since).exists()


def times_asked(official_id: int, *, since: datetime) -> int:
    """How often an official has asked, whatever came of it."""
    return Retrieved.objects.filter(asked_by=official_id, asked_at__gt=since).count()


def codes_of(person: Person, *, most: int = 1000) -> dict[str, str]:
    """The codes of a person's dossiers by subject (dossier:12), the newest of them."""
    rows = visible_to(person).order_by("-filed_at", "-id").values_list("pk", "code")[:most]
    return {f"dossier:{pk}": code for pk, code in rows}
