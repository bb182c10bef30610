"""Lists of dossiers that are not an official's queue: the applicant's own, the register, anyone's look-up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet

from tinhso.government.dossiers.lifecycle import DossierState
from tinhso.government.dossiers.models import (
    Consultation,
    Dossier,
    Phase,
    SupplementRequest,
)
from tinhso.government.dossiers.models.dossiers import IS_OPEN
from tinhso.government.dossiers.queries.access import HEAVY, visible_to
from tinhso.government.dossiers.queries.foreign import own_code
from tinhso.government.dossiers.queries.stretches import Listed, merged_page, own_stretches
from tinhso.government.dossiers.rules import parse_code
from tinhso.ground.base.vietnamese import VIETNAM
from tinhso.ground.people.models import Official
from tinhso.ground.people.persons import Person
from tinhso.ground.people.queries import posts_of
from tinhso.ground.web.pages import KeysetPage


def my_dossiers(person: Person, *, after: str = "", size: int = 20) -> KeysetPage[Listed]:
    """A citizen's dossiers and those of his organisations, newest first, a page by key."""
    return merged_page(own_stretches(person), by="-filed_at", after=after, size=size)


def open_only(rows: QuerySet[Dossier]) -> QuerySet[Dossier]:
    """Those that have not ended, in the words of the partial indexes."""
    return rows.filter(IS_OPEN)


def with_code(code: str) -> Dossier | None:
    """The dossier with this code of ours, for programs that have their own ways to ask who may see it."""
    found = Dossier.objects.filter(code=code).select_related("procedure_version__procedure", "result")
    return found.select_related("applicant_organisation").first()


def open_count() -> int:
    """How many dossiers of the province have not ended."""
    return open_only(Dossier.objects.all()).count()


@dataclass(frozen=True)
class PublicFacts:
    """What anyone may know from a code alone (Thông tư 01/2018/TT-VPCP Điều 16): no name, no content."""

    code: str
    completion_level: str


def public_lookup(code: str) -> PublicFacts | None:
    """The completion level of a dossier, or None when there is none with this code."""
    parsed = parse_code(code)
    wanted = str(parsed) if parsed else own_code(code)
    found = Dossier.objects.filter(code=wanted).only("code", "state").first() if wanted else None
    if found is None and parsed and (ours := own_code(code)):
        found = Dossier.objects.filter(code=ours).only("code", "state").first()
    return PublicFacts(found.code, found.completion_level) if found else None


def register(person: Person, agency_id: int, *, first: date, last: date) -> QuerySet[Dossier]:
    """The register of a receiving unit (mẫu 07): dossiers filed from one day to another, in order."""
    begin = datetime.combine(first, time(), VIETNAM)
    end = datetime.combine(last, time(), VIETNAM) + timedelta(days=1)
    return (
        visible_to(person)
        .filter(receiving_agency=agency_id, filed_at__gte=begin, filed_at__lt=end)
        .select_related("procedure_version__procedure", "resolving_agency", "result")
        .defer(*HEAVY)
        .order_by("filed_at", "id")
    )


def filed_on(day: date) -> QuerySet[Dossier]:
    """All dossiers of the province that were filed on a day, in order: for programs that hold books against others'."""
    begin = datetime.combine(day, time(), VIETNAM)
    rows = Dossier.objects.filter(filed_at__gte=begin, filed_at__lt=begin + timedelta(days=1))
    return rows.defer(*HEAVY).order_by("filed_at", "id")


def filed_with_any(submitted_by_ref: str, idempotency_keys: Sequence[str]) -> dict[str, Dossier]:
    """The dossiers that this person filed with one of these keys, by key."""
    rows = Dossier.objects.filter(submitted_by_ref=submitted_by_ref, idempotency_key__in=idempotency_keys)
    return {str(row.idempotency_key): row for row in rows.select_related("procedure_version__procedure").defer(*HEAVY)}


