"""Recipients: who is meant by a word, how far a document has come at each, what still waits to be sent elsewhere."""

from __future__ import annotations

from datetime import date

from django.db.models import Count

from tinhso.government.documents.lifecycle import DeliveryState, DocumentState
from tinhso.government.documents.models import Document, Recipient
from tinhso.government.documents.rules import Group
from tinhso.ground.base.refused import NotVisible
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


def how_far(document: Document) -> list[tuple[DeliveryState, int]]:
    """How many recipients stand where, in the order of the codes; states of nobody are left out."""
    counts = Recipient.objects.filter(document=document).order_by().values_list("state").annotate(n=Count("pk"))
    known = dict(counts)
    return [(state, known[state.value]) for state in DeliveryState if state.value in known]


def pending_deliveries(*, limit: int = 100) -> list[Recipient]:
    """What was released and waits to be carried to bodies elsewhere, the oldest first: for who speaks with the axis."""
    rows = Recipient.objects.filter(
        agency__isnull=True, state=DeliveryState.WAITING, document__state=DocumentState.RELEASED
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
