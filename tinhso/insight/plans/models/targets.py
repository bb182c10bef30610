"""What shall be reached by when, and what was reported of it where no system counts it."""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language

from tinhso.ground.base.states import Labelled
from tinhso.ground.reference.kinds import UnitLevel
from tinhso.insight.plans.models.directives import Directive, DirectiveTie
from tinhso.insight.plans.rules.targets import Operator
from tinhso.insight.warehouse.models import PublishedKind
from tinhso.insight.warehouse.rules import plain


class Measure(Labelled):
    """Đo bằng gì: where the achieved value comes from; OWN is what the owner reports with its paper."""

    METRIC = "METRIC", "Tính từ hồ sơ của tỉnh"
    STATISTIC = "STATISTIC", "Số liệu cán bộ nhập, đã khoá"
    PUBLISHED = "PUBLISHED", "Số liệu đã công bố"
    OWN = "OWN", "Báo cáo của cơ quan phụ trách"


class Target(models.Model):
    """Chỉ tiêu: a value that a directive sets for a year. value: None where the number was never read.

    about: VN for the nation, else the code of the province or commune for which it was set. level: of the bodies of
    which it speaks, '' for all. baseline: None where no source gives one; then no path is drawn. measure, measured_by:
    where the achieved value comes from (code of a metric or statistic, a published indicator); measured_of: code of the
    place there. place: in its paper. ended_by: the tie that ended it with its paper, if one did.
    """

    code = models.SlugField(max_length=20, unique=True)
    directive = models.ForeignKey(Directive, models.PROTECT, related_name="targets")
    place = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=300)
    name_en = models.CharField(max_length=300, blank=True)
    about = models.CharField(max_length=5)
    level = models.CharField(max_length=8, choices=UnitLevel.choices(), blank=True)
    operator = models.CharField(max_length=2, choices=Operator.choices(), default=Operator.LEAST)
    value = models.DecimalField(max_digits=20, decimal_places=4, null=True)
    unit = models.CharField(max_length=30, blank=True)
    due_on = models.DateField()
    baseline = models.DecimalField(max_digits=20, decimal_places=4, null=True)
    baseline_on = models.DateField(null=True)
    baseline_source = models.CharField(max_length=400, blank=True)
    owner = models.CharField(max_length=40, blank=True)
    measure = models.CharField(max_length=9, choices=Measure.choices(), default=Measure.OWN)
    measured_by = models.CharField(max_length=40, blank=True)
    measured_of = models.CharField(max_length=5, blank=True)
    confidence = models.CharField(max_length=1)
    source = models.CharField(max_length=400)
    note = models.CharField(max_length=400, blank=True)
    ended_on = models.DateField(null=True)
    end_reason = models.CharField(max_length=300, blank=True)
    ended_by = models.ForeignKey(DirectiveTie, models.PROTECT, null=True, related_name="+")
    reviewed = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(baseline__isnull=True, baseline_on__isnull=True)
                | (Q(baseline__isnull=False, baseline_on__isnull=False) & ~Q(baseline_source="")),
                name="plans_baseline_whole",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, end_reason="") | (Q(ended_on__isnull=False) & ~Q(end_reason="")),
                name="plans_target_end_has_reason",
            ),
            # There are no districts from 01/7/2025 (Luật 72/2025/QH15).
            models.CheckConstraint(
                condition=~Q(level=UnitLevel.DISTRICT)
                | Q(ended_on__isnull=False, ended_on__lte="2025-06-30")
                | Q(due_on__lte="2025-06-30"),
                name="plans_no_district_after_its_end",
            ),
        ]
        indexes = [models.Index(fields=["directive", "place"], name="plans_targets_of")]

    def __str__(self) -> str:
        return self.code

    @property
    def said(self) -> str:
        """The name for today's reader."""
        return self.name_en if self.name_en and get_language() == "en" else self.name

    @property
    def subject(self) -> str:
        """target:<code>, as the journal names it."""
        return f"target:{self.code}"

    @property
    def figure(self) -> Decimal | None:
        """The value without zeros that nobody wrote."""
        return None if self.value is None else plain(self.value)

    @property
    def start(self) -> Decimal | None:
        """The baseline in the same way."""
        return None if self.baseline is None else plain(self.baseline)


class TargetResult(models.Model):
    """Kết quả chỉ tiêu: what the agency in charge reports of a target that no system counts, with its paper.

    A result never changes; a later one of the same day stands before it. kind: only official ones are compared.
    """

    target = models.ForeignKey(Target, models.PROTECT, related_name="results")
    on = models.DateField()
    value = models.DecimalField(max_digits=20, decimal_places=4)
    kind = models.CharField(max_length=8, choices=PublishedKind.choices(), default=PublishedKind.OFFICIAL)
    source = models.CharField(max_length=400)
    note = models.CharField(max_length=300, blank=True)
    entered_by_ref = models.CharField(max_length=80)
    entered_by_name = models.CharField(max_length=200)
    entered_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["target", "on"], name="plans_results_of")]
