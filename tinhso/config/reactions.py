"""The only upward news: what happened below, and who above must hear of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tinhso.engines.notifications import reactions as notifications
from tinhso.engines.payments.events import CHARGE_ENDS, REFUND_TURNS
from tinhso.government.dossiers import reactions as dossiers
from tinhso.government.dossiers.events import STANDING, STEPS
from tinhso.government.life_events import reactions as life_events
from tinhso.government.portal_sync import reactions as portal_sync
from tinhso.government.webhooks import reactions as webhooks
from tinhso.ground.gateway.events import EventArrived, MessageBuried, MessageDelivered
from tinhso.ground.journal.actions import Event
from tinhso.ground.journal.models import Entry
from tinhso.ground.mandates.events import MANDATE_TURNS
from tinhso.ground.reference.events import TIME_DECISIONS

HEARD: tuple[tuple[tuple[type[Event], ...], Callable[[Entry], None]], ...] = (
    # what happened, a family of facts    who above must hear of it
    (CHARGE_ENDS, dossiers.hear_payment),
    (REFUND_TURNS, dossiers.hear_refund),
    (TIME_DECISIONS, dossiers.hear_calendar_decision),
    (STEPS, life_events.hear_dossier),
    (STANDING, portal_sync.hear_dossier),
    (STANDING, webhooks.hear_dossier),
    (MANDATE_TURNS, notifications.hear_mandate),  # the ground cannot send messages itself
    ((MessageDelivered,), life_events.hear_delivery),
    ((MessageBuried,), life_events.hear_burial),
    ((MessageBuried,), webhooks.hear_burial),
    ((EventArrived,), life_events.hear_partner),
)

REACTIONS: Mapping[str, tuple[Callable[[Entry], None], ...]] = {
    fact.kind: tuple(hear for others, hear in HEARD if fact in others) for facts, _ in HEARD for fact in facts
}
