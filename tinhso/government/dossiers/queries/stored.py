"""Between a dossier and its applicant's store: whose papers, which parts take them, where they were used."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from tinhso.engines.procedures.models import ProcedureVersion
from tinhso.engines.store.models import StoredPaper
from tinhso.engines.store.queries import PartAsked, view_of
from tinhso.engines.store.rules import Owner, Within
from tinhso.government.dossiers.lifecycle import RECEPTION
from tinhso.government.dossiers.models import Dossier, DossierPart, Finding, Outcome, Result, Retrieved
from tinhso.government.dossiers.models.dossiers import IS_OPEN
from tinhso.government.dossiers.models.parts import ELECTRONIC_FORM
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


def component_type(version: ProcedureVersion, part_code: str) -> str:
    """The type of a digitised sheet that no reviewed type names: the part of the procedure itself."""
    return f"{version.procedure.code}:{part_code}"


def store_view(dossier: Dossier) -> Within:
    """What an official who handles the dossier may see of the applicant's store."""
    version = dossier.procedure_version
    asked = parts_asked(version)
    view = view_of(owner_of(dossier), dossier.subject, asked)
    return replace(view, type_codes=view.type_codes | {component_type(version, part.code) for part in asked})


def may_digitise(person: Person, dossier: Dossier) -> bool:
    """Whether this official may digitise: at reception where the dossier came in, while it is open."""
    return bool(person.official_id) and dossier.is_open and RECEPTION in person.roles_at(dossier.receiving_agency_id)


def sheets_of(dossier: Dossier) -> QuerySet[DossierPart]:
    """What was handed in on paper and is not digitised yet, or only as an officer's plain scan.

    What the applicant uploaded himself is no sheet: nobody here has seen the paper behind it.
    """
    return SHEETS.filter(dossier=dossier).select_related("file").order_by("round", "id")


SHEETS = (
    DossierPart.objects.filter(state="SUBMITTED", stored_paper__isnull=True)
    .exclude(note=ELECTRONIC_FORM)
    .exclude(file__uploaded_by_ref__startswith="citizen:")
)


def results_to_keep() -> QuerySet[Result]:
    """Issued and granted results with their papers, oldest first: what belongs into a store."""
    issued = Result.objects.filter(outcome=Outcome.GRANTED, issued_at__isnull=False).exclude(paper_code="")
    return issued.select_related("dossier__procedure_version__procedure", "agency").order_by("pk")


def replaced_by(dossier: Dossier, part: DossierPart) -> str:
    """The database that makes a part needless, '' when none does."""
    rules = part_rules(dossier.procedure_version)
    return next((rule.replaced_by for rule in rules if rule.code == part.part_code), "")


def snapshot_for(dossier: Dossier, part: DossierPart) -> Retrieved | None:
    """The newest answer of the database that replaces a part, if it agrees with the dossier."""
    name = replaced_by(dossier, part)
    found = Retrieved.objects.filter(dossier=dossier, outcome=Finding.FOUND).order_by("-id")
    return next((one for one in found if one.database_label == name), None)


def awaiting_digitising(person: Person, *, limit: int) -> list[tuple[Dossier, int]]:
    """Open dossiers of the counters at which this official receives, oldest first, with how many sheets wait."""
    counters = [agency for agency, roles in person.posts.items() if RECEPTION in roles]
    rows = visible_to(person).filter(
        IS_OPEN, Exists(SHEETS.filter(dossier=OuterRef("pk"))), receiving_agency__in=counters
    )
    found = list(rows.only("code", "title", "applicant_name", "filed_at").order_by("filed_at", "pk")[:limit])
    sheets = Counter(SHEETS.filter(dossier__in=found).values_list("dossier", flat=True))
    return [(dossier, sheets[dossier.pk]) for dossier in found]


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
    for part in rows.select_related("dossier"):
        use = Use(part.dossier.code, part.dossier.title, part.dossier.filed_at)
        found.setdefault(part.stored_paper_id or 0, []).append(use)
    return found
