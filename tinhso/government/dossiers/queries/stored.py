"""Between a dossier and its applicant's store: whose papers, which parts take them, where they were used."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from tinhso.engines.procedures.models import ProcedureVersion
from tinhso.engines.store.models import StoredPaper
from tinhso.engines.store.queries import PartAsked, view_of
from tinhso.engines.store.rules import Owner, Within
from tinhso.government.dossiers.models import Dossier, DossierPart
from tinhso.government.dossiers.queries.access import visible_to
from tinhso.government.dossiers.queries.rules_of import part_rules
from tinhso.ground.people.models import Citizen, Organisation
from tinhso.ground.people.persons import Person


def owner_for(applicant: Citizen | Organisation) -> Owner:
    """Whose store an applicant's papers lie in."""
    return Owner(citizen_id=applicant.pk) if isinstance(applicant, Citizen) else Owner(organisation_id=applicant.pk)


def owner_of(dossier: Dossier) -> Owner:
    """Whose store a dossier takes from and gives to: that of the organisation it was filed for, else the citizen's."""
    if dossier.applicant_organisation_id:
        return Owner(organisation_id=dossier.applicant_organisation_id)
    return Owner(citizen_id=dossier.applicant_citizen_id)


def parts_asked(version: ProcedureVersion) -> list[PartAsked]:
    """The papers that a procedure asks for, as the store knows them; the form itself is never among them."""
    code = version.procedure.code
    return [PartAsked(code, rule.code, rule.name) for rule in part_rules(version) if not rule.is_form]


def store_view(dossier: Dossier) -> Within:
    """What an official who handles the dossier may see of the applicant's store."""
    return view_of(owner_of(dossier), dossier.subject, parts_asked(dossier.procedure_version))


@dataclass(frozen=True)
class Use:
    """One dossier that used a stored paper."""

    code: str
    title: str
    filed_at: datetime


def uses_of(person: Person, papers: Iterable[StoredPaper]) -> dict[int, list[Use]]:
    """By id of the paper, the dossiers that used it without its being handed in again, the latest first."""
    rows = DossierPart.objects.filter(
        stored_paper__in=[paper.pk for paper in papers], state="REUSED", dossier__in=visible_to(person)
    ).order_by("-dossier__filed_at", "-pk")
    found: dict[int, list[Use]] = {}
    for paper_id, *use in rows.values_list("stored_paper", "dossier__code", "dossier__title", "dossier__filed_at"):
        found.setdefault(paper_id, []).append(Use(*use))
    return found
