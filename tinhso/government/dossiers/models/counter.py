"""What a reception officer is entering for a citizen at the counter."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models.functions import Now

from tinhso.engines.eforms.models import Draft
from tinhso.engines.procedures.models import ProcedureVersion
from tinhso.government.dossiers.models.dossiers import Channel, Delivery, Dossier
from tinhso.ground.base.identifiers import uuid7
from tinhso.ground.people.models import Agency


def nothing_yet() -> dict[str, Any]:
    """A fresh empty mapping for JSON columns."""
    return {}


class CounterEntry(models.Model):
    """Hồ sơ đang nhập tại quầy: what an officer enters for a visitor; it becomes a dossier once, when it is filed.

    officer_ref: whose entry it is; nobody else sees it. draft: the electronic form, None when the procedure has
    none (then summary says what is asked). visitor: number, full_name, phone, address as read from the card.
    papers: part code -> {"on_paper": bool, "file": key of a stored file or "", "stored": key of a paper of the
    visitor's store or ""}. fee_choices as of a Dossier.
    """

    key = models.UUIDField(unique=True, default=uuid7, editable=False)
    officer_ref = models.CharField(max_length=80)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", db_index=False)
    version = models.ForeignKey(ProcedureVersion, models.PROTECT, related_name="+", db_index=False)
    draft = models.OneToOneField(Draft, models.CASCADE, null=True, related_name="+")
    visitor = models.JSONField(default=nothing_yet)
    summary = models.TextField(blank=True)
    papers = models.JSONField(default=nothing_yet)
    fee_choices = models.JSONField(default=nothing_yet)
    channel = models.CharField(max_length=8, choices=Channel.choices(), default=Channel.COUNTER)
    delivery = models.CharField(max_length=8, choices=Delivery.choices(), default=Delivery.COUNTER)
    dossier = models.OneToOneField(Dossier, models.CASCADE, null=True, related_name="+")
    created_at = models.DateTimeField(db_default=Now())
    updated_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(
                fields=["officer_ref", "-updated_at"],
                condition=models.Q(dossier__isnull=True),
                name="dossiers_being_entered",
            )
        ]
