"""Alerts of the units that somebody watches."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max, QuerySet
from django.utils import timezone

from tinhso.ground.base.refused import NotVisible
from tinhso.ground.people.models import Agency
from tinhso.ground.people.persons import Person
from tinhso.insight.ioc.lifecycle import OPEN, AlertState
from tinhso.insight.ioc.models import Alert, Indicator, LogLine
from tinhso.insight.ioc.queries.access import agency_of, sees_all, units_of
from tinhso.insight.ioc.queries.catalogue import indicators
from tinhso.insight.ioc.rules import age_words
from tinhso.insight.warehouse.queries import PROVINCE

Key = tuple[str, str, int]


def visible_to(person: Person) -> QuerySet[Alert]:
    """The only way to an alert: all for who watches the province, else those of one's own agencies."""
    rows = Alert.objects.all()
    return rows if sees_all(person) else rows.filter(unit__in=units_of(person))


def alert_for(person: Person, number: int) -> Alert:
    """One alert. NotVisible when this person does not watch its unit."""
    found = visible_to(person).filter(pk=number).first()
    if found is None:
        raise NotVisible("no-alert", "Không có cảnh báo này.")
    return found


def open_alerts(unit: int) -> QuerySet[Alert]:
    """What is not over yet at a unit, newest first; for the wall of that unit, whose door was asked."""
    return Alert.objects.filter(unit=unit, state__in=OPEN).order_by("-raised_at", "-pk")


def alerts_before(person: Person, unit: int, *, is_open: bool) -> QuerySet[Alert]:
    """Alerts that somebody sees, newest first. unit: that one alone; PROVINCE: of all whom he watches."""
    rows = visible_to(person)
    if unit != PROVINCE:
        rows = rows.filter(unit=unit)
    rows = rows.filter(state__in=OPEN) if is_open else rows.exclude(state__in=OPEN)
    return rows.order_by("-raised_at", "-pk")


@dataclass(frozen=True)
class Named:
    """An alert with what it speaks of. agency: None for the province. age: how long it has been open."""

    alert: Alert
    indicator: Indicator | None
    agency: Agency | None
    age: str


def named(rows: Iterable[Alert], *, now: datetime) -> list[Named]:
    """Alerts with their indicators and agencies."""
    known = {one.code: one for one in indicators(timezone.localdate(now))}
    return [
        Named(one, known.get(one.indicator), agency_of(one.unit), age_words(one.raised_at, one.closed_at or now))
        for one in rows
    ]


def latest_alerts(kinds: Iterable[str]) -> Mapping[Key, Alert]:
    """Of each kind, indicator and unit the newest alert, open or not: what the watch compares a new value with."""
    rows = Alert.objects.filter(kind__in=list(kinds)).order_by("kind", "indicator", "unit", "-pk")
    return {(one.kind, one.indicator, one.unit): one for one in rows.distinct("kind", "indicator", "unit")}


def alerts_in(state: AlertState) -> list[Alert]:
    """All alerts in one state, held until the act is over: for the watch, which sees all."""
    return list(Alert.objects.select_for_update().filter(state=state).order_by("pk"))


def newest_change() -> datetime | None:
    """When an alert changed last: what viewers of a wall are told at once."""
    return Alert.objects.aggregate(at=Max("changed_at"))["at"]


def lines_of(alert: Alert) -> QuerySet[LogLine]:
    """What was written about an alert, oldest first; the alert itself was asked for through `alert_for`."""
    return LogLine.objects.filter(alert=alert).order_by("at", "pk")
