"""Document exchange inward: what waits at the axis is fetched, kept whole, told to the house, and acknowledged."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import datetime
from typing import BinaryIO

from django.conf import settings

from tinhso.ground.acts import act, add_now
from tinhso.ground.base.refused import Refused
from tinhso.ground.files.actions import store_arrived
from tinhso.ground.gateway import queries
from tinhso.ground.gateway.actions.crossing import logged
from tinhso.ground.gateway.actions.exchanging import LEGAL_BASIS, PURPOSE, US, facts_of, tell_status
from tinhso.ground.gateway.edxml import messages as edxml
from tinhso.ground.gateway.edxml.codes import canonical
from tinhso.ground.gateway.edxml.reading import read
from tinhso.ground.gateway.errors import BadPacket, Oversize
from tinhso.ground.gateway.events import EventArrived
from tinhso.ground.gateway.lifecycle import PacketState
from tinhso.ground.gateway.models import Packet
from tinhso.ground.gateway.partners import axis
from tinhso.ground.gateway.partners.axis_answers import Listed
from tinhso.ground.journal.actions import record

PIECE = 64 * 1024


def waiting_packets(*, now: datetime) -> list[Listed]:
    """What waits at the axis for us and is not acknowledged, documents before states. Unavailable, Rejected."""
    waiting: list[Listed] = []
    for kind in (axis.EDOC, axis.STATUS):
        with logged(axis.PARTNER, purpose=PURPOSE, legal_basis=LEGAL_BASIS, subject="",
                    operation="getReceivedEdocList", now=now) as call:  # fmt: skip
            found = axis.received(kind, now=now)
            call.detail = f"{kind}: {len(found)}"
        waiting += found
    return [one for one in waiting if one.status not in {axis.DONE, axis.FAIL} and axis.DOC_ID.fullmatch(one.doc_id)]


def take_packet(listed: Listed, *, now: datetime) -> Packet:
    """Fetch one packet, keep it, tell the house, acknowledge it. Unavailable, Rejected; safe to repeat at any point.

    The axis hears `done` only when the packet is in our books, and `fail` for one that cannot be read.
    """
    packet = queries.packet_by_doc_id(listed.doc_id) or _fetched(listed, now=now)
    if packet.acked_at is None:
        status = axis.FAIL if packet.state == PacketState.UNREADABLE else axis.DONE
        with logged(axis.PARTNER, purpose=PURPOSE, legal_basis=LEGAL_BASIS, subject=f"packet:{packet.pk}",
                    operation="updateStatus", now=now) as call:  # fmt: skip
            axis.update_status(listed.doc_id, status, now=now)
            call.detail = status
        packet.acked_at = now
        packet.save(update_fields=["acked_at"])
    return packet


def _fetched(listed: Listed, *, now: datetime) -> Packet:
    with tempfile.TemporaryFile() as whole:
        try:
            with logged(axis.PARTNER, purpose=PURPOSE, legal_basis=LEGAL_BASIS, subject="", operation="getEdoc",
                        now=now) as call:  # fmt: skip
                axis.fetch(listed.doc_id, whole, now=now)
                call.detail = f"{whole.tell()} byte"
        except Oversize:
            return _kept_without_file(listed, f"Gói tin lớn hơn {settings.AXIS['most_bytes'] // 1024**2} MB.", now=now)
        whole.seek(0)
        try:
            packet, problem = read(whole, keep=None), ""
        except BadPacket as error:
            packet, problem = None, error.sentence
        whole.seek(0)
        try:
            return _kept(listed, packet, whole, problem, now=now)
        except Refused as error:
            return _kept_without_file(listed, error.sentence, now=now)


@act()
def _kept(listed: Listed, packet: edxml.Packet | None, whole: BinaryIO, problem: str, *, now: datetime) -> Packet:
    """Row, file, news and first state in one transaction. Refused when the file itself is not taken."""
    file = store_arrived(
        US, _pieces(whole), name=f"{listed.doc_id}.edxml", mime="application/xml",
        max_bytes=settings.AXIS["most_bytes"], now=now,
    )  # fmt: skip
    row = _row(listed, packet, problem, now=now)
    row.file, row.sha256 = file, file.sha256
    if packet is not None and queries.was_taken(file.sha256, row.receiver):
        row.state = PacketState.REPEATED
    add_now(row)
    if row.state == PacketState.TAKEN:
        _tell(row, now=now)
        if row.kind == axis.EDOC:
            tell_status(US, row, edxml.Status.ARRIVED, now=now)
    return row


@act()
def _kept_without_file(listed: Listed, problem: str, *, now: datetime) -> Packet:
    row = _row(listed, None, problem, now=now)
    add_now(row)
    return row


def _row(listed: Listed, packet: edxml.Packet | None, problem: str, *, now: datetime) -> Packet:
    """The row of what came in. Who it is for is said by the axis: a document may be for several."""
    facts = facts_of(packet) if packet else {"sender": canonical(listed.sender)[:40], "oddities": []}
    if packet and listed.sender and canonical(listed.sender) != facts["sender"]:
        facts["oddities"] = [*facts["oddities"], "sender-differs"]
    if listed.receiver or "receiver" not in facts:
        facts["receiver"] = canonical(listed.receiver)[:40]
    kind = listed.kind if packet is None else axis.EDOC if isinstance(packet.header, edxml.Document) else axis.STATUS
    return Packet(
        doc_id=listed.doc_id, kind=kind[:10], state=PacketState.TAKEN if packet else PacketState.UNREADABLE,
        problem=problem[:300], sha256="", at=now, **facts,
    )  # fmt: skip


def _tell(row: Packet, *, now: datetime) -> None:
    """Rooms above hear of a packet as they hear of every partner's event."""
    data = {"packet": row.pk, "sender": row.sender, "receiver": row.receiver, "document_id": row.document_id,
            "business": row.business, "status": row.status}  # fmt: skip
    event = EventArrived(
        axis.PARTNER, f"vn.gov.edxml.{row.kind}.v1", f"packet:{row.pk}", str(row.doc_id), now.isoformat(), data
    )
    record(US, event, at=now)


def _pieces(content: BinaryIO) -> Iterator[bytes]:
    while piece := content.read(PIECE):
        yield piece
