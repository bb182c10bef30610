"""Procedures and the other words by which people know them."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Func, Value

from tinhso.ground.base.states import Labelled


class Procedure(models.Model):
    """Thủ tục hành chính: one entry of the national catalogue under its code d.dddddd (1.001193).

    The locality that older notations append (.H42, .000.00.00.H40) is not part of the code.
    """

    code = models.CharField(max_length=20, unique=True)
    code_digits = models.GeneratedField(
        expression=Func(F("code"), Value(r"\D"), Value(""), Value("g"), function="regexp_replace"),
        output_field=models.TextField(),
        db_persist=True,
    )
    superseded_by = models.ForeignKey("self", models.PROTECT, null=True, related_name="supersedes")

    class Meta:
        indexes = [
            GinIndex(
                fields=["code_digits"], opclasses=["gin_trgm_ops"], fastupdate=False, name="procedures_code_digits"
            )
        ]

    def __str__(self) -> str:
        return self.code


class AliasKind(Labelled):
    """Why people use this word."""

    SYNONYM = "SYNONYM", "Cách gọi thường ngày"
    OLD_NAME = "OLD_NAME", "Tên cũ"
    OLD_CODE = "OLD_CODE", "Mã cũ"


class ProcedureAlias(models.Model):
    """Cách gọi khác: an everyday word, an old name or an old code that leads to a procedure."""

    procedure = models.ForeignKey(Procedure, models.CASCADE, related_name="aliases")
    kind = models.CharField(max_length=10, choices=AliasKind.choices())
    text = models.CharField(max_length=200)
    folded = models.CharField(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["procedure", "folded"], name="procedures_alias_once")]
        indexes = [
            GinIndex(fields=["folded"], opclasses=["gin_trgm_ops"], fastupdate=False, name="procedures_alias_like")
        ]


class Abbreviation(models.Model):
    """Từ viết tắt: GPLX = giấy phép lái xe. A version that says one is also found by the other."""

    short = models.CharField(max_length=20)
    long = models.CharField(max_length=120)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["short", "long"], name="procedures_abbreviation_once")]

    def __str__(self) -> str:
        return f"{self.short} = {self.long}"
