"""To whom a document goes, and how far it has come there."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from tinhso.government.documents.lifecycle import DeliveryState
from tinhso.government.documents.models.documents import Document
from tinhso.ground.people.models import Agency


class Recipient(models.Model):
    """Nơi nhận: one body that gets a document. agency: of this province; code, name: of a body elsewhere.

    state: what the recipient told (mã trạng thái của QCVN 102:2016/BTTTT). A body elsewhere stays WAITING after the
    release until whoever carries documents over the axis has sent it: those rows are the pending deliveries.
    """

    document = models.ForeignKey(Document, models.CASCADE, related_name="recipients")
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="+", db_index=False)
    code = models.CharField(max_length=35, blank=True)
    name = models.CharField(max_length=300)
    state = models.CharField(max_length=2, choices=DeliveryState.choices(), default=DeliveryState.WAITING)
    sent_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["document", "agency"], condition=Q(agency__isnull=False), name="documents_recipient_once"
            ),
            models.UniqueConstraint(
                fields=["document", "code"], condition=Q(agency__isnull=True), name="documents_recipient_elsewhere_once"
            ),
            models.CheckConstraint(
                condition=Q(agency__isnull=False) | ~Q(code=""), name="documents_recipient_is_somebody"
            ),
        ]
        indexes = [
            models.Index(
                fields=["id"], condition=Q(agency__isnull=True, state=DeliveryState.WAITING), name="documents_pending"
            )
        ]

    @property
    def state_label(self) -> str:
        """How far it has come, in Vietnamese."""
        return DeliveryState(self.state).label
