"""Clocks: a promise of a date, everything that moved it, and why."""

from django.db import models
from django.db.models import Q

from tinhso.engines.workflow.lifecycle import ClockState
from tinhso.engines.workflow.limits import Cutoff, Limit, LimitUnit, Reading


class Clock(models.Model):
    """Đồng hồ thời hạn: the running promise for one subject (dossier:<id>), with the sentence that explains it.

    The limit fields are those of the current segment. original_due_at is the first promise and never changes;
    extended_due_at is the date of the letter of apology, where there is one.
    """

    subject = models.CharField(max_length=80, unique=True)
    scope = models.CharField(max_length=40, default="VN")
    limit_value = models.PositiveSmallIntegerField()
    limit_unit = models.CharField(max_length=12, choices=LimitUnit.choices())
    cutoff = models.CharField(max_length=14, choices=Cutoff.choices(), default=Cutoff.NONE)
    last_hour_rule = models.BooleanField(default=False)
    reading = models.CharField(max_length=8, choices=Reading.choices(), default=Reading.STRICT)
    received_at = models.DateTimeField()
    starts_at = models.DateTimeField()
    due_at = models.DateTimeField()
    due_sentence = models.TextField()
    original_due_at = models.DateTimeField()
    extensions = models.PositiveSmallIntegerField(default=0)
    extended_due_at = models.DateTimeField(null=True)
    extended_at = models.DateTimeField(null=True)
    segment_number = models.PositiveSmallIntegerField(default=1)
    pause_count = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(max_length=7, choices=ClockState.choices(), default=ClockState.RUNNING)
    stopped_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(extensions=0) | Q(extended_due_at__isnull=False) | Q(segment_number__gt=1),
                name="workflow_clock_extension_has_its_date",
            )
        ]
        indexes = [
            models.Index(fields=["id"], condition=Q(state=ClockState.RUNNING), name="workflow_clock_running"),
        ]

    @property
    def limit(self) -> Limit:
        """The limit of the current segment."""
        return Limit(
            self.limit_value,
            LimitUnit(self.limit_unit),
            Cutoff(self.cutoff),
            self.last_hour_rule,
            Reading(self.reading),
        )


class ClockSegment(models.Model):
    """Đoạn thời hạn: one counting from zero; a supplement closes it and opens the next (NĐ 61/2018 Điều 19(4))."""

    clock = models.ForeignKey(Clock, models.CASCADE, related_name="segments")
    number = models.PositiveSmallIntegerField()
    received_at = models.DateTimeField()
    starts_at = models.DateTimeField()
    limit_value = models.PositiveSmallIntegerField()
    limit_unit = models.CharField(max_length=12, choices=LimitUnit.choices())
    reason = models.CharField(max_length=300)
    closed_at = models.DateTimeField(null=True)
    closed_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["clock", "number"], name="workflow_segment_number")]


class ClockPause(models.Model):
    """Tạm dừng tính thời hạn: time that does not count, such as waiting for a payment (D11)."""

    clock = models.ForeignKey(Clock, models.CASCADE, related_name="pauses")
    segment = models.ForeignKey(ClockSegment, models.CASCADE, related_name="pauses")
    reason = models.CharField(max_length=300)
    from_at = models.DateTimeField()
    to_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["clock"], condition=Q(to_at__isnull=True), name="workflow_one_open_pause"),
            models.CheckConstraint(
                condition=Q(to_at__isnull=True) | Q(to_at__gte=models.F("from_at")), name="workflow_pause_forward"
            ),
        ]


class DueChange(models.Model):
    """Lần đổi ngày hẹn trả: the old and the new moment, and the reason in one sentence."""

    clock = models.ForeignKey(Clock, models.CASCADE, related_name="changes")
    old_due_at = models.DateTimeField()
    new_due_at = models.DateTimeField()
    reason = models.TextField()
    at = models.DateTimeField()
