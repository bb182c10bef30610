"""Reading the catalogue: the version in force, its limit, its prices, who resolves it."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from tinhso.engines.procedures.lifecycle import VersionState
from tinhso.engines.procedures.models import ProcedureVersion
from tinhso.ground.base.refused import NotVisible
from tinhso.ground.people.models import Agency
from tinhso.ground.people.queries import agencies_on, standing_on


def in_force(day: date) -> QuerySet[ProcedureVersion]:
    """Versions whose validity covers a day and that are, or once were, published."""
    return ProcedureVersion.objects.filter(
        standing_on(day), state__in=[VersionState.PUBLISHED, VersionState.RETIRED], published_at__isnull=False
    ).select_related("procedure")


def version_for(code: str, *, on: date) -> ProcedureVersion:
    """The version of a procedure in force on a day. NotVisible when there is none."""
    version = in_force(on).filter(procedure__code=code).order_by("-number").first()
    if version is None:
        raise NotVisible("no-procedure", "Không có thủ tục hành chính nào đang công khai với mã này.")
    return version


def resolving_agencies(version: ProcedureVersion, *, on: date, commune_code: str = "") -> QuerySet[Agency]:
    """Agencies competent for a version on a day, communes first: the case's commune, the departments, or UBND tỉnh.

    commune_code: the unit of the case, of today or abolished (its successors then); '' = every commune.
    Nobody named and standing: the provincial People's Committee.
    """
    standing = agencies_on(on)
    found = Q(pk__in=[])
    if version.level in {"COMMUNE", "BOTH"}:
        found |= Q(pk__in=_communes(standing, commune_code).values("pk"))
    if version.level in {"PROVINCE", "BOTH"}:
        slugs = version.department_slugs.split()
        found |= Q(slug__in=slugs)
    agencies = standing.filter(found)
    if not agencies.exists():
        agencies = standing.filter(kind="ubnd_tinh")
    return agencies.order_by("-level", "sort_key")


def _communes(standing: QuerySet[Agency], code: str) -> QuerySet[Agency]:
    communes = standing.filter(kind="ubnd_xa")
    if not code:
        return communes
    same = communes.filter(unit_code=code)
    if same.exists():
        return same
    old = "precedings__old__"
    return communes.filter(Q(**{f"{old}unit_code": code}) | Q(**{f"{old}{old}unit_code": code})).distinct()
