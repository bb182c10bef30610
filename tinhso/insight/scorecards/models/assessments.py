"""How our own units fare: self-scored by departments with evidence, appraised by others, then published."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from tinhso.ground.base.identifiers import uuid7
from tinhso.ground.base.states import Labelled
from tinhso.ground.files.models import StoredFile
from tinhso.ground.people.models import Agency
from tinhso.insight.scorecards.models.versions import IndexVersion, Node


class Stage(Labelled):
    """Bước chấm: self and appraised stay side by side, so that the gap of every leaf can be seen."""

    SELF = "SELF", "Tự chấm"
    APPRAISED = "APPRAISED", "Thẩm định"
    PUBLISHED = "PUBLISHED", "Công bố"


class Assessment(models.Model):
    """Kỳ chấm: one version, one unit, one year, one stage. closed_at: since then the database takes no score.

    At PUBLISHED its first row is a proposal: opened_by asked for it, instrument is the decision that publishes; once
    closed_by, another person, let it stand, it holds the appraised scores as they were. Both official:<id>.
    """

    version = models.ForeignKey(IndexVersion, models.PROTECT, related_name="assessments")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    stage = models.CharField(max_length=10, choices=Stage.choices())
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    opened_by = models.CharField(max_length=40, blank=True)
    closed_by = models.CharField(max_length=40, blank=True)
    instrument = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "agency", "year", "stage"], name="scorecards_assessment_once")
        ]


class Score(models.Model):
    """Điểm của một chỉ số, as somebody entered it; a correction is a new revision, nothing is overwritten.

    achieved: points, computed from what was given, unrounded; None where it says nothing. evidence: number of a
    document or an address; a leaf without it is not taken (files stand beside it). entered_by: official:<id>.
    """

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="scores")
    node = models.ForeignKey(Node, models.PROTECT, related_name="+")
    revision = models.PositiveSmallIntegerField(default=1)
    achieved = models.DecimalField(max_digits=20, decimal_places=12, null=True)
    numerator = models.DecimalField(max_digits=20, decimal_places=4, null=True)
    denominator = models.DecimalField(max_digits=20, decimal_places=4, null=True)
    choice = models.CharField(max_length=20, blank=True)
    met = ArrayField(models.BooleanField(), default=list)
    evidence = models.CharField(max_length=300)
    note = models.CharField(max_length=500, blank=True)
    entered_by = models.CharField(max_length=40)
    entered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["assessment", "node", "revision"], name="scorecards_revision_once")
        ]


class EvidenceFile(models.Model):
    """Tệp minh chứng: a file that proves one revision of a score; what a correction keeps is named again.

    agency: who answered for the leaf when it was handed in; its officials see it.
    """

    key = models.UUIDField(unique=True, default=uuid7, editable=False)
    score = models.ForeignKey(Score, models.PROTECT, related_name="files")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["score", "file"], name="scorecards_evidence_once")]
