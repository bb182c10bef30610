"""Numbers that must not have gaps, and counts that must not cost a scan."""

from __future__ import annotations

from django.db import models

from tinhso.ground.people.models import Agency, Official


class CodeCounter(models.Model):
    """Dãy số hồ sơ trong ngày: the last number that a receiving unit gave on a day; never given twice."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", db_index=False)
    day = models.DateField()
    last_number = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "day"], name="dossiers_code_counter_once")]


class DeskCount(models.Model):
    """Số hồ sơ theo bàn: how many dossiers lie at an agency in a state on a desk, but for deltas not yet folded in.

    holder: the official who holds them; empty for none, and for what has ended.
    """

    agency = models.ForeignKey(Agency, models.CASCADE, related_name="+", db_index=False)
    state = models.CharField(max_length=30)
    desk = models.CharField(max_length=16)
    holder = models.ForeignKey(Official, models.CASCADE, null=True, related_name="+", db_index=False)
    dossiers = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "state", "desk", "holder"], nulls_distinct=False, name="dossiers_desk_count_once"
            )
        ]


class DeskDelta(models.Model):
    """Biến động số hồ sơ: one change of a count, written by a trigger; rows only, so no two acts ever wait."""

    agency = models.ForeignKey(Agency, models.CASCADE, related_name="+", db_index=False, db_constraint=False)
    state = models.CharField(max_length=30)
    desk = models.CharField(max_length=16)
    holder = models.ForeignKey(
        Official, models.CASCADE, null=True, related_name="+", db_index=False, db_constraint=False
    )
    change = models.IntegerField()

    class Meta:
        indexes = [models.Index(fields=["agency"], name="dossiers_delta_agency")]
