"""What was resolved and planned, and which paper carries out, amends or replaces which."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language

from tinhso.government.documents.models import Document
from tinhso.insight.plans.lifecycle import DirectiveKind, Tie


class Directive(models.Model):
    """Văn bản chỉ đạo: a resolution, programme or plan that sets targets and gives tasks.

    Number, date and issuer are the key, since titles differ from source to source. number: '' where nobody has read it.
    issued_on: None where only the year is known, which then stands in the title. about: whose it is: VN for the nation,
    else the code of the province, or of the commune, that issued it. owner: slug of the agency that follows it up here.
    document: our own paper. ended_on: the last day, with the reason; ended_by: the tie that ended it, if one did.
    reviewed: came from seed/, so its facts are mended there.
    """

    code = models.SlugField(max_length=40, unique=True)
    number = models.CharField(max_length=40, blank=True)
    issuer = models.CharField(max_length=200)
    issued_on = models.DateField(null=True)
    title = models.CharField(max_length=500)
    title_en = models.CharField(max_length=500, blank=True)
    kind = models.CharField(max_length=10, choices=DirectiveKind.choices())
    about = models.CharField(max_length=5)
    owner = models.CharField(max_length=40)
    document = models.OneToOneField(Document, models.PROTECT, null=True, related_name="+")
    ended_on = models.DateField(null=True)
    end_reason = models.CharField(max_length=300, blank=True)
    ended_by = models.ForeignKey("plans.DirectiveTie", models.PROTECT, null=True, related_name="+")
    confidence = models.CharField(max_length=1)
    source = models.CharField(max_length=400)
    note = models.CharField(max_length=400, blank=True)
    reviewed = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["number", "issued_on", "about", "issuer"], condition=~Q(number=""), nulls_distinct=False,
                name="plans_directive_number_day_issuer",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, end_reason="") | (Q(ended_on__isnull=False) & ~Q(end_reason="")),
                name="plans_directive_end_has_reason",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.number or self.title

    @property
    def said(self) -> str:
        """The title for today's reader."""
        return self.title_en if self.title_en and get_language() == "en" else self.title

    @property
    def subject(self) -> str:
        """directive:<code>, as the journal names it."""
        return f"directive:{self.code}"


class DirectiveTie(models.Model):
    """Quan hệ văn bản: a later paper (lower) carries out, amends or replaces an earlier one (upper).

    undone_at, undone_by_name, undone_reason: that it was written down by mistake and taken back; the row stays.
    """

    lower = models.ForeignKey(Directive, models.PROTECT, related_name="upward")
    upper = models.ForeignKey(Directive, models.PROTECT, related_name="downward")
    tie = models.CharField(max_length=10, choices=Tie.choices())
    on = models.DateField(null=True)
    confidence = models.CharField(max_length=1)
    source = models.CharField(max_length=400)
    undone_at = models.DateTimeField(null=True)
    undone_by_name = models.CharField(max_length=200, blank=True)
    undone_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["lower", "upper"], condition=Q(undone_at__isnull=True), name="plans_tie_stands_once"
            ),
            models.CheckConstraint(condition=~Q(lower=F("upper")), name="plans_tie_two_papers"),
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True, undone_reason="")
                | (Q(undone_at__isnull=False) & ~Q(undone_reason="")),
                name="plans_tie_undone_with_reason",
            ),
        ]

    @property
    def tie_label(self) -> str:
        """Thực hiện, Sửa đổi, Thay thế."""
        return Tie(self.tie).label
