"""Reading subscriptions, and a dossier as subscribers may know it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.urls import reverse

from tinhso.government.dossiers import queries as dossiers
from tinhso.government.dossiers.models import Dossier
from tinhso.government.webhooks.lifecycle import LIFECYCLE, RUNS, SubscriptionState
from tinhso.government.webhooks.models import Subscription
from tinhso.government.webhooks.rules import EventKind, Standing, agency_uri, plain
from tinhso.ground.base.actors import Actor
from tinhso.ground.base.refused import NotVisible
from tinhso.ground.gateway.models import OutboxMessage
from tinhso.ground.gateway.queries import endpoint_of, messages_about
from tinhso.ground.people.models import Agency
from tinhso.ground.people.persons import Person
from tinhso.ground.people.queries import agency_by_id, program_for

S = SubscriptionState
READERS = RUNS | {"AUDITOR"}


def visible_to(actor: Actor) -> QuerySet[Subscription]:
    """Subscriptions: all for those who run or examine the exchange; a program's own."""
    rows = Subscription.objects.select_related("client__agency", "endpoint").order_by("pk")
    if actor.roles & READERS:
        return rows
    if isinstance(actor, Person) and actor.client_id:
        return rows.filter(client=actor.client_id)
    return rows.none()


def subscription_for(actor: Actor, pk: int) -> Subscription:
    """One subscription. NotVisible."""
    found = visible_to(actor).filter(pk=pk).first()
    if found is None:
        raise NotVisible("no-subscription", "Không có đăng ký nhận sự kiện này.")
    return found


def subscriptions_that_read(program: Person) -> QuerySet[Subscription]:
    """Those of a program whose events it may read: all that have not ended."""
    return visible_to(program).exclude(state=S.ENDED)


def anybody_hears() -> bool:
    """Whether any subscription is active."""
    return Subscription.objects.filter(state=S.ACTIVE).exists()


def hearing_of(dossier: Dossier, *, now: datetime) -> list[Subscription]:
    """Active subscriptions that hear of a dossier, locked: those whose program may see it now and chose its agencies.

    The lock makes the numbers of one program's events follow the order in which they can be read: it reads those of all
    its subscriptions behind one number, so all of them are locked.
    """
    rows = Subscription.objects.filter(state=S.ACTIVE)
    chosen = Q(agencies=None) | Q(agencies__in=[dossier.receiving_agency_id, dossier.resolving_agency_id])
    wanted = dict(rows.filter(chosen).values_list("pk", "client"))
    theirs = rows.filter(client__in=set(wanted.values())).select_related("endpoint").order_by("pk")
    held = theirs.select_for_update(of=("self",))
    return [one for one in held if one.pk in wanted and _may_see(one, dossier, now=now)]


def _may_see(subscription: Subscription, dossier: Dossier, *, now: datetime) -> bool:
    program = program_for(subscription.client_id, now)
    return program is not None and dossiers.visible_to(program).filter(pk=dossier.pk).exists()


def locked(subscription: Subscription) -> Subscription:
    """The row as it is now, locked with its endpoint."""
    return Subscription.objects.select_for_update().select_related("endpoint").get(pk=subscription.pk)


def subscription_of(partner: str) -> Subscription | None:
    """The subscription whose endpoint the outbox calls by this name."""
    return Subscription.objects.select_related("endpoint").filter(endpoint=endpoint_of(partner)).first()


def agencies_of(subscription: Subscription) -> list[Agency]:
    """The agencies that a subscription chose, by name; [] = all that its program may see."""
    return list(subscription.agencies.order_by("sort_key"))


def verbs_for(actor: Actor, subscription: Subscription) -> list[str]:
    """What this actor may do to it now."""
    return [move.verb for move in LIFECYCLE.verbs(subscription.state, actor.roles)]


def schema_address(kind: EventKind) -> str:
    """Where the schema of a kind of event is read: its `dataschema`."""
    return settings.PUBLIC_ORIGIN + reverse("webhooks:schema", args=[kind.value])


def subject_of(dossier: Dossier) -> str:
    """What events are about in the outbox; not dossier:<id>, whose story is told to its citizen."""
    return f"hook_dossier:{dossier.pk}"


def told_of(dossier: Dossier) -> list[OutboxMessage]:
    """Every event about a dossier to any subscriber, oldest first."""
    return list(messages_about(subject_of(dossier)))


def standing_of(dossier: Dossier) -> dict[str, Any]:
    """Where a dossier stands, as JSON has it."""
    return plain(
        Standing(
            code=dossier.code,
            procedure=dossier.procedure_version.procedure.code,
            state=dossier.state,
            state_label=dossier.state_label,
            national_code=dossier.national_code,
            outcome=dossier.outcome,
            receiving_agency=_code_of(dossier.receiving_agency),
            resolving_agency=_code_of(dossier.resolving_agency),
            filed_at=dossier.filed_at,
            received_at=dossier.received_at,
            due_at=dossier.due_at,
            finished_at=dossier.finished_at,
            returned_at=dossier.returned_at,
            number=1,
        )
    )


def source_of(dossier: Dossier) -> str:
    """Whose event it is: the agency that has the dossier on its desk now."""
    return agency_uri(_code_of(agency_by_id(dossier.desk_agency_id)))


def _code_of(agency: Agency) -> str:
    return agency.code or agency.slug
