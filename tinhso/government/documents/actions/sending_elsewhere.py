"""Documents that leave the province: released ones to bodies elsewhere, recalls behind them, states of what came in."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from tinhso.engines.signing.queries import paper_by_code
from tinhso.government.documents import exchange, queries
from tinhso.government.documents.actions.moving import note_told
from tinhso.government.documents.lifecycle import DeliveryState
from tinhso.government.documents.models import Document, Recipient
from tinhso.government.documents.rules import Mends
from tinhso.ground.acts import act
from tinhso.ground.base.actors import System
from tinhso.ground.files.models import StoredFile
from tinhso.ground.files.queries import open_content
from tinhso.ground.gateway import actions as gateway
from tinhso.ground.gateway import queries as packets
from tinhso.ground.gateway.edxml.messages import Attachment, Packet, ResponseFor
from tinhso.ground.gateway.errors import BadPacket

SYSTEM = System("documents")


@act()
def send_elsewhere(document_id: int, *, now: datetime) -> int:
    """Send a released document to the bodies elsewhere that wait for it, in one message; to how many. Safe to repeat.

    A body to which it cannot be sent is marked as refused, with the reason.
    """
    document = queries.locked(Document(pk=document_id))
    waiting = [one for one in queries.recipients_of(document) if queries.waits_elsewhere(document, one)]
    if waiting and _send(document, waiting, _message(document, waiting), now=now):
        Recipient.objects.filter(pk__in=[one.pk for one in waiting]).update(sent_at=now)
    return len(waiting)


@act()
def recall_elsewhere(document_id: int, *, now: datetime) -> int:
    """Ask the bodies elsewhere to give a recalled document up; how many. Safe to repeat."""
    document = queries.locked(Document(pk=document_id))
    asked = [one for one in queries.recipients_of(document) if queries.recall_waits(one)]
    was_sent = packets.packets_about(document.subject_ref).filter(state="SENT").exists()
    if asked and was_sent:
        facts = _facts(document, asked)
        message = exchange.recalling(facts, recalled=exchange.named(facts), reason=document.reason)
        if _send(document, asked, message, now=now):
            # Later than told_at: this recall has been sent.
            Recipient.objects.filter(pk__in=[one.pk for one in asked]).update(sent_at=now)
    return len(asked)


def _send(document: Document, to: list[Recipient], message: Packet, *, now: datetime) -> bool:
    try:
        gateway.send_packet(SYSTEM, message, subject=document.subject_ref, now=now)
    except BadPacket as error:
        for one in to:
            note_told(SYSTEM, one, DeliveryState.REFUSED, reason=error.sentence, now=now)
        return False
    return True


def _message(document: Document, to: list[Recipient]) -> Packet:
    """The document with its sealed paper; in the place of another, or about it, where it mends one that went out."""
    facts = _facts(document, to)
    files = [_attached(paper_by_code(document.paper_code).file)]
    for annex in queries.annexes_of(document):
        files.append(_attached(paper_by_code(annex.paper_code).file, name=annex.file.name))
    earlier = packets.packets_about(f"document:{document.mends_id}").filter(state="SENT").first()
    if document.mends and earlier is not None:
        if document.mends_how == Mends.REPLACES:
            return exchange.replacing(facts, files, replaced=earlier.document_id)
        about = f"{document.mends_label} {document.mends.notation}"
        return exchange.updating(facts, files, updated=earlier.document_id, reason=about)
    return exchange.new(facts, files)


def _attached(file: StoredFile, *, name: str = "") -> Attachment:
    return Attachment(name or file.name, file.mime, opened=lambda: open_content(file))


def _facts(document: Document, to: list[Recipient]) -> exchange.Outgoing:
    issued_on = document.issued_on or timezone.localdate(document.released_at)
    return exchange.Outgoing(
        code=document.agency.code, name=document.agency.name, notation=document.notation, subject=document.subject,
        kind=document.kind.name if document.kind else "", issued_on=issued_on, signer=document.signer_name,
        lines=queries.signature_lines(document, document.signer, on=issued_on), answer_by=document.answer_by,
        urgency=document.urgency, pages=document.pages, recipients=[(one.code, one.name) for one in to],
        places=queries.printed_recipients(document, on=issued_on), answers=_answers(document),
    )  # fmt: skip


def _answers(document: Document) -> ResponseFor | None:
    """The document that this one answers, if it came from elsewhere."""
    asked = document.reply_to
    if asked is None or not asked.sender_code:
        return None
    arrived = packets.packets_about(asked.subject_ref).filter(state="TAKEN").first()
    known = arrived.document_id if arrived else ""
    return ResponseFor(asked.sender_code, asked.notation, known, asked.issued_on)
