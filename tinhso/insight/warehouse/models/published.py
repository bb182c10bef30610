"""What others said of the province in figures, as they said it."""

from __future__ import annotations

from decimal import Decimal

from django.db import models

from tinhso.ground.base.states import Labelled
from tinhso.ground.base.vietnamese import fold
from tinhso.insight.warehouse.rules import plain


class LineKind(Labelled):
    """Loại số: who says it, and whether it may be held against a target."""

    LIVE = "LIVE", "Hệ thống tính"
    ENTERED = "ENTERED", "Cán bộ nhập, đã khoá"
    OFFICIAL = "OFFICIAL", "Đã công bố, chính thức"
    CLAIM = "CLAIM", "Tuyên bố, chưa rõ cách tính"
    MISSING = "MISSING", "Chưa có số"


class PublishedKind(Labelled):
    """Loại số công bố: how far a figure may be leaned on. Only official ones may be ranked or compared with targets."""

    OFFICIAL = "OFFICIAL", "Chính thức"
    DERIVED = "DERIVED", "Suy ra từ số chính thức"
    CLAIM = "CLAIM", "Tuyên bố, chưa rõ cách tính"
    BOUND = "BOUND", "Chỉ biết ngưỡng"


class PublishedFigure(models.Model):
    """Số liệu đã công bố: one value that somebody published, with who said it, how it was made and how sure we are.

    Two sources that disagree are two rows; nothing is overwritten by a newer one. indicator: groups what asks the same
    question. about_code: code of a unit as it was then, VN for the country. period: 2022, 2025-04, 2019-2020 (a school
    year). value: None where only a rank is known; of a BOUND the bound. vintage: when or as what it was published.
    """

    indicator = models.SlugField(max_length=40)
    name = models.CharField(max_length=200)
    unit = models.CharField(max_length=40)
    about_code = models.CharField(max_length=5)
    about = models.CharField(max_length=80)
    period = models.CharField(max_length=9)
    value = models.DecimalField(max_digits=20, decimal_places=4, null=True)
    rank = models.PositiveSmallIntegerField(null=True)
    rank_of = models.PositiveSmallIntegerField(null=True)
    kind = models.CharField(max_length=8, choices=PublishedKind.choices())
    method = models.CharField(max_length=200, blank=True)
    vintage = models.CharField(max_length=80, blank=True)
    source = models.CharField(max_length=400)
    confidence = models.CharField(max_length=1)
    note = models.CharField(max_length=400, blank=True)
    folded = models.CharField(max_length=300)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "name", "about_code", "about", "period", "method", "vintage", "source"],
                name="warehouse_published_once",
            ),
            models.CheckConstraint(
                condition=models.Q(value__isnull=False) | models.Q(rank__isnull=False),
                name="warehouse_published_says",
            ),
        ]
        indexes = [models.Index(fields=["indicator", "about_code", "period"], name="warehouse_published_of")]

    def __str__(self) -> str:
        return f"{self.indicator} {self.about} {self.period}"

    @property
    def words(self) -> str:
        """Under which it is searched."""
        return fold(f"{self.name} {self.about} {self.indicator}")

    @property
    def figure(self) -> Decimal | None:
        """The value without zeros that nobody wrote."""
        return None if self.value is None else plain(self.value)

    @property
    def kind_label(self) -> str:
        """The kind in Vietnamese."""
        return PublishedKind(self.kind).label

    @property
    def is_official(self) -> bool:
        """Whether it may be ranked and compared."""
        return self.kind == PublishedKind.OFFICIAL

    @property
    def has_link(self) -> bool:
        """Whether the source is an address."""
        return self.source.startswith("https://")
