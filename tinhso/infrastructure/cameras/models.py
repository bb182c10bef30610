"""The register, who may open, who opened, what was heard."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q

from tinhso.ground.people.models import Agency
from tinhso.infrastructure.cameras.lifecycle import CameraState, Health, Purpose


class Camera(models.Model):
    """Camera trong sổ: where it stands, whose it is and for what, on what ground, where its owner's system shows it.

    code: in the owner's system. unit_code, unit_name: the commune when it was entered. link: https address in the
    owner's system, shown to nobody but by `actions.open_camera`.
    """

    code = models.CharField(max_length=60)
    name = models.CharField(max_length=200)
    address = models.CharField(max_length=300)
    unit_code = models.CharField(max_length=5)
    unit_name = models.CharField(max_length=100)
    owner = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=11, choices=Purpose.choices())
    legal_ground = models.CharField(max_length=300)
    link = models.CharField(max_length=500)
    state = models.CharField(max_length=8, choices=CameraState.choices(), default=CameraState.PROPOSED)
    proposed_by_ref = models.CharField(max_length=80)
    proposed_by_name = models.CharField(max_length=200)
    proposed_at = models.DateTimeField()
    approved_by_ref = models.CharField(max_length=80, blank=True)
    approved_by_name = models.CharField(max_length=200, blank=True)
    approved_at = models.DateTimeField(null=True)
    retired_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code"], condition=~Q(state=CameraState.RETIRED), name="cameras_code_once"),
            models.CheckConstraint(condition=Q(link__startswith="https://"), name="cameras_https"),
            models.CheckConstraint(
                condition=~Q(state=CameraState.IN_USE)
                | ~Q(approved_by_ref="") & ~Q(approved_by_ref=F("proposed_by_ref")),
                name="cameras_by_two_people",
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def state_label(self) -> str:
        """The state in Vietnamese."""
        return CameraState(self.state).label

    @property
    def purpose_label(self) -> str:
        """The purpose in Vietnamese."""
        return Purpose(self.purpose).label


class OpeningRight(models.Model):
    """Quyền mở camera: an official may open the cameras of an agency, for one purpose or all, from a day to a day.

    purpose: '' for all. ended_at: taken back before its time.
    """

    official_ref = models.CharField(max_length=80)
    official_name = models.CharField(max_length=200)
    owner = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=11, choices=Purpose.choices(), blank=True)
    reason = models.CharField(max_length=300)
    valid_from = models.DateField()
    valid_to = models.DateField()
    given_by_ref = models.CharField(max_length=80)
    given_by_name = models.CharField(max_length=200)
    given_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(given_by_ref=F("official_ref")), name="cameras_right_by_another"),
            models.CheckConstraint(condition=Q(valid_to__gte=F("valid_from")), name="cameras_right_lasts"),
        ]
        indexes = [models.Index(fields=["official_ref", "valid_to"], name="cameras_rights_of")]

    def stands_on(self, day: date) -> bool:
        """Whether it may be used on a day."""
        return self.ended_at is None and self.valid_from <= day <= self.valid_to

    @property
    def purpose_label(self) -> str:
        """The purpose in Vietnamese."""
        return Purpose(self.purpose).label if self.purpose else "Mọi mục đích"


class CameraLook(models.Model):
    """Lượt mở camera: who opened which, when, for what, by which right. It never changes."""

    camera = models.ForeignKey(Camera, models.PROTECT, related_name="looks")
    right = models.ForeignKey(OpeningRight, models.PROTECT, related_name="+")
    official_ref = models.CharField(max_length=80)
    official_name = models.CharField(max_length=200)
    reason = models.CharField(max_length=300)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["-at"], name="cameras_newest_look")]


class HealthSpan(models.Model):
    """Tình trạng camera: up, down or silent from a moment until another was heard.

    heard_at: said last. by_hand: by an official and not by the owner's system.
    """

    camera = models.ForeignKey(Camera, models.PROTECT, related_name="spans")
    health = models.CharField(max_length=6, choices=Health.choices())
    began_at = models.DateTimeField()
    heard_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    by_hand = models.BooleanField()
    told_by_ref = models.CharField(max_length=80)
    told_by_name = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["camera"], condition=Q(ended_at__isnull=True), name="cameras_one_health")
        ]
        indexes = [models.Index(fields=["camera", "-began_at"], name="cameras_health_of")]

    @property
    def label(self) -> str:
        """The state in Vietnamese."""
        return Health(self.health).label
