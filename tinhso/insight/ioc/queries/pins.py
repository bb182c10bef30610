"""What hangs first on the walls."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Max
from django.db.models.functions import Greatest

from tinhso.insight.ioc.models import Pin


def pins_of(unit: int) -> dict[str, Pin]:
    """By indicator what hangs first on the wall of a unit, the newest cause first; its door was asked."""
    rows = Pin.objects.filter(unit=unit, taken_down_at__isnull=True).order_by("-pinned_at", "place", "pk")
    found: dict[str, Pin] = {}
    for one in rows:
        found.setdefault(one.indicator, one)
    return found


def sources_pinned(beginning: str) -> set[str]:
    """For what anything hangs anywhere now, of the sources that begin so."""
    rows = Pin.objects.filter(taken_down_at__isnull=True, source__startswith=beginning)
    return set(rows.values_list("source", flat=True))


def newest_pin() -> datetime | None:
    """When something was pinned or taken down last: what viewers of a wall are told at once."""
    at: datetime | None = Pin.objects.aggregate(at=Max(Greatest("pinned_at", "taken_down_at")))["at"]
    return at
