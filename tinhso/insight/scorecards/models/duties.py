"""Who answers for a leaf in one year and until when; what he was reminded of."""

from django.db import models

from tinhso.ground.base.states import Labelled
from tinhso.ground.people.models import Agency
from tinhso.insight.scorecards.models.versions import IndexVersion


class Duty(models.Model):
    """Phân công chỉ số: a leaf, the agency that fills it in one assessment year, the last day, and what it must bring.

    Beside the tree and not in it, so that a frozen version stays what was signed. A change is a new revision, the
    newest counts. node: a code, for an annex replaces rows. agency: None = the unit that is assessed fills it itself.
    needs_file: a score without a file is not taken. reason: why it was changed. assigned_by: official:<id>.
    """

    version = models.ForeignKey(IndexVersion, models.PROTECT, related_name="duties")
    year = models.PositiveSmallIntegerField()
    node = models.CharField(max_length=30)
    revision = models.PositiveSmallIntegerField(default=1)
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="+")
    due_date = models.DateField(null=True)
    needs_file = models.BooleanField(default=False)
    reason = models.CharField(max_length=300, blank=True)
    assigned_by = models.CharField(max_length=40)
    assigned_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "year", "node", "revision"], name="scorecards_duty_once")
        ]


class When(Labelled):
    """Lúc nhắc: before a deadline, and after it."""

    SOON = "SOON", "Sắp đến hạn"
    LATE = "LATE", "Đã quá hạn"


class Reminder(models.Model):
    """Lời nhắc hạn: said once an agency, leaf and deadline; a deadline that was moved is a new one."""

    version = models.ForeignKey(IndexVersion, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    node = models.CharField(max_length=30)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    due_date = models.DateField()
    when = models.CharField(max_length=4, choices=When.choices())
    said_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["version", "year", "node", "agency", "due_date", "when"], name="scorecards_reminder_once"
            )
        ]
