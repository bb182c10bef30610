"""Shelves of the catalogue: by field (lĩnh vực) and by who asks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from threading import Lock

from cachetools import TTLCache, cached
from django.conf import settings
from django.db.models import Count, Min, Q, QuerySet

from tinhso.engines.procedures.models import ProcedureVersion
from tinhso.engines.procedures.queries.catalogue import catalogue_rows, in_force
from tinhso.engines.procedures.rules.words import Audience
from tinhso.ground.base.sorting import sort_key


@dataclass(frozen=True)
class FieldShelf:
    """One field with the number of its public procedures."""

    slug: str
    name: str
    count: int


@cached(TTLCache(maxsize=64, ttl=settings.CATALOGUE_SECONDS), lock=Lock())
def fields_on(day: date, *, audience: str = "") -> list[FieldShelf]:
    """Fields with public procedures on a day, in Vietnamese order. audience: CITIZEN or BUSINESS narrows."""
    return _shelves(by_audience(audience, on=day))


def all_fields() -> list[FieldShelf]:
    """Fields of every version of whatever state, for staff."""
    return _shelves(catalogue_rows())


def _shelves(versions: QuerySet[ProcedureVersion]) -> list[FieldShelf]:
    rows = versions.order_by().values("field_slug").annotate(name=Min("field_name"), count=Count("id"))
    shelves = [FieldShelf(row["field_slug"], row["name"], row["count"]) for row in rows if row["field_slug"]]
    return sorted(shelves, key=lambda shelf: sort_key(shelf.name))


def by_field(slug: str, *, on: date) -> QuerySet[ProcedureVersion]:
    """Public procedures of a field on a day, in Vietnamese order of names."""
    return in_force(on).filter(field_slug=slug).order_by("sort_key", "id")


def by_audience(audience: str, *, on: date) -> QuerySet[ProcedureVersion]:
    """Public procedures for CITIZEN or BUSINESS (those for both are in each); '' = all. In Vietnamese order."""
    rows = in_force(on).order_by("sort_key", "id")
    return rows.filter(Q(audience=audience) | Q(audience=Audience.BOTH)) if audience else rows


def field_slugs() -> set[str]:
    """Every sector (lĩnh vực) that any version of a procedure carries, by its slug."""
    return set(ProcedureVersion.objects.order_by().values_list("field_slug", flat=True).distinct())
