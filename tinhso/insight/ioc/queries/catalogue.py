"""Indicators and thresholds in force on a day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db.models import Q, QuerySet

from tinhso.ground.base.refused import NotVisible
from tinhso.ground.people.persons import Person
from tinhso.insight.ioc.lifecycle import ThresholdState
from tinhso.insight.ioc.models import Indicator, Threshold
from tinhso.insight.ioc.queries.access import units_of
from tinhso.insight.ioc.rules import Bounds


def indicators(on: date) -> list[Indicator]:
    """The definitions in force on a day, in their order."""
    standing = Q(valid_to__isnull=True) | Q(valid_to__gte=on)
    return list(Indicator.objects.filter(standing, valid_from__lte=on).order_by("place"))


def indicator(code: str, on: date) -> Indicator:
    """The definition of a code in force on a day. NotVisible when there is none."""
    found = next((one for one in indicators(on) if one.code == code), None)
    if found is None:
        raise NotVisible("no-indicator", "Không có chỉ tiêu điều hành này.")
    return found


def bounds_in_force(on: date) -> Mapping[str, Bounds]:
    """By code of the indicator the threshold that judges it on a day: the newest of those in force."""
    rows = Threshold.objects.filter(state=ThresholdState.IN_FORCE, valid_from__lte=on)
    return {one.indicator: one.bounds for one in rows.order_by("valid_from", "decided_at")}


def thresholds(person: Person) -> QuerySet[Threshold]:
    """All thresholds, newest first, for those who stand before a wall; none for others."""
    rows = Threshold.objects.all() if units_of(person) else Threshold.objects.none()
    return rows.order_by("-proposed_at", "-pk")


def threshold_for(person: Person, number: int) -> Threshold:
    """One threshold. NotVisible for those who see none."""
    found = thresholds(person).filter(pk=number).first()
    if found is None:
        raise NotVisible("no-threshold", "Không có ngưỡng này.")
    return found
