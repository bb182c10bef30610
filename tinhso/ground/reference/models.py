"""Tables of reference: administrative units as dated versions, legal instruments, the working calendar."""

from __future__ import annotations

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from tinhso.ground.reference.kinds import DayKind, Extent, UnitKind, UnitLevel


class LegalInstrument(models.Model):
    """Văn bản pháp lý: the act on which a unit, a day off or a rule rests.

    code as it is cited (1104/NQ-UBTVQH15); source tells how we know of it and how far it was checked.
    """

    code = models.CharField(max_length=60, unique=True)
    title = models.CharField(max_length=300)
    issued_date = models.DateField(null=True)
    effective_date = models.DateField(null=True)
    source = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return self.code


class Unit(models.Model):
    """Đơn vị hành chính: one version of a unit, from the day it took this form to its last day.

    The statistics office gives a merged unit the code of one of its members (14167 was three units),
    so a unit is (code, valid_from), never the code alone. valid_to is the last day; null = stands today.
    valid_from 2020-01-01 is the beginning of our record; the unit itself may be older.
    parent_code is the code of the level above on the same day (a district's province, a commune's
    district; its province from 01/07/2025).
    """

    code = models.CharField(max_length=5)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    level = models.CharField(max_length=8, choices=UnitLevel.choices())
    kind = models.CharField(max_length=9, choices=UnitKind.choices())
    name = models.CharField(max_length=80)
    parent_code = models.CharField(max_length=5, blank=True)
    province_code = models.CharField(max_length=2)
    sort_key = models.CharField(max_length=200, db_collation="C")
    folded_name = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code", "valid_from"], name="reference_unit_version"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")), name="reference_unit_lives"
            ),
        ]
        indexes = [
            models.Index(fields=["level", "province_code", "valid_from"], name="reference_unit_place"),
            models.Index(fields=["folded_name", "level"], name="reference_unit_name"),
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        """The name with its type: Xã Giao Thủy."""
        return f"{UnitKind(self.kind).label} {self.name}"


class UnitSuccession(models.Model):
    """Kế thừa đơn vị hành chính: what became of an old version, on which day, by which instrument.

    share: the fraction of the old unit that went there, 1 for the whole, null where a unit was split and
    no official figure is known. is_default marks the one successor to take when nothing more is known.
    """

    old = models.ForeignKey(Unit, models.CASCADE, related_name="successions")
    new = models.ForeignKey(Unit, models.CASCADE, related_name="precedings")
    extent = models.CharField(max_length=5, choices=Extent.choices())
    share = models.DecimalField(max_digits=6, decimal_places=5, null=True)
    is_default = models.BooleanField(default=True)
    effective_date = models.DateField()
    instrument = models.ForeignKey(LegalInstrument, models.PROTECT)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["old", "new"], name="reference_succession_once"),
            models.UniqueConstraint(
                fields=["old"], condition=Q(is_default=True), name="reference_succession_one_default"
            ),
        ]


class CalendarDecision(models.Model):
    """Quyết định về ngày nghỉ, ngày làm việc: days that change together, known from announced_at on.

    scope: VN, or agency:<id> for a single body. announced_exact is false where only the year of the
    announcement is known; recorded_at tells when we learned of it.
    """

    instrument = models.ForeignKey(LegalInstrument, models.PROTECT, related_name="calendar_decisions")
    scope = models.CharField(max_length=40, default="VN")
    announced_at = models.DateTimeField()
    announced_exact = models.BooleanField(default=True)
    note = models.CharField(max_length=300, blank=True)
    recorded_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["instrument", "scope", "announced_at"], name="reference_decision_once")
        ]
        indexes = [models.Index(fields=["scope", "announced_at"], name="reference_decision_scope")]


class CalendarDay(models.Model):
    """Ngày đặc biệt: one day that a decision takes off or calls to work.

    name: the occasion, with a detail in brackets: Tết Nguyên Đán (mùng hai).
    """

    decision = models.ForeignKey(CalendarDecision, models.CASCADE, related_name="days")
    date = models.DateField()
    kind = models.CharField(max_length=12, choices=DayKind.choices())
    name = models.CharField(max_length=120)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["decision", "date"], name="reference_day_once")]
        indexes = [models.Index(fields=["date"], name="reference_day_date")]


class WorkingHours(models.Model):
    """Giờ làm việc: sessions of one weekday (0 = thứ Hai), local time, for a scope and a season.

    sessions: pairs of times such as ["07:30", "11:30", "13:30", "17:00"].
    """

    scope = models.CharField(max_length=40, default="VN")
    weekday = models.SmallIntegerField()
    sessions = ArrayField(models.TimeField())
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scope", "weekday", "valid_from"], name="reference_hours_once"),
            models.CheckConstraint(condition=Q(weekday__range=(0, 6)), name="reference_hours_weekday"),
            models.CheckConstraint(condition=Q(sessions__len__in=[2, 4, 6, 8]), name="reference_hours_pairs"),
        ]


class CalendarRevision(models.Model):
    """Phiên bản lịch: one row whose token changes with every decision, so that caches know.

    A random token and no counter: a rolled-back transaction must not leave a stale cache under a number
    that is given out again.
    """

    token = models.UUIDField(default=uuid.uuid4)
