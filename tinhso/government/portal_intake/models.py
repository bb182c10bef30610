"""What the national portal handed over."""

from __future__ import annotations

from typing import Any

from django.db import models

from tinhso.government.dossiers.models import Dossier
from tinhso.government.portal_intake.lifecycle import ArrivalState


class Arrival(models.Model):
    """Hồ sơ từ Cổng quốc gia: one dossier that was filed at the national portal, as it was handed over.

    key: the portal's code, or sha256:… of what nobody can read; one row a key, so that nothing becomes two dossiers.
    code: the portal's code, '' where it has none. body: the row as it came (text where it is no object). problem: why
    it was refused, or why a change to what was filed already was; a sentence without personal data.
    """

    key = models.CharField(max_length=80, unique=True)
    code = models.CharField(max_length=60, blank=True)
    body = models.JSONField()
    body_hash = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=ArrivalState.choices(), default=ArrivalState.WAITING)
    problem = models.CharField(max_length=300, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField()
    dossier = models.OneToOneField(Dossier, models.PROTECT, null=True, related_name="+")
    arrived_at = models.DateTimeField()
    times = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [
            models.Index(fields=["next_try_at"], condition=models.Q(state="WAITING"), name="portal_intake_due"),
            models.Index(fields=["arrived_at", "id"], condition=~models.Q(problem=""), name="portal_intake_problems"),
        ]

    @property
    def subject(self) -> str:
        """portal_arrival:<id>, as the journal and the message log name it."""
        return f"portal_arrival:{self.pk}"

    @property
    def state_label(self) -> str:
        """The state in Vietnamese."""
        return ArrivalState(self.state).label

    @property
    def fields(self) -> dict[str, Any]:
        """The row by the portal's names; {} where it is none."""
        return self.body if isinstance(self.body, dict) else {}
