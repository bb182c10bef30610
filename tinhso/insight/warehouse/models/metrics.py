"""The shelves themselves, and what figures mean; the facts are files (storing.py)."""

from datetime import timedelta

from django.db import models

from tinhso.ground.base.states import Labelled
from tinhso.insight.warehouse.periods import Convention


class FactFile(models.Model):
    """Tệp dữ liệu của kho: the facts of one table that began in one month, as they stood at pulled_at.

    month: null for the layer, which holds what changed since and hides the same things in the months. sha256: of the
    file, which bears it in its name, so a reader never sees half a file and an old one stays whole while somebody
    reads it.
    """

    facts = models.CharField(max_length=40)
    month = models.DateField(null=True)
    rows = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    pulled_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["facts", "month"], nulls_distinct=False, name="warehouse_file_once")
        ]


class Pull(models.Model):
    """Lần lấy dữ liệu: up to which moment the facts of one table tell what happened.

    as_of: everything committed before it is in the files. xact: how far the journal was read.
    """

    facts = models.CharField(max_length=40, primary_key=True)
    as_of = models.DateTimeField()
    xact = models.BigIntegerField()


class Refresh(Labelled):
    """Chu kỳ cập nhật: how often a figure must be made anew; twice as late is stale (design default, not law)."""

    RT = "RT", "Tức thời"
    N = "N", "15 phút"
    H = "H", "Hằng giờ"
    D = "D", "Hằng ngày"
    W = "W", "Hằng tuần"
    M = "M", "Hằng tháng"
    Q = "Q", "Hằng quý"
    Y = "Y", "Hằng năm"


STALE_AFTER = {
    Refresh.RT: timedelta(minutes=2), Refresh.N: timedelta(minutes=30), Refresh.H: timedelta(hours=2),
    Refresh.D: timedelta(days=2), Refresh.W: timedelta(days=14), Refresh.M: timedelta(days=62),
    Refresh.Q: timedelta(days=184), Refresh.Y: timedelta(days=732),
}  # fmt: skip


class Aggregation(Labelled):
    """Cách cộng dồn theo đơn vị và thời gian. A ratio is never averaged: its parts are added, then divided."""

    SUM = "SUM", "Cộng"
    RATIO = "RATIO", "Cộng tử số, cộng mẫu số rồi chia"
    LAST = "LAST", "Cộng theo đơn vị, lấy cuối kỳ theo thời gian"


class Direction(Labelled):
    """Chiều tốt: whether more is better."""

    UP = "UP", "Càng cao càng tốt"
    DOWN = "DOWN", "Càng thấp càng tốt"
    NONE = "NONE", "Chỉ để biết"


class Metric(models.Model):
    """Định nghĩa chỉ tiêu: one version of what a figure means; how it is counted stands in metrics/ under its code.

    A version never changes; a new wording, rule or source is a new version. denominator: '' for a plain number.
    owner: slug of the agency that answers for the figure. confidence: how well its source is known (H, M, L).
    """

    code = models.CharField(max_length=40)
    version = models.PositiveSmallIntegerField(default=1)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    place = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    unit = models.CharField(max_length=20)
    numerator = models.CharField(max_length=400)
    denominator = models.CharField(max_length=400, blank=True)
    convention = models.CharField(max_length=10, choices=Convention.choices(), default=Convention.CALENDAR)
    aggregation = models.CharField(max_length=6, choices=Aggregation.choices())
    refresh = models.CharField(max_length=2, choices=Refresh.choices())
    direction = models.CharField(max_length=5, choices=Direction.choices())
    owner = models.CharField(max_length=40)
    source = models.CharField(max_length=400)
    confidence = models.CharField(max_length=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code", "version"], name="warehouse_metric_version"),
            models.UniqueConstraint(
                fields=["code"], condition=models.Q(valid_to__isnull=True), name="warehouse_metric_one_open"
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def is_share(self) -> bool:
        """True where the figure is a part in a hundred."""
        return self.unit == "%"

    @property
    def stale_after(self) -> timedelta:
        """How old the facts behind the figure may be."""
        return STALE_AFTER[Refresh(self.refresh)]
