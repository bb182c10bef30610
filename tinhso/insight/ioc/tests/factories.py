"""An alert, a threshold, those who watch the province: real rows, made quickly."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from django.utils import timezone

from tinhso.ground.people.models import Role
from tinhso.ground.people.persons import Person
from tinhso.ground.people.tests.factories import agency, make_official, person_of
from tinhso.insight.ioc import actions
from tinhso.insight.ioc.models import Alert, Threshold


def watcher(slug: str, role: Role, name: str = "Trần Đức Long", *, now: datetime) -> Person:
    """Who watches an agency, or the province from its office."""
    return person_of(make_official(agency(slug), role, full_name=name), on=timezone.localdate(now), at=now)


def make_alert(unit: int = 0, code: str = "ADM.ONTIME", *, now: datetime) -> Alert:
    """One that nobody has seen yet."""
    return Alert.objects.create(
        kind="THRESHOLD", indicator=code, unit=unit, period=f"{now:%Y-%m}", value=Decimal(80), bound=Decimal(90),
        value_now=Decimal(81), raised_at=now, changed_at=now,
    )  # fmt: skip


def make_threshold(
    code: str = "ADM.ONTIME", green: str = "95", red: str = "90", *, margin: str = "0", by: Person | None = None,
    now: datetime,
) -> Threshold:  # fmt: skip
    """One that waits for another's word."""
    return actions.propose_threshold(
        by or watcher("NB.VP", Role.DIVISION_HEAD, "Đinh Thị Thu Thủy", now=now), code, green=Decimal(green),
        red=Decimal(red), margin=Decimal(margin), least=0, basis="12/QĐ-UBND", valid_from=timezone.localdate(now),
        now=now,
    )  # fmt: skip
