"""Where a filing goes: which agencies stand on a day, and which of them takes in a procedure's filings."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import Any

from bench.simulator.parameters import ROOT
from tinhso.engines.procedures.rules.reading import department_slugs

NAM_DINH, NINH_BINH = "ND", "NB"


@dataclass(frozen=True, slots=True)
class Body:
    """An agency of the seed. unit: code of the commune that it governs, '' for others."""

    slug: str
    name: str
    kind: str
    unit: str
    first: date
    last: date

    def stands(self, day: date) -> bool:
        """Whether it exists on a day."""
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class Service:
    """What the plan needs of a procedure of the catalogue."""

    code: str
    level: str
    online: str
    audience: str
    field: str
    limit: float
    unit: str
    form: str
    departments: tuple[str, ...]

    @property
    def is_same_day(self) -> bool:
        """Whether the applicant may wait for it."""
        return self.unit in {"SAME_DAY", "WORKING_HOUR"}


@dataclass(frozen=True)
class Places:
    """Bodies and services of the seed, as they stand on any day: Nam Định until 30/6/2025, its part of Ninh Bình after.

    The former Hà Nam and Ninh Bình are left out: the year is Nam Định's.
    """

    @cached_property
    def bodies(self) -> dict[str, Body]:
        """Every agency of the seed by slug."""
        rows = _rows("seed/people/agencies.csv")
        return {
            row["slug"]: Body(
                row["slug"], row["name"], row["kind"], row["unit_code"],
                _day(row["valid_from"], date.min), _day(row["valid_to"], date.max),
            )
            for row in rows
        }  # fmt: skip

    @cached_property
    def successors(self) -> dict[str, str]:
        """Old slug -> new slug: the reviewed successions."""
        return {row["old"]: row["new"] for row in _rows("seed/people/successions.csv")}

    @cached_property
    def services(self) -> dict[str, Service]:
        """Every procedure of the catalogue by code."""
        phrases = {row["phrase"]: row["slugs"] for row in _rows("seed/procedures/agencies.csv")}
        return {record["code"]: _service(record, phrases) for record in _catalogue()}

    @cached_property
    def _first_of_unit(self) -> dict[str, str]:
        """Unit code of 2024-09 -> slug of its commune's committee before the merger."""
        return {
            body.unit: body.slug
            for body in self.bodies.values()
            if body.kind == "COMMUNE" and body.slug.startswith(NAM_DINH) and body.stands(date(2025, 1, 1))
        }

    def commune(self, unit: str, day: date) -> Body:
        """The commune's committee on a day, for a unit code of 2024-09."""
        return self._standing(self._first_of_unit[unit], day)

    def receiving(self, service: Service, unit: str, day: date) -> Body:
        """Who takes a filing in: the commune, else the department that the catalogue names, else the province."""
        if service.level != "PROVINCE":
            return self.commune(unit, day)
        standing = (self.bodies[slug] for slug in service.departments if self.bodies[slug].stands(day))
        return next(standing, self.province(day))

    def province(self, day: date) -> Body:
        """The provincial committee of the day."""
        return self._standing(NAM_DINH, day)

    def ours(self, day: date) -> list[Body]:
        """Every body that may get a filing on a day, in the order of their slugs."""
        communes = {self.commune(unit, day).slug for unit in self._first_of_unit}
        others = {
            self.receiving(service, "", day).slug for service in self.services.values() if service.level == "PROVINCE"
        }
        return [self.bodies[slug] for slug in sorted(communes | others)]

    def merged_into(self, slug: str) -> list[str]:
        """The slugs of all whose work goes to this one, itself included, back to the year's beginning."""
        return [
            slug,
            *(old for first, new in self.successors.items() if new == slug for old in self.merged_into(first)),
        ]

    def _standing(self, slug: str, day: date) -> Body:
        while not (body := self.bodies[slug]).stands(day) and slug in self.successors:
            slug = self.successors[slug]
        return body


def _rows(path: str) -> list[dict[str, str]]:
    with (ROOT / path).open(newline="") as lines:
        return list(csv.DictReader(lines))


def _day(text: str, missing: date) -> date:
    return date.fromisoformat(text) if text else missing


@lru_cache
def _catalogue() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((ROOT / "seed/procedures/catalogue.json").read_text())
    return found


def _service(record: dict[str, Any], phrases: dict[str, str]) -> Service:
    return Service(
        record["code"], record["level"], record["service_level"], record["audience"], record["field_name"],
        float(record.get("limit_value") or 0), record.get("limit_unit") or "", record["form_code"],
        tuple(department_slugs(record["agency_text"], phrases).split()),
    )  # fmt: skip
