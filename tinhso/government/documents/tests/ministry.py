"""A ministry at the axis, which is not ours, and what the jobs of a minute do."""

from __future__ import annotations

import hashlib
import io
from typing import Any

from django.utils import timezone

from tinhso.government.documents import actions, queries
from tinhso.ground.gateway import actions as gateway
from tinhso.ground.gateway import queries as packets
from tinhso.ground.gateway.edxml.messages import Organ, Packet, ResponseFor, StatusReport
from tinhso.ground.gateway.edxml.reading import read
from tinhso.ground.gateway.partners import axis
from tinhso.ground.gateway.tests.axis import OURS, THEIRS, speak_as
from tinhso.ground.gateway.tests.packets import DAY, as_bytes


class Ministry:
    """A system that is not ours, as its own program speaks with the axis."""

    def __init__(self, settings: Any) -> None:
        self.settings = settings

    def __enter__(self) -> None:
        speak_as(self.settings, THEIRS)

    def __exit__(self, *error: object) -> None:
        speak_as(self.settings, OURS)

    def send(self, message: Packet, kind: str = "edoc") -> None:
        whole = as_bytes(message)
        with self:
            axis.send(io.BytesIO(whole), size_bytes=len(whole), sha256=hashlib.sha256(whole).hexdigest(), kind=kind,
                      sender=THEIRS, receivers=(), now=timezone.now())  # fmt: skip

    def tell(self, code: str, about: str, to: str, why: str = "") -> None:
        header = StatusReport(Organ(THEIRS), ResponseFor(to, "", about, DAY), status=code, description=why)
        self.send(Packet(header), "status")

    def received(self, kind: str = "edoc") -> list[Packet]:
        found = []
        with self:
            for row in axis.received(kind, now=timezone.now()):
                into = io.BytesIO()
                axis.fetch(row.doc_id, into, now=timezone.now())
                into.seek(0)
                found.append(read(into))
                axis.update_status(row.doc_id, axis.DONE, now=timezone.now())
        return found

    def states(self) -> list[tuple[str, str]]:
        return [(one.header.status, one.header.description) for one in self.received("status")]


def carry() -> None:
    """What the jobs of a minute do, ours and those of the gateway."""
    now = timezone.now()
    for document_id in queries.documents_for_elsewhere():
        actions.send_elsewhere(document_id, now=now)
    for document_id in queries.recalls_for_elsewhere():
        actions.recall_elsewhere(document_id, now=now)
    for listed in gateway.waiting_packets(now=now):
        gateway.take_packet(listed, now=now)
    for taken in packets.packets_to_take_over():
        actions.take_over(taken.pk, now=now)
    for partner, lane in packets.due_lanes(timezone.now()):
        gateway.deliver(partner, lane, now=timezone.now())
