"""Subscriptions of invented programs, and the worker's turn played once."""

from __future__ import annotations

from datetime import datetime

from procrastinate.contrib.django.models import ProcrastinateJob

from tinhso.config.reactions import REACTIONS
from tinhso.government.dossiers.models import Dossier
from tinhso.government.dossiers.tests.factories import MONDAY
from tinhso.government.webhooks import actions
from tinhso.government.webhooks.models import Subscription
from tinhso.government.webhooks.rules import EventKind
from tinhso.ground.base.actors import System
from tinhso.ground.gateway.actions import deliver
from tinhso.ground.gateway.models import OutboxMessage
from tinhso.ground.journal.models import Entry
from tinhso.ground.people.actions import make_api_client
from tinhso.ground.people.models import Agency, ApiClient, Role

US = System("test")


class Controller:
    """A person who runs the exchange."""

    ref, name, roles = "official:1", "Lê Thị Lụa", frozenset({"CONTROLLER"})


def program(agency: Agency, name: str = "Phần mềm hộ tịch") -> tuple[ApiClient, str]:
    """A program that acts for an agency, and its token."""
    return make_api_client(US, name=name, agency=agency, roles=[Role.CASE_OFFICER], now=MONDAY)


def subscription(
    client: ApiClient, address: str = "", *, kinds: tuple[EventKind, ...] = tuple(EventKind),
    agencies: tuple[Agency, ...] = (), now: datetime = MONDAY,
) -> tuple[Subscription, str]:  # fmt: skip
    """A subscription of a program, and its secret."""
    return actions.subscribe(Controller(), client, address=address, kinds=kinds, agencies=agencies, now=now)


def work(dossier: Dossier, *, now: datetime) -> None:
    """Hear all that happened to a dossier, run the jobs that this made, deliver what they posted."""
    for entry in Entry.objects.filter(subject=f"dossier:{dossier.pk}").order_by("id"):
        for reaction in REACTIONS.get(entry.kind, ()):
            if "webhooks" in reaction.__module__:
                reaction(entry)
    for job in ProcrastinateJob.objects.filter(task_name="webhooks.tell", status="todo").order_by("id"):
        actions.tell(job.args["dossier_id"], now=now)
    send(dossier, now=now)


def send(dossier: Dossier, *, now: datetime) -> int:
    """Deliver what is due to each subscriber in the lane of a dossier; how many arrived."""
    hooks = OutboxMessage.objects.filter(lane=dossier.code, partner__startswith="hook-")
    return sum(
        deliver(partner, dossier.code, now=now) for partner in sorted(set(hooks.values_list("partner", flat=True)))
    )
