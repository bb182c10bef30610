"""Thresholds by two people, alerts, shifts and what was written in them, what is pinned to a wall."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from tinhso.ground.base.states import Labelled
from tinhso.insight.ioc.lifecycle import OPEN, AlertState, ShiftState, ThresholdState
from tinhso.insight.ioc.rules import Bounds


class Threshold(models.Model):
    """Ngưỡng: from which value an indicator is green, and beyond which it is red; in force by two people's word.

    basis: the instrument or decision that says so. up: whether more is better, as the indicator said then. margin,
    least: rules.Bounds. valid_from: the first day on which it judges.
    """

    indicator = models.CharField(max_length=40)
    up = models.BooleanField()
    green = models.DecimalField(max_digits=20, decimal_places=4)
    red = models.DecimalField(max_digits=20, decimal_places=4)
    margin = models.DecimalField(max_digits=20, decimal_places=4)
    least = models.PositiveIntegerField()
    basis = models.CharField(max_length=300)
    valid_from = models.DateField()
    state = models.CharField(max_length=8, choices=ThresholdState.choices(), default=ThresholdState.PROPOSED)
    proposed_by_ref = models.CharField(max_length=80)
    proposed_by_name = models.CharField(max_length=200)
    proposed_at = models.DateTimeField()
    decided_by_ref = models.CharField(max_length=80, blank=True)
    decided_by_name = models.CharField(max_length=200, blank=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(decided_by_ref=F("proposed_by_ref")), name="ioc_threshold_by_two_people"
            ),
            models.UniqueConstraint(
                fields=["indicator"], condition=Q(state=ThresholdState.PROPOSED), name="ioc_threshold_one_proposed"
            ),
        ]

    @property
    def bounds(self) -> Bounds:
        """The same as numbers."""
        return Bounds(up=self.up, green=self.green, red=self.red, margin=self.margin, least=self.least)

    @property
    def state_label(self) -> str:
        """The state in Vietnamese."""
        return ThresholdState(self.state).label


class AlertKind(Labelled):
    """Loại cảnh báo."""

    THRESHOLD = "THRESHOLD", "Vượt ngưỡng"
    SILENT = "SILENT", "Nguồn số liệu im lặng"


class Alert(models.Model):
    """Cảnh báo: a figure of a unit that is beyond its red bound, or a source that fell silent, until it is over.

    unit: id of the agency, 0 for the whole province. value, bound: when it was raised; value_now: as seen last, None
    where nothing is known. recovered_at: since when the figure is back within its bounds. task: the one given
    because of it, as the journal names it. feedback: what came of it.
    """

    kind = models.CharField(max_length=9, choices=AlertKind.choices())
    indicator = models.CharField(max_length=40)
    unit = models.PositiveIntegerField()
    state = models.CharField(max_length=12, choices=AlertState.choices(), default=AlertState.RAISED)
    period = models.CharField(max_length=7, blank=True)
    value = models.DecimalField(max_digits=20, decimal_places=4, null=True)
    bound = models.DecimalField(max_digits=20, decimal_places=4, null=True)
    value_now = models.DecimalField(max_digits=20, decimal_places=4, null=True)
    raised_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    recovered_at = models.DateTimeField(null=True)
    task = models.CharField(max_length=80, blank=True)
    task_words = models.CharField(max_length=300, blank=True)
    feedback = models.TextField(blank=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "indicator", "unit"], condition=Q(state__in=OPEN), name="ioc_alert_one_open"
            )
        ]
        indexes = [models.Index(fields=["unit", "state", "-raised_at"], name="ioc_alert_of_unit")]

    @property
    def subject(self) -> str:
        """alert:<id>, as the journal names it."""
        return f"alert:{self.pk}"

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to do something."""
        return self.state in OPEN

    @property
    def state_label(self) -> str:
        """The state in Vietnamese."""
        return AlertState(self.state).label

    @property
    def kind_label(self) -> str:
        """The kind in Vietnamese."""
        return AlertKind(self.kind).label


class Shift(models.Model):
    """Ca trực: who is on duty from when to when; what is handed over is signed off by the next.

    official_ref, official_name: who is on duty. note: what the next must know. signed_by: who took it over.
    """

    official_ref = models.CharField(max_length=80)
    official_name = models.CharField(max_length=200)
    begins_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    state = models.CharField(max_length=11, choices=ShiftState.choices(), default=ShiftState.PLANNED)
    began_at = models.DateTimeField(null=True)
    note = models.TextField(blank=True)
    handed_over_at = models.DateTimeField(null=True)
    signed_by_ref = models.CharField(max_length=80, blank=True)
    signed_by_name = models.CharField(max_length=200, blank=True)
    signed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("begins_at")), name="ioc_shift_lasts"),
            models.UniqueConstraint(
                fields=["state"], condition=Q(state=ShiftState.ON_DUTY), name="ioc_shift_one_on_duty"
            ),
        ]
        indexes = [models.Index(fields=["-begins_at"], name="ioc_shift_newest")]

    @property
    def state_label(self) -> str:
        """The state in Vietnamese."""
        return ShiftState(self.state).label


class LogLine(models.Model):
    """Nhật ký ca trực: one line that somebody on duty wrote, or that an act on an alert left. It never changes.

    shift: the one that was on duty, None where nobody was.
    """

    shift = models.ForeignKey(Shift, models.PROTECT, null=True, related_name="lines")
    alert = models.ForeignKey(Alert, models.PROTECT, null=True, related_name="lines")
    at = models.DateTimeField()
    actor_ref = models.CharField(max_length=80)
    actor_name = models.CharField(max_length=200)
    words = models.TextField()

    class Meta:
        indexes = [models.Index(fields=["-at"], name="ioc_log_newest")]


class Pin(models.Model):
    """Ghim chỉ tiêu: an indicator that hangs first on the wall of a unit while something lasts.

    unit: as in an alert. source: what it is pinned for, as its room names it (playbook_run:3); words, link:
    the same for people.
    """

    indicator = models.CharField(max_length=40)
    unit = models.PositiveIntegerField()
    place = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=80)
    words = models.CharField(max_length=200)
    link = models.CharField(max_length=200)
    pinned_at = models.DateTimeField()
    pinned_by_ref = models.CharField(max_length=80)
    pinned_by_name = models.CharField(max_length=200)
    taken_down_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "indicator", "source"], condition=Q(taken_down_at__isnull=True), name="ioc_pin_once"
            )
        ]
