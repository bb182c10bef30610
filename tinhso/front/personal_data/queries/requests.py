"""Requests about personal data: who may see which, and the data officer's inbox."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from tinhso.front.personal_data import rules
from tinhso.front.personal_data.lifecycle import APPLICANT, LIFECYCLE, OFFICER, OPEN, RequestState
from tinhso.front.personal_data.models import DataRequest
from tinhso.ground.base.actors import Actor
from tinhso.ground.base.refused import NotVisible
from tinhso.ground.base.states import Move
from tinhso.ground.people.models import Role
from tinhso.ground.people.persons import Person

READERS = frozenset({OFFICER, Role.AUDITOR.value})


def visible_to(actor: Actor) -> QuerySet[DataRequest]:
    """Requests that this actor may see: the only way to a row.

    A citizen: his own. The data officer and auditors: all. Nobody else, not even whoever handles the dossiers.
    """
    rows = DataRequest.objects.select_related("citizen", "limit__instrument", "answer_clock", "clock", "file")
    if "system" in actor.roles:
        return rows
    if isinstance(actor, Person) and actor.citizen_id:
        return rows.filter(citizen=actor.citizen_id)
    return rows if actor.roles & READERS else rows.none()


def request_for(actor: Actor, code: str) -> DataRequest:
    """The request with this code, if the actor may see it. NotVisible otherwise."""
    found = visible_to(actor).filter(code=code).first() if code.isprintable() else None
    if found is None:
        raise NotVisible("no-data-request", "Không tìm thấy yêu cầu này.")
    return found


def request_by_id(request_id: int) -> DataRequest:
    """A request by number, for jobs."""
    return DataRequest.objects.select_related("citizen", "limit", "clock", "answer_clock").get(pk=request_id)


def locked(request: DataRequest) -> DataRequest:
    """The request as it stands now, locked until the transaction ends."""
    rows = DataRequest.objects.select_for_update(of=("self",)).select_related(
        "citizen", "limit", "answer_clock", "clock", "file"
    )
    return rows.get(pk=request.pk)


def roles_on(actor: Actor, request: DataRequest) -> frozenset[str]:
    """In which roles an actor stands before a request: its subject, the data officer, the system."""
    if isinstance(actor, Person) and actor.citizen_id:
        return frozenset({APPLICANT}) if actor.citizen_id == request.citizen_id else frozenset()
    return actor.roles & {OFFICER, "system"}


def verbs_for(actor: Actor, request: DataRequest) -> list[Move]:
    """What this actor may do now, in table order; carrying out at once is the house's own doing."""
    moves = LIFECYCLE.verbs(request.state, roles_on(actor, request))
    return [move for move in moves if move.verb != "carry_out"]


def of_citizen(person: Person) -> QuerySet[DataRequest]:
    """A citizen's own requests, newest first."""
    return visible_to(person).order_by("-filed_at", "-pk")


@dataclass(frozen=True)
class Row:
    """One line of the inbox: the request, the masked name, and how it stands."""

    request: DataRequest
    name: str
    standing: rules.Standing | None


def inbox(actor: Actor, *, show: str, now: datetime, limit: int = 100) -> tuple[Sequence[Row], dict[str, int]]:
    """Lines of one tab (open, late, ended), what is due first at the top, and how many each tab has."""
    rows = visible_to(actor)
    late = Q(state=RequestState.FILED, answer_clock__due_at__lt=now) | Q(
        state=RequestState.IN_PROCESS, clock__due_at__lt=now
    )
    tabs = {"open": rows.filter(state__in=OPEN), "late": rows.filter(late), "ended": rows.exclude(state__in=OPEN)}
    counts = {name: found.count() for name, found in tabs.items()}
    if show == "ended":
        chosen = list(tabs["ended"].order_by("-ended_at", "-pk")[:limit])
    else:
        chosen = list(tabs.get(show, tabs["open"]).order_by(F("filed_at"), "pk")[:limit])
        chosen.sort(key=lambda one: (one.next_due_at or timezone.now(), one.pk))
    return [_row(one, now) for one in chosen], counts


def _row(request: DataRequest, now: datetime) -> Row:
    due = request.next_due_at
    return Row(request, rules.masked_name(request.citizen.full_name), rules.standing(due, now=now) if due else None)


def past_their_term(now: datetime) -> QuerySet[DataRequest]:
    """Requests whose copy has lain long enough."""
    return DataRequest.objects.filter(file__isnull=False, file_until__lt=now).select_related("file").order_by("pk")
