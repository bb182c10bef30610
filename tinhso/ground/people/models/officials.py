"""Officials, and the posts that give them their roles."""

from django.db import models

from tinhso.ground.base.states import Labelled
from tinhso.ground.people.models.agencies import Agency


class Role(Labelled):
    """Vai trò: what a post allows (Nghị định 118/2025; onestop roles)."""

    RECEPTION = "RECEPTION", "Cán bộ tiếp nhận"
    HEAD_OF_ONE_STOP = "HEAD_OF_ONE_STOP", "Lãnh đạo Bộ phận Một cửa"
    DIVISION_HEAD = "DIVISION_HEAD", "Lãnh đạo phòng"
    CASE_OFFICER = "CASE_OFFICER", "Chuyên viên thụ lý"
    LEADER = "LEADER", "Lãnh đạo ký"
    CLERK = "CLERK", "Văn thư"
    RESULT_OFFICER = "RESULT_OFFICER", "Cán bộ trả kết quả"
    ACCOUNTANT = "ACCOUNTANT", "Kế toán"
    CONTROLLER = "CONTROLLER", "Cán bộ kiểm soát thủ tục hành chính"
    AUDITOR = "AUDITOR", "Kiểm tra viên"
    ADMIN = "ADMIN", "Quản trị hệ thống"


class Official(models.Model):
    """Cán bộ, công chức: a person who works for an agency."""

    staff_number = models.CharField(max_length=20, unique=True)
    full_name = models.CharField(max_length=120)
    sort_key = models.CharField(max_length=300, db_collation="C")
    phone = models.CharField(max_length=20, blank=True)
    email = models.EmailField(blank=True)

    def __str__(self) -> str:
        return self.full_name

    @property
    def ref(self) -> str:
        """official:<id>, as the journal writes it."""
        return f"official:{self.pk}"


class Post(models.Model):
    """Vị trí công tác: an official's role at an agency, from a day to a day (last day included)."""

    official = models.ForeignKey(Official, models.CASCADE, related_name="posts")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="posts")
    role = models.CharField(max_length=20, choices=Role.choices())
    title = models.CharField(max_length=80)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["official", "agency", "role", "valid_from"], name="people_post_once")
        ]
        indexes = [models.Index(fields=["agency", "role"], name="people_post_agency_role")]
