"""Reading the register: what somebody sees of it, what he may open, who opened what."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from tinhso.ground.base.actors import Actor
from tinhso.ground.base.refused import NotVisible
from tinhso.ground.people import queries as people
from tinhso.ground.people.models import Agency
from tinhso.ground.people.persons import Person
from tinhso.infrastructure.cameras.lifecycle import DECIDERS, KEEPERS, OVERSEERS, CameraState
from tinhso.infrastructure.cameras.models import Camera, CameraLook, HealthSpan, OpeningRight
from tinhso.infrastructure.cameras.rules import OPENED_FOR, good_for


def visible_to(actor: Actor) -> QuerySet[Camera]:
    """The only way to a camera: all for overseers and the system, else those of one's agencies and those one may open.

    A program sees those of its agency.
    """
    rows = Camera.objects.select_related("owner")
    if not isinstance(actor, Person):
        return rows if "system" in actor.roles else rows.none()
    if actor.is_staff and actor.roles & OVERSEERS:
        return rows
    if actor.is_staff:
        day = timezone.localdate(actor.at) if actor.at else timezone.localdate()
        rights = _rights_on(actor, day).filter(Q(purpose="") | Q(purpose=OuterRef("purpose")), owner=OuterRef("owner"))
        return rows.filter(Q(owner__in=actor.agency_ids) | Q(Exists(rights), state=CameraState.IN_USE))
    return rows.filter(owner__in=actor.agency_ids) if actor.client_id else rows.none()


def _rights_on(person: Person, day: object) -> QuerySet[OpeningRight]:
    return OpeningRight.objects.filter(
        official_ref=person.ref, ended_at__isnull=True, valid_from__lte=day, valid_to__gte=day
    )


def camera_for(actor: Actor, number: int) -> Camera:
    """One camera. NotVisible otherwise."""
    found = visible_to(actor).filter(pk=number).first()
    if found is None:
        raise NotVisible("no-camera", "Không có camera này trong phạm vi bạn được xem.")
    return found


def cameras(person: Person, *, purpose: str = "", retired: bool = False) -> QuerySet[Camera]:
    """The register as somebody sees it, by code."""
    rows = visible_to(person)
    rows = rows.filter(purpose=purpose) if purpose else rows
    rows = rows.filter(state=CameraState.RETIRED) if retired else rows.exclude(state=CameraState.RETIRED)
    return rows.order_by("code")


def right_to(person: Person, camera: Camera, *, now: datetime) -> OpeningRight | None:
    """The right by which somebody may open a camera now; None without one."""
    if not person.is_staff:
        return None
    rows = _rights_on(person, timezone.localdate(now)).filter(owner=camera.owner_id)
    return rows.filter(Q(purpose="") | Q(purpose=camera.purpose)).order_by("-valid_to", "pk").first()


def owned_by(person: Person, roles: frozenset[str]) -> list[Agency]:
    """The agencies for whose cameras somebody acts in one of these roles."""
    return [people.agency_by_id(one) for one in sorted(person.agency_ids) if person.roles_at(one) & roles]


def rights(person: Person) -> QuerySet[OpeningRight]:
    """Who may open: all for overseers, else those of the agencies that one leads, and one's own; the newest first."""
    rows = OpeningRight.objects.select_related("owner")
    if not (person.roles & OVERSEERS):
        led = [one.pk for one in owned_by(person, DECIDERS)]
        rows = rows.filter(Q(owner__in=led) | Q(official_ref=person.ref))
    return rows.order_by("-given_at", "-pk")


def looks(person: Person) -> QuerySet[CameraLook]:
    """Who opened what: all for overseers, else at the agencies that one leads, and one's own; the newest first."""
    rows = CameraLook.objects.select_related("camera", "camera__owner")
    if not (person.roles & OVERSEERS):
        led = [one.pk for one in owned_by(person, DECIDERS)]
        rows = rows.filter(Q(camera__owner__in=led) | Q(official_ref=person.ref))
    return rows.order_by("-at", "-pk")


def look_for(person: Person, camera: Camera, number: int, *, now: datetime) -> CameraLook | None:
    """One's own look at a camera while its link stays in sight; None afterwards, and of others."""
    rows = CameraLook.objects.filter(camera=camera, official_ref=person.ref, at__gt=now - OPENED_FOR)
    return rows.filter(pk=number).first()


@dataclass(frozen=True)
class Heard:
    """What is known of a camera. span: None where nothing was ever heard; is_old: longer ago than is believed."""

    camera: Camera
    span: HealthSpan | None
    is_old: bool


def heard(rows: Iterable[Camera], *, now: datetime) -> list[Heard]:
    """Cameras with what was heard of them last."""
    kept = list(rows)
    spans = {one.camera_id: one for one in HealthSpan.objects.filter(camera__in=kept, ended_at__isnull=True)}
    return [Heard(one, spans.get(one.pk), _is_old(spans.get(one.pk), now)) for one in kept]


def _is_old(span: HealthSpan | None, now: datetime) -> bool:
    return span is not None and now - span.heard_at > good_for(by_hand=span.by_hand)


def may_keep(person: Person, camera: Camera) -> bool:
    """Whether somebody keeps the row of a camera: its owner's heads."""
    return bool(person.roles_at(camera.owner_id) & KEEPERS)
