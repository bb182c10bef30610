"""Officials, and the posts that give them their roles."""

from datetime import date

from django.db import models

from tinhso.ground.base.states import Labelled
from tinhso.ground.people.models.agencies import Agency


class Role(Labelled):
    """Vai trò: what a post allows (Nghị định 118/2025; Luật 91/2025/QH15 for the data officer)."""

    RECEPTION = "RECEPTION", "Cán bộ tiếp nhận"
    HEAD_OF_ONE_STOP = "HEAD_OF_ONE_STOP", "Lãnh đạo Bộ phận Một cửa"
    DIVISION_HEAD = "DIVISION_HEAD", "Lãnh đạo phòng"
    CASE_OFFICER = "CASE_OFFICER", "Chuyên viên thụ lý"
    LEADER = "LEADER", "Lãnh đạo ký"
    CLERK = "CLERK", "Văn thư"
    RESULT_OFFICER = "RESULT_OFFICER", "Cán bộ trả kết quả"
    ACCOUNTANT = "ACCOUNTANT", "Kế toán"
    CONTROLLER = "CONTROLLER", "Cán bộ kiểm soát thủ tục hành chính"
    DATA_OFFICER = "DATA_OFFICER", "Cán bộ bảo vệ dữ liệu cá nhân"
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


class SignsFor(Labelled):
    """How one signs who is not the head himself (Nghị định 30/2020/NĐ-CP, Điều 13 and Phụ lục I)."""

    KT = "KT", "Ký thay"
    TL = "TL", "Ký thừa lệnh"
    TUQ = "TUQ", "Ký thừa ủy quyền"
    Q = "Q", "Quyền"


class Substitution(models.Model):
    """Giao ký thay, thừa lệnh, thừa ủy quyền: who signs for the head of an agency, by which instrument, in which days.

    title: of the substitute, as it is printed (Phó Chủ tịch). head: the office for which he signs (Chủ tịch);
    head_name: who holds it, where anyone does. valid_to: the last day; thừa ủy quyền always has one.
    """

    official = models.ForeignKey(Official, models.PROTECT, related_name="substitutions")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="substitutions")
    signs_for = models.CharField(max_length=3, choices=SignsFor.choices())
    head = models.CharField(max_length=80)
    head_name = models.CharField(max_length=120, blank=True)
    title = models.CharField(max_length=80)
    instrument = models.CharField(max_length=200)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(signs_for="TUQ") | models.Q(valid_to__isnull=False),
                name="people_substitution_limited",
            ),
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=models.F("valid_from")),
                name="people_substitution_time",
            ),
        ]

    @property
    def lines(self) -> tuple[str, ...]:
        """What stands above his signature: KT. Chủ tịch, Phó Chủ tịch; an acting head has one line."""
        first = f"{self.signs_for}. {self.head}"
        return (first,) if self.signs_for == SignsFor.Q else (first, self.title)

    def stands_on(self, day: date) -> bool:
        """Whether it covers a day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)
