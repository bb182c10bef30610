"""Figures that officials enter because no system counts them: what is asked for, and each version of each answer."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import Q

from tinhso.ground.files.models import StoredFile
from tinhso.ground.people.models import Agency
from tinhso.ground.reference.kinds import UnitLevel
from tinhso.insight.warehouse.lifecycle import OPEN, ObservationState, Vintage
from tinhso.insight.warehouse.models.metrics import Refresh
from tinhso.insight.warehouse.rules import plain


class Statistic(models.Model):
    """Chỉ tiêu nhập: one version of what is asked for, of whom, how often, and what no answer can be.

    A version never changes; another wording is a new version. denominator: '' where the value itself is entered; else
    the value is computed. level: of the units that it is asked for. every: M, Q or Y. least, most: bounds by meaning.
    """

    code = models.CharField(max_length=40)
    version = models.PositiveSmallIntegerField(default=1)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    place = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    unit = models.CharField(max_length=20)
    numerator = models.CharField(max_length=400)
    denominator = models.CharField(max_length=400, blank=True)
    level = models.CharField(max_length=8, choices=UnitLevel.choices())
    every = models.CharField(max_length=2, choices=Refresh.choices())
    least = models.DecimalField(max_digits=20, decimal_places=4, null=True)
    most = models.DecimalField(max_digits=20, decimal_places=4, null=True)
    owner = models.CharField(max_length=40)
    source = models.CharField(max_length=400)
    confidence = models.CharField(max_length=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code", "version"], name="warehouse_statistic_version"),
            models.UniqueConstraint(
                fields=["code"], condition=Q(valid_to__isnull=True), name="warehouse_statistic_one_open"
            ),
            models.CheckConstraint(condition=Q(every__in=["M", "Q", "Y"]), name="warehouse_statistic_every"),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def is_share(self) -> bool:
        """True where the figure is a part in a hundred."""
        return self.unit == "%"

    @property
    def has_parts(self) -> bool:
        """True where numerator and denominator are entered and the value follows."""
        return bool(self.denominator)


class Observation(models.Model):
    """Số liệu nhập: one version of one figure of one unit in one period. What it says never changes (the database
    refuses); a correction is the next revision, with its reason.

    unit_name: as the unit was called then. last: the last day of the period. basis: the paper on which it rests;
    evidence: that paper itself, where it was added. agency: whose officials enter, check and approve it.
    """

    statistic = models.ForeignKey(Statistic, models.PROTECT, related_name="observations")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    unit_code = models.CharField(max_length=5)
    unit_name = models.CharField(max_length=100)
    period = models.CharField(max_length=7)
    last = models.DateField()
    revision = models.PositiveSmallIntegerField(default=1)
    numerator = models.DecimalField(max_digits=20, decimal_places=4, null=True)
    denominator = models.DecimalField(max_digits=20, decimal_places=4, null=True)
    value = models.DecimalField(max_digits=20, decimal_places=4)
    method = models.CharField(max_length=200)
    vintage = models.CharField(max_length=11, choices=Vintage.choices())
    basis = models.CharField(max_length=200)
    evidence = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+", db_index=False)
    reason = models.CharField(max_length=400, blank=True)
    state = models.CharField(max_length=8, choices=ObservationState.choices(), default=ObservationState.ENTERED)
    entered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["statistic", "unit_code", "period", "revision"], name="warehouse_observation_revision"
            ),
            models.UniqueConstraint(
                fields=["statistic", "unit_code", "period"], condition=Q(state__in=OPEN),
                name="warehouse_observation_one_open",
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["agency", "state"], name="warehouse_observation_desk")]

    @property
    def subject(self) -> str:
        """observation:<id>, as the journal names it."""
        return f"observation:{self.pk}"

    @property
    def state_label(self) -> str:
        """The state in Vietnamese."""
        return ObservationState(self.state).label

    @property
    def figure(self) -> Decimal:
        """The value without zeros that nobody wrote."""
        return plain(self.value)

    @property
    def above(self) -> Decimal | None:
        """The numerator in the same way."""
        return None if self.numerator is None else plain(self.numerator)

    @property
    def below(self) -> Decimal | None:
        """The denominator in the same way."""
        return None if self.denominator is None else plain(self.denominator)


class Hand(models.Model):
    """Lượt xử lý số liệu: who did which step of one version.

    One person has one hand in a version, which the database itself sees to. verb: enter, or a verb of the life-cycle.
    """

    observation = models.ForeignKey(Observation, models.PROTECT, related_name="hands")
    verb = models.CharField(max_length=10)
    actor_ref = models.CharField(max_length=80)
    actor_name = models.CharField(max_length=200)
    at = models.DateTimeField()
    reason = models.CharField(max_length=400, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["observation", "actor_ref"], name="warehouse_hand_once"),
            models.UniqueConstraint(
                fields=["observation", "verb"], name="warehouse_hand_verb"
            ),
        ]  # fmt: skip


def no_rows() -> list[dict[str, Any]]:
    """A fresh empty list for JSON columns."""
    return []


class EntryDraft(models.Model):
    """Bảng nhập dở: what one official typed for one statistic and period and did not send yet, right or wrong.

    rows: [{code, numerator, denominator, value}] as typed.
    """

    actor_ref = models.CharField(max_length=80)
    statistic = models.ForeignKey(Statistic, models.CASCADE, related_name="+")
    period = models.CharField(max_length=7)
    rows = models.JSONField(default=no_rows)
    method = models.CharField(max_length=200, blank=True)
    vintage = models.CharField(max_length=11, choices=Vintage.choices(), default=Vintage.FINAL)
    basis = models.CharField(max_length=200, blank=True)
    evidence = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+", db_index=False)
    reason = models.CharField(max_length=400, blank=True)
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["actor_ref", "statistic", "period"], name="warehouse_draft_once")
        ]
