"""What came in over the axis becomes an arrival at its agency, a recall of one, or the state of what we sent."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import BinaryIO

from django.conf import settings
from django.utils import timezone

from tinhso.government.documents import exchange, queries
from tinhso.government.documents.actions.arriving import arrive
from tinhso.government.documents.actions.moving import check_open, touch
from tinhso.government.documents.actions.releasing import tell_delivery
from tinhso.government.documents.events import DocumentMoved
from tinhso.government.documents.lifecycle import DeliveryState, DocumentState
from tinhso.government.documents.models import Document
from tinhso.government.documents.rules import Mends
from tinhso.ground.acts import act, add, change
from tinhso.ground.base.actors import System
from tinhso.ground.base.refused import Refused
from tinhso.ground.files.actions import store_arrived
from tinhso.ground.files.models import StoredFile
from tinhso.ground.gateway import actions as gateway
from tinhso.ground.gateway import queries as packets
from tinhso.ground.gateway.edxml import messages as edxml
from tinhso.ground.gateway.edxml.messages import Attachment, Business, Status
from tinhso.ground.gateway.models import Packet
from tinhso.ground.journal.actions import record

SYSTEM = System("documents")
PIECE = 64 * 1024
NOT_HELD = "Văn bản không còn được giữ ở đây."


@act()
def take_over(packet_id: int, *, now: datetime) -> str:
    """Take one packet over; what it became: document:12, or packet:7 where it was refused or says nothing to us.

    Safe to repeat. What a rule of ours refuses goes back to its sender with the sentence (02).
    """
    packet = packets.packet_for(packet_id)
    if packet.subject:
        return packet.subject
    try:
        with act():
            subject = _status(packet, now=now) if packet.kind == "status" else _document(packet, now=now)
    except Refused as error:
        subject = f"packet:{packet.pk}"
        if packet.kind != "status":
            gateway.tell_status(SYSTEM, packet, Status.REFUSED, description=error.sentence, now=now)
    gateway.file_under(SYSTEM, packet, subject, now=now)
    return subject


def _document(packet: Packet, *, now: datetime) -> str:
    message = packets.message_of(packet)
    header = message.header
    if not isinstance(header, edxml.Document):
        return f"packet:{packet.pk}"
    if packet.business == Business.RECALL:
        return _recall(packet, message.traces.business.reason, now=now)
    check_open(header.subject)  # before its file is laid down
    today = timezone.localdate(now)
    agency = queries.agency_coded(packet.receiver, on=today)
    if agency is None:
        raise Refused("no-agency", f"Không có cơ quan mã {packet.receiver} nhận văn bản ở đây.")
    code, name = exchange.sender_of(header)
    main = exchange.main_file(message)
    document = arrive(
        SYSTEM, agency, notation=exchange.notation_of(header), subject=header.subject, sender_name=name,
        sender_code=code, issued_on=exchange.issued_on(header, today=today), kind=queries.kind_named(header.kind.name),
        signer_name=header.signer.name, urgency=min(max(header.other.priority or 0, 0), 4), answer_by=header.due,
        pages=exchange.pages_of(header), file=_file(main, now=now), now=now,
    )  # fmt: skip
    others = [one for one in message.attachments if one is not main]
    add(queries.annexed(document, [file for one in others if (file := _file(one, now=now))], now=now))
    _say_what_it_mends(document, packet, message)
    return document.subject_ref


def _say_what_it_mends(document: Document, packet: Packet, message: edxml.Packet) -> None:
    """A replacement and an update arrive as documents of their own, which say what they are for and lead to it."""
    business = message.traces.business
    named = [one.document_id for one in business.replacements] or [business.document_id]
    replaced = ", ".join(one.rpartition(",")[2] for one in named)
    said = {
        Business.REPLACE: f"Thay thế {replaced}".strip(),
        Business.UPDATE: f"Cập nhật {business.document_id.rpartition(',')[2]}. {business.reason}".strip(),
    }.get(Business(business.type or 0), "")
    if not said:
        return
    document.reason = said[:500]
    changed = ["reason"]
    sender, receiver = packet.sender, packet.receiver
    earlier = next(filter(None, (queries.arrival_named(one, sender=sender, receiver=receiver) for one in named)), None)
    if earlier is not None:
        document.mends = earlier
        document.mends_how = str(Mends.REPLACES if business.type == Business.REPLACE else Mends.CORRECTS)
        changed += ["mends", "mends_how"]
    change(document, changed)


def _recall(packet: Packet, reason: str, *, now: datetime) -> str:
    """Its sender recalls a document: the clerk sees it there and agrees or declines."""
    found = queries.arrival_named(packet.document_id, sender=packet.sender, receiver=packet.receiver)
    if found is None:
        raise Refused("no-document", "Không tìm thấy văn bản được thu hồi ở đây.")
    document = queries.locked(found)
    if document.state in {DocumentState.REFUSED, DocumentState.RECALLED}:
        # Nothing is left to give up, and nobody could answer: its page offers no move any more.
        gateway.tell_status(SYSTEM, packet, Status.RECALL_AGREED, description=NOT_HELD, now=now)
        return document.subject_ref
    touch(SYSTEM, document, now=now)
    document.reason = f"Nơi gửi đề nghị thu hồi. {reason}".strip()[:500]
    change(document, ["version", "moved_at", "moved_by_name", "reason"])
    record(SYSTEM, DocumentMoved(document.pk, "recall_asked", document.state, document.reason), at=now)
    return document.subject_ref


def _status(packet: Packet, *, now: datetime) -> str:
    """What a receiver tells of a document that we sent it; a state about nothing of ours is left aside."""
    sent = packets.packets_of_document(packet.document_id).filter(
        kind="edoc", state="SENT", subject__startswith="document:"
    )
    # An update goes under the DocumentId of what it is about; which of the two is meant, its number says.
    first = sent.filter(code=packet.code).first() or sent.first()
    delivery = queries.delivery_to(int(first.subject.partition(":")[2]), packet.sender) if first else None
    if first is None or delivery is None:
        return f"packet:{packet.pk}"
    if exchange.is_news(delivery.state, packet.status):
        tell_delivery(SYSTEM, delivery, DeliveryState(packet.status), reason=packet.title, now=now)
    return f"packet:{packet.pk}"


def _file(attached: Attachment | None, *, now: datetime) -> StoredFile | None:
    if attached is None:
        return None
    most_bytes = settings.AXIS["most_bytes"]
    with attached.opened() as content:
        return store_arrived(SYSTEM, _pieces(content), name=attached.name, max_bytes=most_bytes, now=now)


def _pieces(content: BinaryIO) -> Iterator[bytes]:
    while piece := content.read(PIECE):
        yield piece
