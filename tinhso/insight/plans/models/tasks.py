"""Who does what by when, every step of it, and who was reminded."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils import timezone

from tinhso.ground.base.identifiers import uuid7
from tinhso.ground.people.models import Agency
from tinhso.insight.plans.lifecycle import OPEN, ReminderKind, TaskState
from tinhso.insight.plans.models.directives import Directive
from tinhso.insight.plans.models.targets import Target


class PlanTask(models.Model):
    """Nhiệm vụ được giao: what one agency has in charge until a working day, alone or with others.

    batch: tasks that were given in one act to many share it. parent: the task of which this is a part. giver: the
    agency that gave it; lead: chủ trì; coordinating: phối hợp. source: what made it necessary, as its room names it
    (ioc:alert:12, document:7). asked_on or working_days: how the deadline was said; due_at follows from the calendar
    and moves with it; due_sentence: why. percent: as reported last. report: what the lead said last, feedback: what
    the giver said last. reported_at: when it was last reported as done; only that moment is late or not.
    """

    directive = models.ForeignKey(Directive, models.PROTECT, null=True, related_name="tasks")
    target = models.ForeignKey(Target, models.PROTECT, null=True, related_name="tasks")
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="parts")
    batch = models.UUIDField(default=uuid7, editable=False)
    title = models.CharField(max_length=300)
    detail = models.TextField(max_length=4000, blank=True)
    source = models.CharField(max_length=80, blank=True)
    giver = models.ForeignKey(Agency, models.PROTECT, related_name="+", db_index=False)
    lead = models.ForeignKey(Agency, models.PROTECT, related_name="+", db_index=False)
    coordinating = models.ManyToManyField(Agency, related_name="+")
    asked_on = models.DateField(null=True)
    working_days = models.PositiveSmallIntegerField(null=True)
    due_at = models.DateTimeField()
    due_sentence = models.CharField(max_length=1000)
    extensions = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(max_length=9, choices=TaskState.choices(), default=TaskState.GIVEN)
    percent = models.PositiveSmallIntegerField(default=0)
    report = models.CharField(max_length=2000, blank=True)
    feedback = models.CharField(max_length=1000, blank=True)
    given_by_ref = models.CharField(max_length=80)
    given_by_name = models.CharField(max_length=200)
    given_at = models.DateTimeField()
    reported_by_ref = models.CharField(max_length=80, blank=True)
    reported_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(percent__lte=100), name="plans_task_percent"),
            models.CheckConstraint(
                condition=Q(asked_on__isnull=True) ^ Q(working_days__isnull=True), name="plans_task_one_deadline"
            ),
        ]
        indexes = [
            models.Index(fields=["lead", "due_at"], name="plans_tasks_led", condition=Q(state__in=OPEN)),
            models.Index(fields=["giver", "due_at"], name="plans_tasks_given", condition=Q(state__in=OPEN)),
            models.Index(fields=["due_at"], name="plans_tasks_due", condition=Q(state__in=OPEN)),
            models.Index(fields=["batch"], name="plans_tasks_batch"),
            models.Index(fields=["source"], name="plans_tasks_source", condition=~Q(source="")),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def subject(self) -> str:
        """plan_task:<id>, as the journal names it."""
        return f"plan_task:{self.pk}"

    @property
    def state_label(self) -> str:
        """The state in Vietnamese."""
        return TaskState(self.state).label

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done or confirmed."""
        return self.state in OPEN

    def is_late(self, at: datetime) -> bool:
        """Whether it was not reported as done by its deadline, as seen at a moment; a withdrawn one is not."""
        if self.state == TaskState.WITHDRAWN:
            return False
        done = self.reported_at if self.state in {TaskState.REPORTED, TaskState.CONFIRMED} else None
        return timezone.localdate(done or at) > timezone.localdate(self.due_at)


class TaskStep(models.Model):
    """Diễn biến nhiệm vụ: one thing that happened to a task; written once.

    verb: give, carry, uncarry, amend, unamend, flag, keep, move, due, or one of the life-cycle.
    due_before, due_after: where the deadline moved. from_directive: the paper under which it stood before.
    """

    task = models.ForeignKey(PlanTask, models.PROTECT, related_name="steps")
    verb = models.CharField(max_length=10)
    text = models.CharField(max_length=2000, blank=True)
    percent = models.PositiveSmallIntegerField(null=True)
    due_before = models.DateField(null=True)
    due_after = models.DateField(null=True)
    from_directive = models.ForeignKey(Directive, models.PROTECT, null=True, related_name="+")
    by_ref = models.CharField(max_length=80)
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()


class TaskReminder(models.Model):
    """Lần nhắc nhiệm vụ: that the agency in charge was reminded of one deadline in one way; never twice."""

    task = models.ForeignKey(PlanTask, models.PROTECT, related_name="reminders")
    kind = models.CharField(max_length=7, choices=ReminderKind.choices())
    due_on = models.DateField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["task", "kind", "due_on"], name="plans_reminder_once")]

    @property
    def kind_label(self) -> str:
        """Sắp đến hạn, Đến hạn hôm nay, Đã quá hạn."""
        return ReminderKind(self.kind).label
