"""That the paper which gave a task counts no more, and what was decided then."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from tinhso.government.documents.models import Document
from tinhso.insight.plans.lifecycle import FlagState
from tinhso.insight.plans.models.tasks import PlanTask


class TaskFlag(models.Model):
    """Cờ văn bản giao việc đã thu hồi, thay thế: one task, one document, until who gave the task decides.

    replacement: the document that took its place, None where it was recalled. reason: as its issuer gave it. turned_at:
    since when the document counts no more. answer: the words of who decided.
    """

    task = models.ForeignKey(PlanTask, models.PROTECT, related_name="flags")
    document = models.ForeignKey(Document, models.PROTECT, related_name="+")
    replacement = models.ForeignKey(Document, models.PROTECT, null=True, related_name="+", db_index=False)
    reason = models.CharField(max_length=500, blank=True)
    turned_at = models.DateTimeField()
    raised_at = models.DateTimeField()
    state = models.CharField(max_length=7, choices=FlagState.choices(), default=FlagState.WAITING)
    answer = models.CharField(max_length=1000, blank=True)
    decided_by_ref = models.CharField(max_length=80, blank=True)
    decided_by_name = models.CharField(max_length=200, blank=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["task", "document"], condition=Q(state=FlagState.WAITING), name="plans_flag_waits_once"
            ),
            models.CheckConstraint(
                condition=Q(state=FlagState.WAITING, decided_at__isnull=True)
                | (~Q(state=FlagState.WAITING) & Q(decided_at__isnull=False) & ~Q(answer="")),
                name="plans_flag_decided_with_words",
            ),
        ]

    @property
    def state_label(self) -> str:
        """The state in Vietnamese."""
        return FlagState(self.state).label

    @property
    def is_waiting(self) -> bool:
        """Whether nobody decided yet."""
        return self.state == FlagState.WAITING

    @property
    def is_replaced(self) -> bool:
        """Whether another document took the place; else it was recalled."""
        return self.replacement_id is not None
