"""Packets in each state and of each kind as rows, for pages that show them."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils import timezone

from tinhso.ground.base.actors import System
from tinhso.ground.gateway.actions import send_packet
from tinhso.ground.gateway.lifecycle import PacketState
from tinhso.ground.gateway.models import Packet
from tinhso.ground.gateway.tests.packets import EACH_BUSINESS, EACH_STATUS, status


def some_packets(oddities: Iterable[str] = ()) -> None:
    """What we sent, of each kind; one that came in with oddities, one that came twice, one that could not be read."""
    us, now = System("documents"), timezone.now()
    sent = [send_packet(us, make(), subject="document:1", now=now) for make in EACH_BUSINESS.values()]
    for code in EACH_STATUS:
        send_packet(us, status(code), subject="document:1", now=now)
    first = sent[0]
    for number, state in enumerate((PacketState.TAKEN, PacketState.REPEATED)):
        Packet.objects.create(
            doc_id=f"d-{number}", kind="edoc", state=state, sender="G09", receiver="H42", code="7/CV-BNV", business=0,
            document_id="G09,2026/11/20,7/CV-BNV", title="Về việc của ông A", file=first.file, sha256=first.sha256,
            oddities=[*oddities, "unreadable:DueDate"], at=now,
        )  # fmt: skip
    Packet.objects.create(
        doc_id="d-9", kind="edoc", state=PacketState.UNREADABLE, sender="G09", receiver="H42", sha256="", at=now,
        problem="Gói tin không phải XML đọc được.",
    )  # fmt: skip
