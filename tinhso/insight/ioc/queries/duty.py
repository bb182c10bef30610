"""Shifts and the log, for those who watch the province."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import QuerySet

from tinhso.ground.base.refused import NotVisible
from tinhso.ground.people.persons import Person
from tinhso.insight.ioc.lifecycle import ShiftState
from tinhso.insight.ioc.models import LogLine, Shift
from tinhso.insight.ioc.queries.access import sees_all

BACK, AHEAD = timedelta(days=7), timedelta(days=7)


def _visible_to(person: Person) -> QuerySet[Shift]:
    return Shift.objects.all() if sees_all(person) else Shift.objects.none()


def shifts_around(person: Person, now: datetime) -> list[Shift]:
    """The shifts of the week past and the week to come, the latest first; what is not over stays, however old."""
    near = _visible_to(person).filter(ends_at__gte=now - BACK, begins_at__lte=now + AHEAD)
    unfinished = _visible_to(person).filter(state__in=[ShiftState.ON_DUTY, ShiftState.HANDED_OVER])
    return list((near | unfinished).distinct().order_by("-begins_at", "-pk"))


def shift_for(person: Person, number: int) -> Shift:
    """One shift. NotVisible for those who do not watch the province."""
    found = _visible_to(person).filter(pk=number).first()
    if found is None:
        raise NotVisible("no-shift", "Không có ca trực này.")
    return found


def on_duty() -> Shift | None:
    """The shift that stands before the wall now; None where nobody began one."""
    return Shift.objects.filter(state=ShiftState.ON_DUTY).first()


def lines_before(person: Person) -> QuerySet[LogLine]:
    """The log, newest first, for those who watch the province."""
    rows = LogLine.objects.all() if sees_all(person) else LogLine.objects.none()
    return rows.select_related("alert", "shift").order_by("-at", "-pk")
