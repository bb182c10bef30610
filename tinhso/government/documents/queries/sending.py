"""Recipients: who is meant by a word, how far a document has come at each, what still waits to be sent elsewhere."""

from __future__ import annotations

from datetime import date

from django.db.models import Count, F, Q, QuerySet

from tinhso.government.documents import exchange
from tinhso.government.documents.lifecycle import DeliveryState, Direction, DocumentState
from tinhso.government.documents.models import Document, DocumentKind, Recipient
from tinhso.government.documents.rules import Group
from tinhso.ground.base.refused import NotVisible
from tinhso.ground.base.vietnamese import fold
from tinhso.ground.gateway.edxml.codes import canonical
from tinhso.ground.gateway.edxml.messages import Business, Status
from tinhso.ground.gateway.models import Packet
from tinhso.ground.gateway.queries import last_status_told, message_of, packets_about, packets_of_document
from tinhso.ground.people.models import Agency, AgencyKind
from tinhso.ground.people.queries import agencies_on

MEANT = {
    Group.COMMUNES: [AgencyKind.COMMUNE],
    Group.DEPARTMENTS: [AgencyKind.DEPARTMENT, AgencyKind.OFFICE, AgencyKind.INSPECTORATE, AgencyKind.BOARD],
}


def agencies_in(group: Group, *, on: date) -> list[Agency]:
    """The bodies that a word means on a day, in Vietnamese order."""
    return list(agencies_on(on).filter(kind__in=[kind.value for kind in MEANT[group]]))


def recipients_of(document: Document) -> list[Recipient]:
    """The recipients of a document, bodies of the province first, in the order in which they were named."""
    return list(Recipient.objects.filter(document=document).order_by("pk"))


def holders_of_it(document: Document) -> list[Recipient]:
    """The deliveries by which a released document lies somewhere: not what was returned or never sent."""
    rows = Recipient.objects.filter(document=document, sent_at__isnull=False).exclude(state=DeliveryState.REFUSED)
    return list(rows.order_by("pk"))


def arrivals_of(document: Document) -> QuerySet[Document]:
    """A document as it lies at the recipients of the province."""
    return Document.objects.filter(delivery__document=document)


def how_far(document: Document) -> list[tuple[DeliveryState, int]]:
    """How many recipients stand where, in the order of the codes; states of nobody are left out."""
    counts = Recipient.objects.filter(document=document).order_by().values_list("state").annotate(n=Count("pk"))
    known = dict(counts)
    return [(state, known[state.value]) for state in DeliveryState if state.value in known]


def pending_deliveries(*, limit: int = 100) -> list[Recipient]:
    """What was released and waits to be carried to bodies elsewhere, the oldest first: for who speaks with the axis."""
    rows = Recipient.objects.filter(
        agency__isnull=True, state=DeliveryState.WAITING, sent_at__isnull=True, document__state=DocumentState.RELEASED
    )
    return list(rows.select_related("document__agency", "document__kind").order_by("pk")[:limit])


def delivery_for(recipient_id: int) -> Recipient:
    """One delivery to a body elsewhere. NotVisible when there is none."""
    found = Recipient.objects.filter(pk=recipient_id, agency__isnull=True).select_related("document").first()
    if found is None:
        raise NotVisible("no-delivery", "Không có lượt gửi văn bản này.")
    return found


def delivery_origin(document: Document) -> Recipient | None:
    """By which delivery from inside a document came, locked until the end of the transaction; None otherwise."""
    rows = Recipient.objects.select_for_update(of=("self",)).select_related("document")
    return rows.filter(pk=document.delivery_id or 0).first()


def documents_for_elsewhere() -> list[int]:
    """Released documents that bodies elsewhere wait for, the oldest first."""
    return list(dict.fromkeys(one.document_id for one in pending_deliveries()))


def recalls_for_elsewhere() -> list[int]:
    """Recalled documents of which bodies elsewhere have not been told yet."""
    rows = Recipient.objects.filter(
        agency__isnull=True, state=DeliveryState.RECALL_ASKED, sent_at__lt=F("told_at")
    )  # fmt: skip
    return list(rows.order_by("document_id").values_list("document_id", flat=True).distinct()[:100])


