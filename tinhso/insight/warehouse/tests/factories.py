"""People who enter figures, each with a hand of his own, and what they entered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from tinhso.ground.files.models import StoredFile
from tinhso.ground.people.models import Role
from tinhso.ground.people.persons import Person
from tinhso.ground.people.tests.factories import agency, make_official, person_of
from tinhso.insight.warehouse import actions, queries
from tinhso.insight.warehouse.models import Observation
from tinhso.insight.warehouse.rules import Cells
from tinhso.insight.warehouse.sheets import Row


@dataclass(frozen=True)
class Chain:
    """Four officials of one agency and of the province's office, one a step."""

    enterer: Person
    checker: Person
    leader: Person
    controller: Person


def make_chain(slug: str = "NB.SKHCN", *, now: datetime) -> Chain:
    """Whoever enters, checks and approves at an agency, and whoever locks at the province's office."""

    def at(place: str, role: Role, name: str) -> Person:
        return person_of(make_official(agency(place), role, full_name=name), on=timezone.localdate(now))

    return Chain(
        at(slug, Role.CASE_OFFICER, "Trần Linh Lan"),
        at(slug, Role.DIVISION_HEAD, "Phan Hương Liên"),
        at(slug, Role.LEADER, "Lê Hồng Minh"),
        at("NB.VP", Role.CONTROLLER, "Đỗ Văn Quản"),
    )


def enter(
    person: Person, *rows: tuple[str, Cells], code: str = "NET.WEAKSPOT", period: str = "2026-10", now: datetime,
    method: str = "Báo cáo của doanh nghiệp viễn thông", basis: str = "12/BC-SKHCN", reason: str = "",
    evidence: StoredFile | None = None,
) -> list[Observation]:  # fmt: skip
    """Type rows and send them."""
    one = queries.statistic(code, timezone.localdate(now))
    of = queries.period_of(one, period, now=now)
    typed = [Row(line, unit, cells) for line, (unit, cells) in enumerate(rows, 1)]
    draft = actions.keep_draft(
        person,
        one,
        of,
        rows=typed,
        method=method,
        basis=basis,
        vintage="FINAL",
        reason=reason,
        evidence=evidence,
        now=now,
    )
    return actions.enter(person, draft, of, now=now)


def value(text: str, unit: str = "13669") -> tuple[str, Cells]:
    """A row of one value."""
    return unit, Cells(value=text)


def lock(chain: Chain, made: list[Observation], *, now: datetime) -> list[Observation]:
    """All the steps to the end."""
    numbers = [one.pk for one in made]
    actions.move(chain.checker, numbers, "check", now=now)
    actions.move(chain.leader, numbers, "approve", now=now)
    return actions.move(chain.controller, numbers, "lock", now=now)
