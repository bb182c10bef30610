"""What the province tells each month, with the figures of that day; the tables keep their first names."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.db import models
from django.db.models import F, Q

from tinhso.insight.briefings.lifecycle import BriefingKind, BriefingState
from tinhso.insight.plans.rules.passports import LineKind
from tinhso.insight.warehouse.periods import period
from tinhso.insight.warehouse.rules import plain


class Briefing(models.Model):
    """Bản tin: the press information of a month, or the panorama, with words by its writer and figures as rows.

    taken_at: when its figures were taken; after that only the whole briefing may be sent back. reason: of sending back.
    written_by, approved_by: two different people (official:<id>), which the database sees to.
    """

    kind = models.CharField(max_length=8, choices=BriefingKind.choices())
    period = models.CharField(max_length=7)
    opening = models.TextField(max_length=4000, blank=True)
    closing = models.TextField(max_length=4000, blank=True)
    state = models.CharField(max_length=9, choices=BriefingState.choices(), default=BriefingState.DRAFT)
    reason = models.CharField(max_length=500, blank=True)
    written_by_ref = models.CharField(max_length=80)
    written_by_name = models.CharField(max_length=200)
    taken_at = models.DateTimeField(null=True)
    approved_by_ref = models.CharField(max_length=80, blank=True)
    approved_by_name = models.CharField(max_length=200, blank=True)
    published_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "plans_briefing"
        constraints = [
            models.UniqueConstraint(fields=["kind", "period"], name="plans_briefing_once"),
            models.CheckConstraint(
                condition=Q(approved_by_ref="") | ~Q(approved_by_ref=F("written_by_ref")),
                name="plans_briefing_two_people",
            ),
            models.CheckConstraint(
                condition=~Q(state=BriefingState.PUBLISHED)
                | (Q(published_at__isnull=False, taken_at__isnull=False) & ~Q(approved_by_ref="")),
                name="plans_briefing_published_whole",
            ),
        ]

    @property
    def subject(self) -> str:
        """briefing:<id>, as the journal names it."""
        return f"briefing:{self.pk}"

    @property
    def kind_label(self) -> str:
        """Thông tin báo chí, Bức tranh toàn cảnh."""
        return BriefingKind(self.kind).label

    @property
    def state_label(self) -> str:
        """The state in Vietnamese."""
        return BriefingState(self.state).label

    @property
    def period_words(self) -> str:
        """Tháng 11 năm 2026."""
        return period(self.period).words

    @property
    def first(self) -> date:
        """The first day of which it speaks."""
        return period(self.period).first


class BriefingLine(models.Model):
    """Số trong bản tin: one figure as it stood when it was taken, with its passport.

    unit: of the value; above, below: numerator and denominator where there are. of: the period or day of which it
    speaks, in words. issuer: who answers for it. link: the page where the figure lives on, '' where there is none.
    """

    briefing = models.ForeignKey(Briefing, models.CASCADE, related_name="lines")
    place = models.PositiveSmallIntegerField()
    section = models.CharField(max_length=120)
    name = models.CharField(max_length=300)
    kind = models.CharField(max_length=8, choices=LineKind.choices())
    value = models.DecimalField(max_digits=20, decimal_places=4, null=True)
    unit = models.CharField(max_length=40, blank=True)
    above = models.DecimalField(max_digits=20, decimal_places=4, null=True)
    below = models.DecimalField(max_digits=20, decimal_places=4, null=True)
    of = models.CharField(max_length=80, blank=True)
    as_of = models.DateTimeField(null=True)
    issuer = models.CharField(max_length=400, blank=True)
    link = models.CharField(max_length=200, blank=True)

    class Meta:
        db_table = "plans_briefingline"
        constraints = [models.UniqueConstraint(fields=["briefing", "place"], name="plans_line_once")]
        ordering = ["place"]

    @property
    def kind_label(self) -> str:
        """The kind in Vietnamese."""
        return LineKind(self.kind).label

    @property
    def figure(self) -> Decimal | None:
        """The value without zeros that nobody wrote."""
        return None if self.value is None else plain(self.value)
