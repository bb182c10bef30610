"""What a document gives to do."""

from __future__ import annotations

from django.db import models

from tinhso.engines.workflow.models import Clock
from tinhso.government.documents.lifecycle import TaskState
from tinhso.government.documents.models.documents import Document
from tinhso.ground.people.models import Official


class Task(models.Model):
    """Nhiệm vụ: who does what about a document by when. lead: chủ trì; helpers: phối hợp.

    clock: counts the working days, and moves when the calendar does. result: the document that closed it.
    """

    document = models.ForeignKey(Document, models.PROTECT, related_name="tasks")
    content = models.CharField(max_length=500)
    lead = models.ForeignKey(Official, models.PROTECT, related_name="+", db_index=False)
    helpers = models.ManyToManyField(Official, related_name="+")
    clock = models.OneToOneField(Clock, models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=8, choices=TaskState.choices(), default=TaskState.OPEN)
    given_by_ref = models.CharField(max_length=80)
    given_by_name = models.CharField(max_length=200)
    given_at = models.DateTimeField()
    report = models.CharField(max_length=2000, blank=True)
    reported_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=500, blank=True)
    result = models.ForeignKey(Document, models.PROTECT, null=True, related_name="closed_tasks")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["lead", "state", "id"], name="documents_tasks_of")]

    @property
    def clock_subject(self) -> str:
        """document_task:<id>, as its clock names it."""
        return f"document_task:{self.pk}"

    @property
    def state_label(self) -> str:
        """The state in Vietnamese."""
        return TaskState(self.state).label
