"""What a sender elsewhere is told of its document."""

from __future__ import annotations

from datetime import datetime

from tinhso.government.documents import queries
from tinhso.government.documents.lifecycle import DeliveryState
from tinhso.government.documents.models import Document
from tinhso.ground.base.actors import Actor
from tinhso.ground.gateway import actions as gateway
from tinhso.ground.gateway import queries as packets
from tinhso.ground.gateway.edxml.messages import Status


def tell_elsewhere(actor: Actor, document: Document, state: DeliveryState, *, reason: str, now: datetime) -> None:
    """Tell a sender elsewhere how far its document has come here; nobody is told of what came on paper.

    A recall is answered for itself: each that comes gets an answer of its own, and is over with it.
    """
    arrived = packets.packets_about(document.subject_ref).filter(kind="edoc", state="TAKEN").first()
    if state in {DeliveryState.RECALL_AGREED, DeliveryState.RECALL_DECLINED}:
        arrived = queries.recall_to_answer(document) or arrived
    if arrived is not None:
        gateway.tell_status(actor, arrived, Status(str(state)), description=reason, now=now)
