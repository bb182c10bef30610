"""Playbooks with their steps; runs of them with what was ticked."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from tinhso.ground.people.models import Agency
from tinhso.insight.playbooks.lifecycle import PlaybookKind, PlaybookState, RunState, StepState


class Playbook(models.Model):
    """Kịch bản điều hành: one version of what is done when something happens; in force by two people's word.

    code: of the situation, shared by its versions. source: the instruments it follows; confidence: how sure their words
    are (H, M, L). watched: codes of the indicators that hang on the wall meanwhile, in their order. seeded: from the
    shipped files, '' otherwise.
    """

    code = models.SlugField(max_length=40)
    version = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=8, choices=PlaybookKind.choices())
    name = models.CharField(max_length=200)
    source = models.CharField(max_length=500)
    confidence = models.CharField(max_length=1)
    watched = models.JSONField(default=list)
    seeded = models.CharField(max_length=64, blank=True)
    state = models.CharField(max_length=8, choices=PlaybookState.choices(), default=PlaybookState.DRAFT)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    returned = models.CharField(max_length=500, blank=True)
    proposed_by_ref = models.CharField(max_length=80, blank=True)
    proposed_by_name = models.CharField(max_length=200, blank=True)
    proposed_at = models.DateTimeField(null=True)
    decided_by_ref = models.CharField(max_length=80, blank=True)
    decided_by_name = models.CharField(max_length=200, blank=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code", "version"], name="playbooks_version"),
            models.UniqueConstraint(
                fields=["code"], condition=Q(state=PlaybookState.IN_FORCE), name="playbooks_one_in_force"
            ),
            models.UniqueConstraint(
                fields=["code"],
                condition=Q(state__in=[PlaybookState.DRAFT, PlaybookState.PROPOSED]),
                name="playbooks_one_draft",
            ),
            models.CheckConstraint(
                condition=~Q(state=PlaybookState.IN_FORCE)
                | ~Q(decided_by_ref="") & ~Q(decided_by_ref=F("proposed_by_ref")) & ~Q(proposed_by_ref=""),
                name="playbooks_by_two_people",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def state_label(self) -> str:
        """The state in Vietnamese."""
        return PlaybookState(self.state).label

    @property
    def kind_label(self) -> str:
        """The kind in Vietnamese."""
        return PlaybookKind(self.kind).label

    @property
    def is_draft(self) -> bool:
        """Whether its steps may still change."""
        return self.state == PlaybookState.DRAFT


class PlaybookStep(models.Model):
    """Việc của kịch bản: what is done, by whom, within how many hours from the beginning.

    hours: None until the province sets them; the law sets none. lead: slug of the agency that leads, '' for each
    commune concerned. contact: whom to call there, by role and never by
    name. source: the article.
    """

    playbook = models.ForeignKey(Playbook, models.CASCADE, related_name="steps")
    place = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=300)
    lead = models.CharField(max_length=40, blank=True)
    hours = models.PositiveSmallIntegerField(null=True)
    contact = models.CharField(max_length=200)
    source = models.CharField(max_length=300)

    class Meta:
        ordering = ["place"]
        constraints = [models.UniqueConstraint(fields=["playbook", "place"], name="playbooks_step_place")]


class Run(models.Model):
    """Lần kích hoạt kịch bản: from when, for which communes, what for; over when somebody says what was learned."""

    playbook = models.ForeignKey(Playbook, models.PROTECT, related_name="runs")
    words = models.CharField(max_length=200)
    began_at = models.DateTimeField()
    communes = models.ManyToManyField(Agency, related_name="+")
    state = models.CharField(max_length=7, choices=RunState.choices(), default=RunState.RUNNING)
    begun_by_ref = models.CharField(max_length=80)
    begun_by_name = models.CharField(max_length=200)
    written_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_by_ref = models.CharField(max_length=80, blank=True)
    ended_by_name = models.CharField(max_length=200, blank=True)
    lessons = models.TextField(max_length=4000, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["playbook"], condition=Q(state=RunState.RUNNING), name="playbooks_one_running"
            ),
            models.CheckConstraint(
                condition=Q(state=RunState.RUNNING) | ~Q(lessons="") & Q(ended_at__isnull=False),
                name="playbooks_over_with_lessons",
            ),
        ]
        indexes = [models.Index(fields=["-began_at"], name="playbooks_newest_run")]

    @property
    def subject(self) -> str:
        """playbook_run:<id>, as the journal and pins name it."""
        return f"playbook_run:{self.pk}"

    @property
    def is_running(self) -> bool:
        """Whether it is not over."""
        return self.state == RunState.RUNNING

    @property
    def state_label(self) -> str:
        """The state in Vietnamese."""
        return RunState(self.state).label


class RunStep(models.Model):
    """Việc đã đánh dấu: one step of a run, when it is due, who ticked or skipped it when, with what words.

    source: by which its tasks are found.
    """

    run = models.ForeignKey(Run, models.CASCADE, related_name="steps")
    step = models.ForeignKey(PlaybookStep, models.PROTECT, related_name="+")
    due_at = models.DateTimeField()
    state = models.CharField(max_length=7, choices=StepState.choices(), default=StepState.OPEN)
    by_ref = models.CharField(max_length=80, blank=True)
    by_name = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField(null=True)
    words = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["due_at", "step__place"]
        constraints = [
            models.UniqueConstraint(fields=["run", "step"], name="playbooks_step_once"),
            models.CheckConstraint(
                condition=Q(state=StepState.OPEN) | ~Q(by_ref="") & Q(at__isnull=False), name="playbooks_ticked_by"
            ),
        ]

    @property
    def source(self) -> str:
        """How the tasks of this step name it."""
        return f"playbooks:step:{self.pk}"

    @property
    def state_label(self) -> str:
        """The state in Vietnamese."""
        return StepState(self.state).label

    def is_late(self, now: object) -> bool:
        """Whether it is still open after its moment."""
        return self.state == StepState.OPEN and self.due_at < now  # type: ignore[operator]
