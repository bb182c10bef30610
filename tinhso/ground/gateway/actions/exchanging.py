"""Document exchange outward: a message is written once, kept as a file, and goes through the outbox."""

from __future__ import annotations

import dataclasses
from datetime import datetime
from typing import Any

from django.conf import settings

from tinhso.ground.acts import act, add_now
from tinhso.ground.base.actors import Actor, System
from tinhso.ground.files.actions import store_stream
from tinhso.ground.gateway import queries
from tinhso.ground.gateway.actions.sending import post
from tinhso.ground.gateway.edxml import messages as edxml
from tinhso.ground.gateway.edxml.checking import check
from tinhso.ground.gateway.edxml.codes import canonical, to_legacy
from tinhso.ground.gateway.edxml.writing import written
from tinhso.ground.gateway.events import PacketFiled, PacketPosted
from tinhso.ground.gateway.lifecycle import PacketState
from tinhso.ground.gateway.models import Packet
from tinhso.ground.gateway.partners import axis
from tinhso.ground.journal.actions import record

US = System("gateway")
LEGAL_BASIS = "Quyết định 28/2018/QĐ-TTg; QCVN 102:2016/BTTTT"
PURPOSE = "Gửi, nhận văn bản điện tử giữa các cơ quan"


@act()
def send_packet(
    actor: Actor, packet: edxml.Packet, *, subject: str, now: datetime, answers: Packet | None = None
) -> Packet:
    """Write a message down and put it into the outbox, behind earlier ones about the same document.

    subject: what it is about in the house (document:12). BadPacket when it lacks what a receiver needs. The content of
    attachments is read now; codes are written in the notation that the axis wants. Send a thing once: each call is a
    message of its own.
    """
    check(packet, [])
    packet = in_notation(packet, now=now)
    kind = axis.STATUS if isinstance(packet.header, edxml.StatusReport) else axis.EDOC
    file = store_stream(
        US,
        written(packet),
        name=f"{kind}.edxml",
        mime="application/xml",
        max_bytes=settings.AXIS["most_bytes"],
        now=now,
    )
    row = Packet(
        kind=kind, state=PacketState.SENT, subject=subject, answers=answers, file=file, sha256=file.sha256, at=now,
        **facts_of(packet),
    )  # fmt: skip
    add_now(row)
    post(
        actor, partner=axis.PARTNER, operation="sendEdoc", lane=row.document_id[:80] or row.code[:80],
        payload={"packet": row.pk, "file": str(file.key), "sha256": file.sha256, "size_bytes": file.size_bytes,
                 "kind": kind, "sender": packet.header.sender.organ_id, "document_id": row.document_id},
        subject=subject, purpose=PURPOSE, legal_basis=LEGAL_BASIS, now=now,
    )  # fmt: skip
    posted = PacketPosted(
        row.pk, subject, kind, row.sender, [canonical(one) for one in packet.receivers], row.document_id, row.status
    )
    record(actor, posted, at=now)
    return row


@act()
def tell_status(
    actor: Actor, arrived: Packet, status: edxml.Status, *, description: str = "", now: datetime,
    staff: edxml.Staff | None = None,
) -> Packet:  # fmt: skip
    """Tell the sender of a document how far it is with us; what was told last is not told again.

    arrived: a document that came in. description: why, for a refusal.
    """
    last = queries.last_status_told(arrived)
    if last is not None and last.status == status:
        return last
    about = edxml.ResponseFor(arrived.sender, arrived.code, arrived.document_id, arrived.promulgation_date)
    report = edxml.StatusReport(
        edxml.Organ(arrived.receiver), about, staff or edxml.Staff(), str(status), description, now
    )
    return send_packet(actor, edxml.Packet(report), subject=f"packet:{arrived.pk}", answers=arrived, now=now)


@act()
def file_under(actor: Actor, packet: Packet, subject: str, *, now: datetime) -> bool:
    """A room takes a packet over as something of its own (document:12); False when it was taken over before."""
    waiting = Packet.objects.select_for_update().filter(pk=packet.pk, subject="")
    if waiting.first() is None:
        return False
    packet.subject = subject
    packet.save(update_fields=["subject"])
    record(actor, PacketFiled(packet.pk, subject), at=now)
    return True


def facts_of(packet: edxml.Packet) -> dict[str, Any]:
    """The columns of a packet that its message says."""
    header = packet.header
    code = f"{header.code.number}/{header.code.notation}".strip("/") if isinstance(header, edxml.Document) else ""
    facts = {
        "sender": canonical(header.sender.organ_id)[:40],
        "receiver": canonical(next(iter(packet.receivers), ""))[:40],
        "oddities": [one[:60] for one in packet.oddities],
    }
    if isinstance(header, edxml.StatusReport):
        about = header.response
        return facts | {"document_id": about.document_id[:200], "code": about.code[:120], "status": header.status,
                        "promulgation_date": about.day, "title": header.description[:1000]}  # fmt: skip
    business = packet.traces.business
    # A recall and an update go behind the document that they are about.
    earlier = business.document_id if business.type in {edxml.Business.RECALL, edxml.Business.UPDATE} else ""
    return facts | {
        "document_id": (earlier or header.document_id)[:200], "code": code[:120],
        "promulgation_date": header.promulgation.day, "title": header.subject[:1000], "business": business.type or 0,
    }  # fmt: skip


def in_notation(packet: edxml.Packet, *, now: datetime) -> edxml.Packet:
    """The same with agencies in the notation that the axis wants, and with the trace that we sent it."""
    header = _recoded(packet.header)
    traces = _recoded(packet.traces)
    if not traces.traces:
        traces = dataclasses.replace(traces, traces=(edxml.Trace(header.sender.organ_id, now),))
    return dataclasses.replace(packet, header=header, traces=traces)


def in_axis_notation(code: str) -> str:
    """A code as the axis wants it written."""
    return to_legacy(code) if settings.AXIS["codes"] == "legacy" else canonical(code)


def _recoded(values: Any) -> Any:
    """The same with each organ_id rewritten, however deep; a DocumentId is a name and stays as it is."""
    changed: dict[str, Any] = {}
    for field in dataclasses.fields(values):
        value = getattr(values, field.name)
        if field.name == "organ_id":
            changed[field.name] = in_axis_notation(value)
        elif field.name == "organ_ids":
            changed[field.name] = tuple(in_axis_notation(one) for one in value)
        elif dataclasses.is_dataclass(value):
            changed[field.name] = _recoded(value)
        elif isinstance(value, tuple) and value and dataclasses.is_dataclass(value[0]):
            changed[field.name] = tuple(_recoded(one) for one in value)
    return dataclasses.replace(values, **changed)
