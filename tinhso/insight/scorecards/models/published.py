"""What ministries, provinces and papers said: side by side, and only the official feeds a ranking."""

from django.db import models

from tinhso.ground.base.states import Labelled
from tinhso.insight.scorecards.models.versions import IndexFamily, IndexVersion


class Kind(Labelled):
    """Loại số liệu công bố."""

    OFFICIAL = "OFFICIAL", "Chính thức"
    DERIVED = "DERIVED", "Suy ra"
    CLAIM = "CLAIM", "Phát biểu"
    BOUND = "BOUND", "Chỉ biết giới hạn"


TOTAL = "TOTAL"


class PublishedScore(models.Model):
    """Kết quả công bố: one figure as its source printed it, with where it stands and how far it may be trusted.

    unit_code: statistical code before 01/7/2025, '' for means and the nation. component: TOTAL for the headline.
    node: code of a node or pillar of the version, where the component is one. value: None = only a rank is known.
    grade: of indices that print letters. rank_of: 63 or 34 units, never to be mixed.
    """

    family = models.ForeignKey(IndexFamily, models.PROTECT, related_name="published")
    version = models.ForeignKey(IndexVersion, models.PROTECT, null=True, related_name="published")
    year = models.PositiveSmallIntegerField()
    unit = models.CharField(max_length=60)
    unit_code = models.CharField(max_length=5, blank=True)
    component = models.CharField(max_length=100)
    node = models.CharField(max_length=30, blank=True)
    value = models.DecimalField(max_digits=10, decimal_places=4, null=True)
    grade = models.CharField(max_length=2, blank=True)
    scale = models.CharField(max_length=20, blank=True)
    rank = models.PositiveSmallIntegerField(null=True)
    rank_of = models.PositiveSmallIntegerField(null=True)
    kind = models.CharField(max_length=8, choices=Kind.choices())
    confidence = models.CharField(max_length=1)
    source = models.CharField(max_length=500)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [models.Index(fields=["family", "unit_code", "year"], name="scorecards_published_unit")]

    @property
    def is_official(self) -> bool:
        """Published by the owner of the index; claims never feed rankings."""
        return self.kind == Kind.OFFICIAL
