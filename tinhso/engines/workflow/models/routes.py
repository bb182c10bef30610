"""Routes: the desks a dossier passes, as versioned data."""

from django.db import models
from django.db.models import Q

from tinhso.engines.workflow.lifecycle import RouteState
from tinhso.ground.base.states import Labelled


class StepKind(Labelled):
    """What a step does: a closed list, carried out by the room that owns the dossier."""

    REVIEW = "REVIEW", "Xem xét, xử lý"
    SIGN = "SIGN", "Ký duyệt"
    COLLECT_FEE = "COLLECT_FEE", "Thu phí, nghĩa vụ tài chính"
    ISSUE_RESULT = "ISSUE_RESULT", "Phát hành kết quả"
    TRANSFER = "TRANSFER", "Chuyển hồ sơ"


class Desk(Labelled):
    """Which of the dossier's agencies carries a step out."""

    RECEIVING = "RECEIVING", "Bộ phận Một cửa"
    RESOLVING = "RESOLVING", "Cơ quan giải quyết"


class Route(models.Model):
    """Quy trình nội bộ: known by a code that procedures refer to (TT 01/2018/TT-VPCP Điều 8)."""

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=200)

    def __str__(self) -> str:
        return self.name


class RouteVersion(models.Model):
    """Phiên bản quy trình: a published version never changes; the database itself refuses."""

    route = models.ForeignKey(Route, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=9, choices=RouteState.choices(), default=RouteState.DRAFT)
    note = models.CharField(max_length=300, blank=True)
    published_at = models.DateTimeField(null=True)
    retired_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["route", "number"], name="workflow_version_number"),
            models.UniqueConstraint(
                fields=["route"], condition=Q(state=RouteState.PUBLISHED), name="workflow_one_published"
            ),
        ]


class Step(models.Model):
    """Bước xử lý: one desk's part. budget_days: fraction of a working day, in quarters (D15); 0 = not counted.

    role: a code of people's `Role`.
    """

    route_version = models.ForeignKey(RouteVersion, models.PROTECT, related_name="steps")
    place = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=StepKind.choices())
    name = models.CharField(max_length=200)
    role = models.CharField(max_length=20)
    desk = models.CharField(max_length=9, choices=Desk.choices())
    budget_days = models.DecimalField(max_digits=5, decimal_places=2)

    class Meta:
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(fields=["route_version", "place"], name="workflow_step_place"),
            models.CheckConstraint(condition=Q(budget_days__gte=0), name="workflow_step_budget"),
        ]
