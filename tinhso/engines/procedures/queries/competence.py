"""Competence: which agencies resolve a case, by level, department and the day's units."""

from __future__ import annotations

from datetime import date
from threading import Lock

from cachetools import TTLCache, cached
from django.conf import settings
from django.db.models import Case, Q, QuerySet, Value, When

from tinhso.engines.procedures.models import ProcedureVersion
from tinhso.ground.people.models.agencies import Agency, AgencyKind
from tinhso.ground.people.queries import agencies_on


def resolving_agencies(version: ProcedureVersion, *, on: date, commune_code: str = "") -> QuerySet[Agency]:
    """Agencies competent for a version on a day, communes first: the case's commune, the departments, or UBND tỉnh.

    commune_code: the unit of the case, of today or abolished (then its successors); '' = every commune. Where the
    text names no department that stands on that day, the provincial People's Committee answers for the province.
    """
    standing = agencies_on(on)
    communes = _communes(standing, commune_code) if version.level in {"COMMUNE", "BOTH"} else standing.none()
    departments = standing.none()
    if version.level in {"PROVINCE", "BOTH"}:
        departments = standing.filter(slug__in=version.department_slugs.split())
        if not departments.exists():
            departments = standing.filter(kind=AgencyKind.PROVINCE)
    found = standing.filter(Q(pk__in=communes.values("pk")) | Q(pk__in=departments.values("pk")))
    if not found.exists():
        found = standing.filter(kind=AgencyKind.PROVINCE)
    commune_first = Case(When(kind=AgencyKind.COMMUNE, then=Value(0)), default=Value(1))
    return found.order_by(commune_first, "sort_key", "id")


def resolving_agency(version: ProcedureVersion, *, on: date, commune_code: str = "") -> Agency | None:
    """The agency that resolves a case, the first of `resolving_agencies`; None when none stands on that day."""
    return _first(version.level, version.department_slugs, on, commune_code)


@cached(TTLCache(maxsize=20000, ttl=settings.AGENCY_SECONDS), lock=Lock())
def _first(level: str, department_slugs: str, on: date, commune_code: str) -> Agency | None:
    """Agencies change with the day, not with the second: remembered for a minute."""
    like = ProcedureVersion(level=level, department_slugs=department_slugs)
    return resolving_agencies(like, on=on, commune_code=commune_code).first()


def departments_on(day: date) -> dict[str, str]:
    """Name of a department -> its slug, for those that stand on a day: how an imported agency text finds them."""
    rows = agencies_on(day).filter(kind=AgencyKind.DEPARTMENT)
    return {agency.short_name: agency.slug for agency in rows}


def _communes(standing: QuerySet[Agency], code: str) -> QuerySet[Agency]:
    communes = standing.filter(kind=AgencyKind.COMMUNE)
    if not code:
        return communes
    same = communes.filter(unit_code=code)
    if same.exists():
        return same
    # Two rounds of mergers (01/9/2024 and 01/7/2025) at most lie between an old commune and today's.
    old = "precedings__old__"
    return communes.filter(Q(**{f"{old}unit_code": code}) | Q(**{f"{old}{old}unit_code": code})).distinct()