def waits_elsewhere(document: Document, one: Recipient) -> bool:
    """Whether a released document must still be sent to this body."""
    is_out = one.agency_id is None and document.state == DocumentState.RELEASED
    return is_out and one.state == DeliveryState.WAITING and one.sent_at is None


def recall_waits(one: Recipient) -> bool:
    """Whether this body must still be told that a document is recalled: it was asked after what was sent last."""
    if one.agency_id or one.state != DeliveryState.RECALL_ASKED or one.sent_at is None or one.told_at is None:
        return False
    return one.sent_at < one.told_at


def delivery_to(document_id: int, code: str) -> Recipient | None:
    """The delivery of a document to the body elsewhere with this code, in either notation."""
    rows = Recipient.objects.filter(document=document_id, agency__isnull=True)
    return next((one for one in rows if canonical(one.code) == code), None)


def is_recall_asked(document: Document) -> bool:
    """Whether the sender of what came in recalls it and has no answer yet, from inside or over the axis."""
    if document.delivery_id:
        return Recipient.objects.filter(pk=document.delivery_id, state=DeliveryState.RECALL_ASKED).exists()
    return _open_recall(document) is not None


def recall_reason(document: Document) -> str:
    """Why the sender recalls what came in, in its own words; '' when nothing is asked."""
    if document.delivery_id:
        asked = Recipient.objects.filter(pk=document.delivery_id, state=DeliveryState.RECALL_ASKED).first()
        return asked.reason if asked else ""
    recall = _open_recall(document)
    return message_of(recall).traces.business.reason if recall else ""


def recall_to_answer(document: Document) -> Packet | None:
    """The recall over the axis that came last for what came in, answered or not."""
    return packets_about(document.subject_ref).filter(state="TAKEN", business=Business.RECALL).last()


def _open_recall(document: Document) -> Packet | None:
    recall = recall_to_answer(document)
    told = last_status_told(recall) if recall else None
    return None if told and told.status in {Status.RECALL_AGREED, Status.RECALL_REFUSED} else recall


def came_on_paper(document: Document) -> bool:
    """Whether nobody sends news of what came in: on paper or by mail; a recall of it comes the same way."""
    return document.delivery_id is None and not packets_about(document.subject_ref).exists()


def arrival_named(document_id: str, *, sender: str, receiver: str) -> Document | None:
    """What lies at a receiver here under the DocumentId of a sender elsewhere.

    An update is kept under the DocumentId of what it is about; what it is itself ends with its own number. A number
    begins anew each year, so the year of a DocumentId that is known to nothing here decides which one is meant.
    """
    came = packets_of_document(document_id).filter(
        kind="edoc", state="TAKEN", sender=sender, receiver=receiver, subject__startswith="document:",
        business__in=[Business.NEW, Business.REPLACE],
    )  # fmt: skip
    if (first := came.first()) is not None:
        return Document.objects.filter(pk=int(first.subject.partition(":")[2])).first()
    day = exchange.day_in(document_id)
    if day is None:
        return None
    here = Document.objects.filter(direction=Direction.IN, agency__code=receiver, delivery__isnull=True)
    numbered = here.filter(sender_code=sender, notation=document_id.rpartition(",")[2])
    return numbered.filter(issued_on__year=day.year).order_by("-pk").first()


def arrived_already(
    agency: Agency, kind: DocumentKind | None, *, notation: str, sender_name: str, issued_on: date
) -> Document | None:
    """What lies at an agency under this notation and day from a sender of this name, however it is typed: of one kind,
    since a copy bears its own; not what was returned.
    """
    came = Document.objects.filter(agency=agency, direction=Direction.IN, kind=kind, issued_on=issued_on)
    rows = came.filter(notation__iexact=notation).exclude(Q(state=DocumentState.REFUSED) | Q(notation=""))
    return next((one for one in rows if fold(one.sender_name) == fold(sender_name)), None)


def agency_coded(code: str, *, on: date) -> Agency | None:
    """The body of the province with this code on a day."""
    return agencies_on(on).filter(code=code).first()
