"""An index through its versions: never chart across two without saying so."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import get_language

from tinhso.ground.base.states import Labelled
from tinhso.insight.scoring.rules.patterns import Pattern


class Level(Labelled):
    """Cấp được chấm."""

    NATION = "NATION", "Quốc gia"
    MINISTRY = "MINISTRY", "Bộ"
    PROVINCE = "PROVINCE", "Tỉnh"
    DEPARTMENT = "DEPARTMENT", "Sở"
    COMMUNE = "COMMUNE", "Xã"


class VersionState(Labelled):
    """Trạng thái của phiên bản: a draft is scored by main indices only; a frozen one never changes."""

    DRAFT = "DRAFT", "Đang soạn"
    FROZEN = "FROZEN", "Đã chốt"
    RETIRED = "RETIRED", "Hết dùng"


class Named(models.Model):
    """Something with a Vietnamese and an English name, both of which came from its source."""

    name = models.CharField(max_length=300)
    name_en = models.CharField(max_length=300)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.said

    @property
    def said(self) -> str:
        """The name for today's reader."""
        return self.name_en if get_language() == "en" else self.name


class IndexFamily(Named):
    """Bộ chỉ số: DTI, PAR INDEX, 766. owner: slug of the agency that coordinates it in the province."""

    code = models.CharField(max_length=20, unique=True)
    place = models.PositiveSmallIntegerField()
    owner = models.CharField(max_length=40)


class IndexVersion(Named):
    """Phiên bản của bộ chỉ số, by its legal basis.

    years: assessment years (năm đánh giá), which differ from the years of publication. scale_max: the points of the
    whole, None where nobody has read them. scale: how values are printed (0..1, percent). passes: no points; a unit
    passes when every criterion is met. counts: what the source says it holds. proposed_by, frozen_by: two different
    people (official:<id>).
    """

    family = models.ForeignKey(IndexFamily, models.PROTECT, related_name="versions")
    code = models.CharField(max_length=40, unique=True)
    version = models.CharField(max_length=20)
    level = models.CharField(max_length=12, choices=Level.choices())
    issuer = models.CharField(max_length=200)
    legal_basis = models.CharField(max_length=300)
    valid_from = models.DateField(null=True)
    years = ArrayField(models.PositiveSmallIntegerField(), default=list)
    scale_max = models.DecimalField(max_digits=7, decimal_places=2, null=True)
    scale = models.CharField(max_length=80, blank=True)
    passes = models.BooleanField(default=False)
    counts = models.JSONField(default=dict)
    counts_confidence = models.CharField(max_length=1)
    sources = ArrayField(models.CharField(max_length=500), default=list)
    state = models.CharField(max_length=8, choices=VersionState.choices(), default=VersionState.DRAFT)
    proposed_by = models.CharField(max_length=40, blank=True)
    proposed_at = models.DateTimeField(null=True)
    frozen_by = models.CharField(max_length=40, blank=True)
    frozen_at = models.DateTimeField(null=True)

    @property
    def is_draft(self) -> bool:
        """True while leaves may still be brought in."""
        return self.state == VersionState.DRAFT


class Node(Named):
    """Chỉ số trong cây: main index, component or slot.

    max_points: None = nobody has read it, never zero; 0 = printed as not scored. pattern: '' where it is not known.
    is_main: the level at which the ministry publishes values. confidence: H, M, L, or ? for a slot of which only the
    number is known. count: components that the source says stand below. owner: slug of the agency that answers.
    needs_file: the annex wants evidence as a file. from_annex: people brought it in; the seed leaves it alone.
    """

    version = models.ForeignKey(IndexVersion, models.CASCADE, related_name="nodes")
    code = models.CharField(max_length=30)
    parent = models.CharField(max_length=30, blank=True)
    place = models.PositiveSmallIntegerField()
    max_points = models.DecimalField(max_digits=7, decimal_places=2, null=True)
    pattern = models.CharField(max_length=16, choices=Pattern.choices(), blank=True)
    params = models.JSONField(default=dict, blank=True)
    unit = models.CharField(max_length=30, blank=True)
    rule = models.CharField(max_length=300, blank=True)
    is_main = models.BooleanField(default=False)
    count = models.PositiveSmallIntegerField(null=True)
    confidence = models.CharField(max_length=1)
    evidence = models.CharField(max_length=300, blank=True)
    owner = models.CharField(max_length=40, blank=True)
    due_date = models.DateField(null=True)
    needs_file = models.BooleanField(default=False)
    from_annex = models.BooleanField(default=False)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "code"], name="scorecards_node_once")]

    @property
    def is_slot(self) -> bool:
        """Known to exist, content not seen."""
        return self.confidence == "?"


class Pillar(Named):
    """Trụ cột: a view over main indices. Pillars share the foundation, so they are no partition of the total."""

    version = models.ForeignKey(IndexVersion, models.CASCADE, related_name="pillars")
    code = models.CharField(max_length=10)
    members = models.ManyToManyField(Node, related_name="pillars")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "code"], name="scorecards_pillar_once")]
