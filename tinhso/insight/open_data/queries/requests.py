"""Requests for data: who may see one, what is late, what everybody reads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Case, F, QuerySet, When

from tinhso.ground.base.refused import NotVisible
from tinhso.ground.base.states import Move
from tinhso.ground.people.persons import Person
from tinhso.insight.open_data.lifecycle import LIFECYCLE, RequestState
from tinhso.insight.open_data.models import DatasetRequest

SEES_ALL = frozenset({"CONTROLLER", "AUDITOR"})


@dataclass(frozen=True)
class Counted:
    """How requests stand: how many wait, of these late, how many were granted and refused, how many in time."""

    open: int
    late: int
    granted: int
    refused: int
    in_time: int


def visible_to(person: Person) -> QuerySet[DatasetRequest]:
    """The requests of an official's agencies, whole; overseers see all. Nobody else sees what others wrote."""
    rows = DatasetRequest.objects.select_related("agency", "clock", "dataset")
    if not person.is_staff:
        return rows.none()
    return rows if person.roles & SEES_ALL else rows.filter(agency__in=person.agency_ids)


def request_for(person: Person, code: str) -> DatasetRequest:
    """One of them by its code. NotVisible."""
    found = visible_to(person).filter(code=code).first() if code.isprintable() else None
    if found is None:
        raise NotVisible("no-request", "Không có yêu cầu này.")
    return found


def request_by_key(key: UUID) -> DatasetRequest:
    """A request by the key that its asker was given. NotVisible."""
    found = DatasetRequest.objects.select_related("agency", "clock", "dataset").filter(key=key).first()
    if found is None:
        raise NotVisible("no-request", "Không có yêu cầu này.")
    return found


def desk(person: Person) -> QuerySet[DatasetRequest]:
    """What an official may see: what waits first, and of it what is due first."""
    waits = Case(When(state=RequestState.FILED, then=0), default=1)
    return visible_to(person).order_by(waits, "clock__due_at", "pk")


def public_requests() -> QuerySet[DatasetRequest]:
    """All requests as everybody reads them, newest first: what was written of them in public, no words of askers."""
    rows = DatasetRequest.objects.select_related("agency", "clock", "dataset")
    return rows.defer("words", "purpose").order_by("-asked_at", "-pk")


def answered(*, now: datetime) -> Counted:
    """How all requests stand."""
    rows = DatasetRequest.objects.all()
    waiting = rows.filter(state=RequestState.FILED)
    done = rows.exclude(state=RequestState.FILED)
    return Counted(
        waiting.count(),
        waiting.filter(clock__due_at__lt=now).count(),
        rows.filter(state=RequestState.GRANTED).count(),
        rows.filter(state=RequestState.REFUSED).count(),
        done.filter(clock__due_at__gte=F("answered_at")).count(),
    )


def is_overdue(request: DatasetRequest, *, now: datetime) -> bool:
    """Whether its day passed before it was answered."""
    return request.clock is not None and request.clock.due_at < (request.answered_at or now)


def standing_of(request: DatasetRequest, *, now: datetime) -> str:
    """LATE, ON_TIME or WAITING."""
    if is_overdue(request, now=now):
        return "LATE"
    return "WAITING" if request.is_open else "ON_TIME"


def locked(request: DatasetRequest) -> DatasetRequest:
    """The request as it stands now, locked until the transaction ends."""
    return DatasetRequest.objects.select_for_update(of=("self",)).select_related("clock", "agency").get(pk=request.pk)


def roles_for(person: Person, request: DatasetRequest) -> frozenset[str]:
    """The roles that count for a request: those held at its agency, and that of the province's controller."""
    return person.roles_at(request.agency_id) | (person.roles & {"CONTROLLER"})


def verbs_for(person: Person, request: DatasetRequest) -> list[Move]:
    """What this official may do with a request now."""
    return LIFECYCLE.verbs(request.state, roles_for(person, request))
