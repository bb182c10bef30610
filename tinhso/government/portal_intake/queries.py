"""Reading what the national portal handed over."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Count, Q, QuerySet

from tinhso.government.portal_intake import rules
from tinhso.government.portal_intake.lifecycle import ArrivalState
from tinhso.government.portal_intake.models import Arrival
from tinhso.ground.base.actors import Actor
from tinhso.ground.base.refused import NotVisible
from tinhso.ground.gateway.queries import READERS


def visible_to(actor: Actor) -> QuerySet[Arrival]:
    """Arrivals, for those who run or examine the exchange; others see the dossiers that came of them."""
    return Arrival.objects.all() if actor.roles & READERS else Arrival.objects.none()


def troubled(actor: Actor) -> QuerySet[Arrival]:
    """Arrivals with a problem, oldest first: refused ones, those that wait, changes that were not taken."""
    return visible_to(actor).exclude(problem="").select_related("dossier").order_by("arrived_at", "id")


def counts() -> dict[str, int]:
    """How many arrivals stand in each state."""
    every = {str(state): Count("pk", filter=Q(state=state)) for state in ArrivalState}
    return dict(Arrival.objects.aggregate(**every))


def arrival(arrival_id: int) -> Arrival:
    """An arrival by id, for jobs."""
    return Arrival.objects.select_related("dossier").get(pk=arrival_id)


def arrival_for(actor: Actor, arrival_id: int) -> Arrival:
    """An arrival that this person may see. NotVisible."""
    found = visible_to(actor).filter(pk=arrival_id).first()
    if found is None:
        raise NotVisible("no-arrival", "Không có hồ sơ này trong số hồ sơ Cổng quốc gia đã gửi.")
    return found


def locked(arrival_id: int) -> Arrival:
    """The arrival as it stands now, locked until the transaction ends."""
    return Arrival.objects.select_for_update().get(pk=arrival_id)


def due(now: datetime, *, limit: int = 200) -> list[Arrival]:
    """Arrivals that wait and may be tried now, longest waiting first."""
    waiting = Arrival.objects.filter(state=ArrivalState.WAITING, next_try_at__lte=now)
    return list(waiting.order_by("next_try_at", "id")[:limit])


def unreadable(arrival: Arrival) -> str:
    """Why nobody can read it; '' when one can."""
    try:
        rules.read_row(arrival.body)
    except rules.Misshapen as wrong:
        return f"Thiếu hoặc sai: {', '.join(wrong.names)}"
    return ""
