"""Reading for GovStack's endpoints: names, services, applications, tasks, counts; all on what other rooms show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, QuerySet
from django.utils import timezone

from tinhso.engines.procedures.models import ProcedureVersion
from tinhso.engines.procedures.queries import in_force
from tinhso.front.govstack import rules
from tinhso.front.govstack.models import Kind, MediatorName
from tinhso.government.dossiers import queries as dossiers
from tinhso.government.dossiers.lifecycle import Desk
from tinhso.government.dossiers.models import Dossier, Outcome
from tinhso.ground.base.refused import NotVisible, Refused
from tinhso.ground.base.vietnamese import VIETNAM, fold
from tinhso.ground.people.persons import Person

MOST = 100


def ours(kind: Kind, theirs: str) -> str:
    """What a caller's identifier means; it means itself when it has no other meaning. NotVisible: unreadable."""
    if not theirs.isprintable():
        raise NotVisible("not-found", "Không tìm thấy.")
    found = MediatorName.objects.filter(kind=kind.value, theirs=theirs).values_list("ours", flat=True).first()
    return found or theirs


def theirs(kind: Kind, all_ours: Iterable[str]) -> Mapping[str, str]:
    """Under which identifiers callers know these, by ours; ours itself where there is no other."""
    known = {one: one for one in all_ours}
    rows = MediatorName.objects.filter(kind=kind.value, ours__in=known).order_by("pk")
    return known | dict(rows.values_list("ours", "theirs"))


def services(now: datetime, name: str = "") -> list[ProcedureVersion]:
    """Every procedure in force, its newest version, or those whose name holds these words, marks optional."""
    newest: dict[int, ProcedureVersion] = {}
    for version in in_force(timezone.localdate(now)).order_by("sort_key", "number"):
        newest[version.procedure_id] = version
    return [version for version in newest.values() if fold(name) in fold(version.name)]


@dataclass(frozen=True)
class Page:
    """Which part of a list, in which order. GovStack counts from 0."""

    first: int = 0
    most: int = MOST
    sort_by: str = ""
    sort_order: str = ""

    def of(self, rows: QuerySet[Dossier]) -> list[Dossier]:
        """That part. Refused sort-unknown: only by created."""
        if self.sort_by not in {"", "created"} or self.sort_order not in {"", "asc", "desc"}:
            raise Refused("sort-unknown", "Chỉ sắp xếp được theo created, asc hoặc desc.")
        down = "-" if self.sort_order == "desc" else ""
        first = max(self.first, 0)
        return list(rows.order_by(f"{down}filed_at", f"{down}pk")[first : first + min(max(self.most, 0), MOST)])


WITH = ("procedure_version__procedure", "form_version__form", "result", "applicant_citizen")


def applications(person: Person, *, service: str = "", applicant: str = "") -> QuerySet[Dossier]:
    """Dossiers that were filed at the caller's agency, perhaps of one procedure and one applicant."""
    rows = dossiers.visible_to(person).filter(receiving_agency__in=person.agency_ids)
    if not (service + applicant).isprintable():
        return rows.none()
    if service:
        rows = rows.filter(procedure_version__procedure__code=service)
    if applicant:
        rows = rows.filter(applicant_citizen__personal_number=applicant)
    return rows.select_related(*WITH).defer("search_text")


def tasks(person: Person, *, file: str = "", assignee: str = "") -> QuerySet[Dossier]:
    """Open dossiers that wait on a desk of the caller's agency, of one file, in the hands of one official."""
    rows = dossiers.visible_to(person).filter(desk_agency__in=person.agency_ids)
    rows = rows.exclude(desk__in=[Desk.APPLICANT.value, Desk.NOBODY.value])
    if file:
        rows = rows.filter(code=file) if file.isprintable() else rows.none()
    if assignee:
        number = assignee.removeprefix("official:")
        rows = rows.filter(holder=int(number)) if number.isdecimal() and len(number) < 18 else rows.none()
    return rows.select_related(*WITH).defer("search_text")


def was_refused(dossier: Dossier) -> bool:
    """Whether what was decided is a refusal."""
    decided = getattr(dossier, "result", None)
    return decided is not None and decided.outcome == Outcome.REFUSED


@dataclass(frozen=True)
class Figures:
    """How many applications there are by what became of them; processed: those that were decided or ended."""

    approved: int
    sent_back: int
    rejected: int

    @property
    def processed(self) -> int:
        """Decided or ended."""
        return self.approved + self.rejected


def figures(person: Person, *, service: str = "", first: date | None = None, last: date | None = None) -> Figures:
    """Counts by state at the caller's agency: the kept ones, or counted anew where a service or days are chosen."""
    if service or first or last:
        rows = applications(person, service=service).select_related(None).defer(None).order_by()
        if first:
            rows = rows.filter(filed_at__gte=datetime.combine(first, time(), VIETNAM))
        if last:
            rows = rows.filter(filed_at__lt=datetime.combine(last, time(), VIETNAM) + timedelta(days=1))
        by_state = dict(rows.values_list("state").annotate(Count("pk")))
    else:
        kept = dossiers.kept_counts(person.agency_ids)
        by_state = {str(state): number for state, number in dossiers.state_counts(kept).items()}
    found = dict.fromkeys(rules.TITLES, 0)
    for state, number in by_state.items():
        found[rules.status_code(state)] += number
    return Figures(found[rules.APPROVED], found[rules.SENDBACK], found[rules.REJECTED])
