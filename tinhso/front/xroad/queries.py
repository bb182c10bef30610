"""Who on the exchange may call what, and what there is to call: the services of the API by its own description."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import resolve

from tinhso.front.xroad.models import ServiceGrant
from tinhso.front.xroad.rules import services_in
from tinhso.ground.base.actors import Actor
from tinhso.ground.base.refused import NotVisible
from tinhso.ground.people.persons import Person

API = "/api/"
MAY_GRANT = frozenset({"ADMIN", "system"})


def visible_to(actor: Actor) -> QuerySet[ServiceGrant]:
    """Rights that hold: all for administrators and the operator, a program's own."""
    rows = ServiceGrant.objects.filter(ended_at__isnull=True).select_related("client__agency").order_by("pk")
    if actor.roles & MAY_GRANT:
        return rows
    return rows.filter(client=actor.client_id) if isinstance(actor, Person) and actor.client_id else rows.none()


def grant_for(actor: Actor, pk: int) -> ServiceGrant:
    """One right that holds. NotVisible."""
    found = visible_to(actor).filter(pk=pk).first()
    if found is None:
        raise NotVisible("no-grant", "Không có quyền gọi dịch vụ này.")
    return found


def services_of(person: Person, member: str) -> frozenset[str]:
    """The services that a member may call in the name of this program."""
    return frozenset(visible_to(person).filter(member=member).values_list("service", flat=True))


def members() -> list[str]:
    """Every member that may call something of ours."""
    rows = ServiceGrant.objects.filter(ended_at__isnull=True)
    return list(rows.order_by("member").values_list("member", flat=True).distinct())


@cache
def description() -> dict[str, Any]:
    """The OpenAPI document of the whole API, as its own page says it; the same for the life of the process."""
    page, asked = resolve(f"{API}openapi.json"), HttpRequest()
    asked.method, asked.path = "GET", f"{API}openapi.json"
    said: dict[str, Any] = json.loads(page.func(asked, *page.args, **page.kwargs).content)
    return said


def services() -> dict[str, dict[str, Any]]:
    """The paths of each service of ours, by its code."""
    return services_in(description(), API)


def our_parts() -> list[str]:
    """Who we are on the exchange: instance, class, member, subsystem."""
    return settings.EXCHANGE_CLIENT.split("/")
