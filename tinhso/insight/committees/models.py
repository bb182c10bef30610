"""Who steers: committees, their help groups, everybody who ever sat there; the tables keep their first names."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from tinhso.ground.people.models import Agency
from tinhso.insight.committees.lifecycle import CommitteeKind, Seat


class Committee(models.Model):
    """Ban chỉ đạo, tổ giúp việc of an agency, by the decision that founded it. helps: whom a help group helps."""

    kind = models.CharField(max_length=8, choices=CommitteeKind.choices())
    name = models.CharField(max_length=200)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    helps = models.ForeignKey("self", models.PROTECT, null=True, related_name="help_groups")
    decision = models.CharField(max_length=80)
    founded_on = models.DateField()
    ended_on = models.DateField(null=True)

    class Meta:
        db_table = "plans_committee"
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("founded_on")), name="plans_committee_time"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def subject(self) -> str:
        """committee:<id>, as the journal names it."""
        return f"committee:{self.pk}"

    @property
    def kind_label(self) -> str:
        """Ban chỉ đạo, Tổ giúp việc."""
        return CommitteeKind(self.kind).label


class CommitteeMember(models.Model):
    """Thành viên: who sits in a committee as what, from a day to a day (the last day included), by which decision.

    office: in which office he sits there (Giám đốc Sở Tài chính), as the decision says.
    """

    committee = models.ForeignKey(Committee, models.PROTECT, related_name="members")
    name = models.CharField(max_length=120)
    office = models.CharField(max_length=200)
    seat = models.CharField(max_length=9, choices=Seat.choices())
    decision = models.CharField(max_length=80)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    left_by = models.CharField(max_length=80, blank=True)

    class Meta:
        db_table = "plans_committeemember"
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")), name="plans_member_time"
            ),
            # One head at a time is seen to by the act, which locks the committee.
            models.UniqueConstraint(
                fields=["committee", "name", "office"], condition=Q(valid_to__isnull=True), name="plans_member_once"
            ),
        ]

    @property
    def seat_label(self) -> str:
        """Trưởng ban, Thư ký, Thành viên."""
        return Seat(self.seat).label
