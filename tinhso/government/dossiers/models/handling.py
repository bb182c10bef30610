"""What happens to a dossier on its way, where the journal alone would be too poor to work with."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from tinhso.government.dossiers.models.dossiers import Delivery, Dossier, Outcome
from tinhso.ground.base.states import Labelled
from tinhso.ground.files.models import StoredFile
from tinhso.ground.people.models import Agency


class Phase(Labelled):
    """When a supplement was asked: each phase allows one request."""

    RECEPTION = "RECEPTION", "Khi tiếp nhận"
    EXAMINATION = "EXAMINATION", "Khi thẩm định"


class HandOver(models.Model):
    """Dòng phiếu kiểm soát: who gave the dossier to whom, when, and by when that step is due."""

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="hand_overs", db_index=False)
    at = models.DateTimeField()
    from_name = models.CharField(max_length=300)
    to_name = models.CharField(max_length=300)
    to_desk = models.CharField(max_length=16)
    to_agency = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="+", db_index=False)
    step_name = models.CharField(max_length=200, blank=True)
    step_due_at = models.DateTimeField(null=True)
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        indexes = [models.Index(fields=["dossier", "id"], name="dossiers_slip")]


class SupplementRequest(models.Model):
    """Yêu cầu bổ sung, hoàn thiện hồ sơ: asked once and completely in each phase (mẫu 02).

    items: list of {"part_code", "name", "wrong", "how"}: what is missing, what is wrong with it, how to mend it.
    """

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="supplement_requests", db_index=False)
    phase = models.CharField(max_length=12, choices=Phase.choices())
    number = models.PositiveIntegerField()
    items = models.JSONField()
    reason = models.TextField()
    legal_basis = models.CharField(max_length=500)
    asked_at = models.DateTimeField()
    asked_by_ref = models.CharField(max_length=80)
    asked_by_name = models.CharField(max_length=200)
    due_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    answer_note = models.TextField(blank=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dossier", "phase"], name="dossiers_supplement_once_a_phase"),
            models.CheckConstraint(condition=~Q(reason=""), name="dossiers_supplement_reason"),
        ]
        indexes = [
            models.Index(
                fields=["due_at"],
                condition=Q(answered_at__isnull=True, closed_at__isnull=True),
                name="dossiers_supplement_open",
            )
        ]

    @property
    def phase_label(self) -> str:
        """When it was asked, in Vietnamese."""
        return Phase(self.phase).label


class Verification(models.Model):
    """Biên bản thẩm tra, xác minh: when, where, with whom, what was found (NĐ 61/2018 Điều 19 khoản 3), its files."""

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="verifications")
    verified_at = models.DateTimeField()
    place = models.CharField(max_length=300)
    participants = models.CharField(max_length=500)
    minutes = models.TextField()
    files = models.ManyToManyField(StoredFile, related_name="+")
    written_at = models.DateTimeField()
    written_by_name = models.CharField(max_length=200)


class Consultation(models.Model):
    """Lấy ý kiến cơ quan phối hợp: content and deadline stated; inside the limit (NĐ 61/2018 Điều 19 khoản 5)."""

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="consultations")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", db_index=False)
    question = models.TextField()
    asked_at = models.DateTimeField()
    asked_by_name = models.CharField(max_length=200)
    due_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    answered_by_name = models.CharField(max_length=200, blank=True)
    opinion = models.TextField(blank=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    cancelled_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["agency", "due_at"],
                condition=Q(answered_at__isnull=True, cancelled_at__isnull=True),
                name="dossiers_consultation_open",
            ),
            models.Index(fields=["agency", "dossier"], name="dossiers_consulted"),
        ]

    @property
    def is_open(self) -> bool:
        """True while an answer is awaited."""
        return self.answered_at is None and self.cancelled_at is None


class Result(models.Model):
    """Kết quả giải quyết: the decision, its number, its signed paper, and how it reached the applicant.

    number: '' until the clerk seals; a draft that is sent back wastes none. It stands in the agency's book of what goes
    out (documents), which keeps it single. paper_code: public code of the
    signed paper (signing), '' until it is signed.
    """

    dossier = models.OneToOneField(Dossier, models.CASCADE, related_name="result")
    outcome = models.CharField(max_length=8, choices=Outcome.choices())
    number = models.CharField(max_length=60, blank=True)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", db_index=False)
    title = models.CharField(max_length=500)
    content = models.TextField()
    legal_basis = models.CharField(max_length=1000, blank=True)
    proposed_by_name = models.CharField(max_length=200)
    proposed_at = models.DateTimeField()
    endorsed_by_name = models.CharField(max_length=200, blank=True)
    paper_code = models.CharField(max_length=40, blank=True)
    signed_by_name = models.CharField(max_length=200, blank=True)
    signed_at = models.DateTimeField(null=True)
    issued_at = models.DateTimeField(null=True)
    delivery = models.CharField(max_length=8, choices=Delivery.choices(), blank=True)
    receiver_name = models.CharField(max_length=200, blank=True)
    returned_at = models.DateTimeField(null=True)

    @property
    def outcome_label(self) -> str:
        """What was decided, in Vietnamese."""
        return Outcome(self.outcome).label


class Extension(models.Model):
    """Xin lỗi và hẹn lại: at most one a dossier, and before the limit passes (mẫu 04)."""

    dossier = models.OneToOneField(Dossier, models.CASCADE, related_name="extension")
    old_due_at = models.DateTimeField()
    new_due_at = models.DateTimeField()
    reason = models.TextField()
    apologised_at = models.DateTimeField()
    by_ref = models.CharField(max_length=80)
    by_name = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(new_due_at__gt=models.F("old_due_at")), name="dossiers_extension_later"),
            models.CheckConstraint(
                condition=Q(apologised_at__lt=models.F("old_due_at")), name="dossiers_extension_in_time"
            ),
        ]


class Rating(models.Model):
    """Đánh giá của người dân: one vote a dossier, 1 to 5, unseen by the officer who handled it."""

    dossier = models.OneToOneField(Dossier, models.CASCADE, related_name="rating")
    score = models.PositiveSmallIntegerField()
    reasons = models.JSONField(default=list)
    comment = models.TextField(blank=True)
    rated_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(score__range=(1, 5)), name="dossiers_rating_range")]


class SilentAlert(models.Model):
    """Cảnh báo hồ sơ bị bỏ quên: found without owner or movement; cleared once it moves again."""

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="alerts", db_index=False)
    agency = models.ForeignKey(Agency, models.CASCADE, related_name="+", db_index=False)
    why = models.CharField(max_length=200)
    since = models.DateTimeField()
    found_at = models.DateTimeField()
    cleared_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dossier"], condition=Q(cleared_at__isnull=True), name="dossiers_one_open_alert"
            )
        ]
        indexes = [
            models.Index(fields=["agency", "since"], condition=Q(cleared_at__isnull=True), name="dossiers_alert_open")
        ]
