"""What was asked of databases about an applicant, and what they said at that moment."""

from __future__ import annotations

from django.db import models

from tinhso.government.dossiers.models.dossiers import Dossier
from tinhso.ground.base.states import Labelled
from tinhso.ground.people.models import Agency, Official


class Database(Labelled):
    """Databases that may be asked (Nghị quyết 66.7/2025/NQ-CP); labels as in the catalogue."""

    POPULATION = "POPULATION", "Cơ sở dữ liệu quốc gia về dân cư"


class Finding(Labelled):
    """What came of asking."""

    ASKING = "ASKING", "Đang hỏi"
    FOUND = "FOUND", "Khớp với hồ sơ"
    DIFFERS = "DIFFERS", "Có điểm khác với hồ sơ"
    VERIFIED = "VERIFIED", "Số, tên, ngày sinh khớp"
    NOT_VERIFIED = "NOT_VERIFIED", "Số, tên, ngày sinh không khớp"
    NOT_FOUND = "NOT_FOUND", "Không tìm thấy"
    UNAVAILABLE = "UNAVAILABLE", "Chưa hỏi được"


class Retrieved(models.Model):
    """Dữ liệu khai thác: what a database said of the applicant at one moment; never changed afterwards.

    key: one press of the button; pressing twice asks once. agency: for which of its agencies the officer asked.
    facts: full_name, born (yyyy-mm-dd or yyyy), sex, commune_code, commune (its name on that day), and nothing else;
    empty unless somebody was found. differences: what the dossier says where the database says otherwise, by the name
    of the fact.
    """

    key = models.UUIDField(unique=True)
    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="retrieved", db_index=False)
    database = models.CharField(max_length=12, choices=Database.choices())
    asked_by = models.ForeignKey(Official, models.PROTECT, related_name="+", db_index=False)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", db_index=False)
    asked_at = models.DateTimeField()
    outcome = models.CharField(max_length=12, choices=Finding.choices(), default=Finding.ASKING.value)
    facts = models.JSONField(default=dict)
    differences = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(outcome__in=["FOUND", "DIFFERS"]) | models.Q(facts={}, differences={}),
                name="dossiers_retrieved_of_somebody",
            )
        ]
        indexes = [
            models.Index(fields=["dossier", "id"], name="dossiers_retrieved_of"),
            models.Index(fields=["asked_by", "asked_at"], name="dossiers_retrieved_by"),
        ]

    @property
    def outcome_label(self) -> str:
        """What came of it, in Vietnamese."""
        return Finding(self.outcome).label

    @property
    def database_label(self) -> str:
        """The database in Vietnamese, as a part names its source."""
        return Database(self.database).label
