"""Registers that show the rows of other rooms: a view, so that nothing is kept twice and nothing can differ."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db.models import Count, Max, QuerySet

from tinhso.engines.registers.models import Register, Source
from tinhso.ground.base.vietnamese import VIETNAM
from tinhso.ground.people.queries import agencies_on
from tinhso.ground.reference.queries import unit_history


@dataclass(frozen=True)
class Found:
    """A record as a reader gets it, wherever it stands."""

    uuid: UUID
    content: dict[str, Any]
    changed_at: datetime


def rows_of(register: Register, day: date) -> Iterator[Found]:
    """The rows of another room as records of a register, in their order."""
    yield from _units() if register.source == Source.UNITS else _agencies(day)


def figures_of(register: Register, day: date) -> tuple[int, date | None]:
    """How many rows another room has for a register, and the day on which the newest of them began."""
    rows: QuerySet[Any] = unit_history() if register.source == Source.UNITS else agencies_on(day)
    found = rows.order_by().aggregate(count=Count("pk"), newest=Max("valid_from"))
    return found["count"], found["newest"]


def midnight(day: date) -> datetime:
    """The beginning of a day in Vietnam."""
    return datetime.combine(day, time(), VIETNAM)


def _units() -> Iterator[Found]:
    for unit in unit_history():
        content = {
            "code": unit.code, "name": unit.full_name, "level": unit.level, "parent": unit.parent_code,
            "province": unit.province_code, "valid_from": unit.valid_from.isoformat(),
            "valid_to": unit.valid_to.isoformat() if unit.valid_to else None,
        }  # fmt: skip
        yield _found(f"unit:{unit.code}:{unit.valid_from}", content, unit.valid_from)


def _agencies(day: date) -> Iterator[Found]:
    for agency in agencies_on(day).order_by("sort_key", "pk"):
        content = {
            "code": agency.code, "slug": agency.slug, "name": agency.name, "unit": agency.unit_code,
            "valid_from": agency.valid_from.isoformat() if agency.valid_from else None,
        }  # fmt: skip
        yield _found(f"agency:{agency.slug}", content, agency.valid_from or date(2020, 1, 1))


def _found(name: str, content: dict[str, Any], since: date) -> Found:
    return Found(uuid5(NAMESPACE_URL, f"urn:tinhso:{name}"), content, midnight(since))
