"""What one dossier consists of and what happened to it."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import QuerySet

from tinhso.government.dossiers.lifecycle import Desk
from tinhso.government.dossiers.models import Consultation, Dossier, DossierPart, HandOver, Rating, Result, Verification
from tinhso.government.dossiers.queries.rules_of import steps_of
from tinhso.ground.acts import once, read, taken
from tinhso.ground.journal.models import Entry
from tinhso.ground.journal.queries import entries_about
from tinhso.ground.people.queries import agency_by_id


def parts_of(dossier: Dossier) -> QuerySet[DossierPart]:
    """The parts of a dossier with their files, as filed first, then what supplements brought."""
    return DossierPart.objects.filter(dossier=dossier).select_related("file", "stored_paper").order_by("round", "id")


def listed_parts(dossier: Dossier) -> list[DossierPart]:
    """As `parts_of`, for a list of their names: files and stored papers are read when they are first asked for."""
    rest = "FROM dossiers_dossierpart WHERE dossier_id = %s ORDER BY round, id"
    return once(("parts", dossier.pk), lambda: read(DossierPart, rest, [dossier.pk]))


def hand_overs(dossier: Dossier) -> QuerySet[HandOver]:
    """The lines of the control slip, oldest first."""
    return HandOver.objects.filter(dossier=dossier).select_related("to_agency").order_by("id")


def result_of(dossier: Dossier) -> Result:
    """The draft or result of a dossier that has one; its agency is the remembered one."""
    kept = taken(("result", dossier.pk))
    found: Result = kept or read(Result, "FROM dossiers_result WHERE dossier_id = %s", [dossier.pk])[0]
    found.agency = agency_by_id(found.agency_id)
    return found


def consultations_of(dossier: Dossier) -> QuerySet[Consultation]:
    """Agencies that were asked about a dossier, oldest first."""
    return Consultation.objects.filter(dossier=dossier).select_related("agency", "file").order_by("id")


def verifications_of(dossier: Dossier) -> QuerySet[Verification]:
    """The minutes of verifications with their files, oldest first."""
    return Verification.objects.filter(dossier=dossier).prefetch_related("files").order_by("id")


def rating_of(dossier: Dossier) -> Rating | None:
    """The applicant's vote, if he gave one."""
    return Rating.objects.filter(dossier=dossier).first()


def desk_of(dossier: Dossier) -> Desk:
    """The desk on which the dossier lies now."""
    return Desk(dossier.desk)


def is_reviewed(dossier: Dossier) -> bool:
    """Whether the division head looks at drafts before the leader: the route has his step after the officer's."""
    if dossier.route_version_id is None:
        return False
    desks = [step.desk for step in steps_of(dossier.route_version_id)]
    return "CASE_OFFICER" in desks and Desk.DIVISION_HEAD.value in desks[desks.index("CASE_OFFICER") :]


def timeline(dossier: Dossier) -> Sequence[Entry]:
    """What happened to a dossier, oldest first, as the journal keeps it."""
    return list(entries_about(dossier.subject))