def filed_with(submitted_by_ref: str, idempotency_key: str) -> Dossier | None:
    """The dossier that this person filed with this key, if he did."""
    return (
        Dossier.objects.filter(submitted_by_ref=submitted_by_ref, idempotency_key=idempotency_key)
        .select_related("procedure_version__procedure", "receiving_agency", "resolving_agency")
        .first()
    )


def locked_many(ids: Iterable[int]) -> list[Dossier]:
    """These dossiers, locked in one order so that two acts cannot wait for each other in a circle."""
    return list(
        Dossier.objects.select_for_update(of=("self",))
        .filter(pk__in=list(ids))
        .select_related("procedure_version", "resolving_agency")
        .defer(*HEAVY)
        .order_by("pk")
    )


def awaiting_reception() -> QuerySet[Dossier]:
    """All dossiers whose reception limit runs, locked."""
    return (
        Dossier.objects.select_for_update()
        .filter(state=str(DossierState.AWAITING_RECEPTION))
        .defer(*HEAVY)
        .order_by("pk")
    )


def complete_at(dossier: Dossier) -> datetime:
    """When the complete dossier had arrived: at filing, or with the answer to the last supplement."""
    if not dossier.supplements:
        return dossier.filed_at
    answered = SupplementRequest.objects.filter(dossier=dossier, answered_at__isnull=False).order_by("-answered_at")
    return answered.values_list("answered_at", flat=True).first() or dossier.filed_at


def supplement_of(dossier: Dossier, phase: Phase) -> SupplementRequest | None:
    """What was asked of the applicant in a phase, if anything."""
    if not dossier.supplements:
        return None
    return SupplementRequest.objects.filter(dossier=dossier, phase=str(phase)).first()


def open_supplement(dossier: Dossier) -> SupplementRequest | None:
    """The supplement that the applicant still owes, if any."""
    return SupplementRequest.objects.filter(dossier=dossier, answered_at=None, closed_at=None).first()


def supplements_of(dossier: Dossier) -> Sequence[SupplementRequest]:
    """Everything that was asked of the applicant, oldest first."""
    return list(SupplementRequest.objects.filter(dossier=dossier).order_by("number")) if dossier.supplements else []


def supplements_overdue(now: datetime, *, limit: int = 500) -> list[Dossier]:
    """Dossiers whose supplement stayed unanswered beyond its day, oldest debt first."""
    ids = (
        SupplementRequest.objects.filter(answered_at=None, closed_at=None, due_at__lt=now)
        .order_by("due_at")
        .values_list("dossier_id", flat=True)[:limit]
    )
    return list(Dossier.objects.filter(pk__in=list(ids)).defer(*HEAVY))


def waiting_transfer(now: datetime, *, limit: int = 500) -> list[Dossier]:
    """Accepted dossiers that were not passed on yet, oldest first."""
    rows = Dossier.objects.filter(state=str(DossierState.ACCEPTED), received_at__lt=now)
    return list(rows.defer(*HEAVY).order_by("received_at")[:limit])


def consultation_of(dossier: Dossier, person: Person) -> Consultation | None:
    """What the person's agency is asked about the dossier, while no answer was given."""
    return (
        Consultation.objects.filter(dossier=dossier, agency__in=person.agency_ids, answered_at=None, cancelled_at=None)
        .select_related("agency")
        .order_by("due_at")
        .first()
    )


def asked_of_us(person: Person, *, limit: int) -> list[Consultation]:
    """Opinions that the person's agencies owe, the most urgent first."""
    owed = Consultation.objects.filter(agency__in=person.agency_ids, answered_at=None, cancelled_at=None)
    wide = owed.select_related("dossier__procedure_version", "dossier__resolving_agency", "agency")
    return list(wide.order_by("due_at", "id")[:limit])


def holds_role(official: Official, role: str, *, agency_id: int, now: datetime) -> bool:
    """Whether an official holds a role at an agency on the day of `now`."""
    held = posts_of(official.pk, on=now.astimezone(VIETNAM).date())
    return any((post.role, post.agency_id) == (role, agency_id) for post in held)
