"""Other systems' names for what is ours."""

from django.db import models

from tinhso.ground.base.states import Labelled


class Kind(Labelled):
    """What is named."""

    SERVICE = "SERVICE", "Thủ tục"
    FILE = "FILE", "Hồ sơ"
    TASK = "TASK", "Việc"
    APPLICANT = "APPLICANT", "Người nộp"
    DATABASE = "DATABASE", "Cơ sở dữ liệu"
    CLIENT = "CLIENT", "Hệ thống gọi"


class MediatorName(models.Model):
    """Mã của bên ngoài: the identifier under which callers know a thing of ours.

    ours: a procedure's code, a dossier's code, a personal number, the number of a schema or of a program, by kind.
    Names of callers (CLIENT) count on a test instance only (GOVSTACK_TEST).
    """

    kind = models.CharField(max_length=10, choices=Kind.choices())
    theirs = models.CharField(max_length=200)
    ours = models.CharField(max_length=80)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "theirs"], name="govstack_name_once")]
        indexes = [models.Index(fields=["kind", "ours"], name="govstack_name_of_ours")]
