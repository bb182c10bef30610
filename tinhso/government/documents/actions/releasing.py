"""Release: number, then seal and delivery; recall; what recipients tell (Nghị định 30/2020/NĐ-CP, Điều 14–18)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone

from tinhso.engines.signing import actions as signing
from tinhso.engines.signing.drafts import CopyDraft, Draft, SealDraft, draft_of_copy, draft_of_seal, signed_files
from tinhso.engines.signing.models import PaperKind
from tinhso.engines.signing.queries import paper_by_code
from tinhso.engines.signing.rules import ProofLevel
from tinhso.government.documents import queries, rules
from tinhso.government.documents.actions.handling import answered
from tinhso.government.documents.actions.moving import begin, check_in_force, given, note_told, settle, words_of
from tinhso.government.documents.actions.numbering import number
from tinhso.government.documents.actions.tasks import end_task
from tinhso.government.documents.events import DocumentReleased
from tinhso.government.documents.lifecycle import DeliveryState, Direction, DocumentState
from tinhso.government.documents.models import Annex, Document, Recipient
from tinhso.ground.acts import act, add, change, sent
from tinhso.ground.base.actors import Actor, System
from tinhso.ground.base.refused import Refused
from tinhso.ground.files.queries import content
from tinhso.ground.journal.actions import record
from tinhso.ground.people.persons import Person
from tinhso.ground.people.queries import agencies_on, agency_by_id
from tinhso.ground.people.succession import standing_heirs

SYSTEM = System("documents")
# Administrative documents are kept for years; those that need decades are renewed by the archive later [M].
RELEASE_LEVEL = ProofLevel.T
# Who agreed (15) before any recall agreed to an update, and holds it.
STILL_THERE = frozenset(DeliveryState) - {DeliveryState.WAITING, DeliveryState.REFUSED}


@dataclass(frozen=True)
class Ready:
    """A numbered document that waits for the key of its agency alone. version: of the document as it was read."""

    document: Document
    version: int
    seal: SealDraft
    annexes: Sequence[tuple[Annex, CopyDraft]]

    @property
    def drafts(self) -> list[Draft]:
        """What the key signs, the document first."""
        return [self.seal, *(draft for _, draft in self.annexes)]


def release(actor: Actor, document: Document, *, expected_version: int | None = None, now: datetime) -> Document:
    """Number, register, seal and deliver a signed document with what goes with it.

    Number and day are given in a transaction of their own and stay, whatever becomes of the seal: who releases it
    again goes on with them. No transaction waits for the key, and so no book. Refused: wrong-role, no-certificate,
    signer-unavailable …
    """
    numbered = number(actor, document, expected_version=expected_version, now=now)
    ready = ready_to_release(actor, numbered, now=now)
    return keep_release(actor, ready, signed_files(ready.drafts, now=now), now=now)


@act()
def ready_to_release(actor: Actor, document: Document, *, now: datetime) -> Ready:
    """A numbered document and its annexes as they will be sealed; nothing is changed yet."""
    document = begin(actor, document, "release", expected_version=document.version)
    facts: dict[str, Any] = {"agency_id": document.agency_id, "number": document.notation, "level": RELEASE_LEVEL}
    signed = content(paper_by_code(document.paper_code).file)
    seal = draft_of_seal(actor, signed, issued_on=document.issued_on, now=now, **facts)
    facts |= {"kind": PaperKind.ATTACHMENT, "subject": document.subject_ref}
    annexes = [
        (one, draft_of_copy(actor, content(one.file), title=_titled(document, one), now=now, **facts))
        for one in queries.annexes_of(document)
    ]
    return Ready(document, document.version, seal, annexes)


def _titled(document: Document, annex: Annex) -> str:
    return f"Kèm theo {document.notation}: {annex.file.name}"[:300]


@act()
def keep_release(actor: Actor, ready: Ready, files: Sequence[bytes], *, now: datetime) -> Document:
    """Take the sealed document in and deliver it. Refused `changed-meanwhile` when it moved while the key signed."""
    document = begin(actor, ready.document, "release", expected_version=ready.version)
    signing.keep_sealed(actor, paper_by_code(document.paper_code), ready.seal, files[0], now=now)
    for (annex, draft), file in zip(ready.annexes, files[1:], strict=True):
        annex.paper_code = signing.keep_copy(actor, draft, file, now=now).code
        change(annex, ["paper_code"])
    document.released_at = now
    document.search_text = words_of(document)
    settle(actor, document, "release", changed=["released_at", "search_text"], now=now)
    _name_who_still_waits(document)
    sent()  # what follows reads the document as released
    inside, outside = _deliver(document, now=now)
    event = DocumentReleased(document.pk, document.notation, document.paper_code, inside, outside)
    record(actor, event, at=now)
    if document.mends_id:
        _mend(Document(pk=document.mends_id), by=document, now=now)
    if document.reply_to_id:
        answered(SYSTEM, Document(pk=document.reply_to_id), by=document, now=now)
    return document


@act()
def recall(
    actor: Person, document: Document, *, reason: str, expected_version: int | None = None, now: datetime
) -> Document:
    """Recall what was released: every recipient is asked to give it up. Refused: reason-missing."""
    document = begin(actor, document, "recall", expected_version=expected_version)
    reason = given(reason, "Hãy ghi lý do thu hồi để nơi nhận biết.")
    document.ended_at = now
    settle(actor, document, "recall", reason=reason, changed=["ended_at"], now=now)
    # What was sent elsewhere and not yet answered lies there too.
    there = Q(state__in=[str(one) for one in STILL_THERE]) | Q(state=DeliveryState.WAITING, sent_at__isnull=False)
    Recipient.objects.filter(there, document=document).update(
        state=str(DeliveryState.RECALL_ASKED), told_at=now, reason=reason
    )
    return document


@act()
def agree_recall(actor: Person, document: Document, *, expected_version: int | None = None, now: datetime) -> Document:
    """Give up a document that its sender recalls: worth nothing any more; its tasks end. Refused: not-recalled."""
    document = begin(actor, document, "agree_recall", expected_version=expected_version)
    queries.delivery_origin(document)  # locked: its sender may be asking just now
    if not (queries.is_recall_asked(document) or queries.came_on_paper(document)):
        raise Refused("not-recalled", "Nơi gửi không đề nghị thu hồi văn bản này.")
    document.ended_at = now
    settle(actor, document, "agree_recall", changed=["ended_at"], now=now)
    for task in queries.open_task_of(document):
        end_task(actor, task, result=None, now=now)
    return document


@act()
def tell_delivery(
    actor: Actor, recipient: Recipient, state: DeliveryState, *, reason: str = "", now: datetime
) -> Recipient:
    """Write down what a body elsewhere told of a delivery, or that it was sent to it (ARRIVED and later)."""
    document = queries.locked(Document(pk=recipient.document_id))
    delivery = queries.delivery_for(recipient.pk)
    if document.state not in {DocumentState.RELEASED, DocumentState.RECALLED, DocumentState.REPLACED}:
        raise Refused("not-released", "Văn bản chưa phát hành nên chưa có trạng thái gửi, nhận.")
    if delivery.sent_at is None:
        delivery.sent_at = now
        Recipient.objects.filter(pk=delivery.pk).update(sent_at=now)
    note_told(actor, delivery, state, reason=reason, now=now)
    return delivery


def _name_who_still_waits(document: Document) -> None:
    """A body elsewhere to which the replaced document has not gone yet will not get it any more: it gets this one."""
    if document.mends_id is None or document.mends_how != rules.Mends.REPLACES:
        return
    known = {one.code for one in queries.recipients_of(document)}
    left = [one for one in queries.recipients_of(Document(pk=document.mends_id)) if one.agency_id is None]
    add([Recipient(document=document, code=one.code, name=one.name) for one in left
         if one.state == DeliveryState.WAITING and one.sent_at is None and one.code not in known])  # fmt: skip


def _deliver(document: Document, *, now: datetime) -> tuple[int, int]:
    """Lay the document into the arrivals of every recipient of the province, in one statement; how many in and out.

    Bodies elsewhere stay waiting (`queries.pending_deliveries`).
    """
    recipients = queries.recipients_of(document)
    inside = [one for one in recipients if one.agency_id]
    issuer = agency_by_id(document.agency_id)
    if inside:
        Recipient.objects.filter(document=document, agency__isnull=False).update(
            state=str(DeliveryState.ARRIVED), sent_at=now, told_at=now
        )
        add([_arrival(document, one, issuer.code, issuer.name, now=now) for one in inside])
    return len(inside), len(recipients) - len(inside)


def _arrival(document: Document, to: Recipient, code: str, name: str, *, now: datetime) -> Document:
    arrival = Document(
        direction=str(Direction.IN), agency_id=to.agency_id or 0, kind=document.kind, notation=document.notation,
        subject=document.subject, urgency=document.urgency, addressees=document.addressees, delivery=to,
        sender_code=code, sender_name=name, signer_name=document.signer_name, issued_on=document.issued_on,
        answer_by=document.answer_by, paper_code=document.paper_code, pages=document.pages,
        state=str(DocumentState.ARRIVED), begun_at=now, moved_at=now, moved_by_name=name[:200],
    )  # fmt: skip
    arrival.search_text = words_of(arrival)
    return arrival


def _mend(document: Document, *, by: Document, now: datetime) -> None:
    """What replaces an earlier document ends it; each arrival of either says which other one it belongs to."""
    if by.mends_how == rules.Mends.REPLACES:
        check_in_force(document)
        replaced = begin(SYSTEM, document, "replace")
        replaced.ended_at = now
        settle(SYSTEM, replaced, "replace", reason=f"Thay thế bằng {by.notation}", changed=["ended_at"], now=now)
    sent()
    came = queries.arrivals_of(by)
    standing = agencies_on(timezone.localdate(now)).values("pk")
    for left in queries.arrivals_of(document).exclude(agency__in=standing):  # settled where merger day ended its agency
        heirs = standing_heirs([left.agency_id], on=timezone.localdate(now))
        came.filter(agency__in=heirs).update(mends=left, mends_how=by.mends_how)
    earlier = queries.arrivals_of(document).filter(agency=OuterRef("agency")).values("pk")[:1]
    came.filter(agency__in=queries.arrivals_of(document).values("agency")).update(
        mends=Subquery(earlier), mends_how=by.mends_how
    )
