"""What a dossier is made of."""

from __future__ import annotations

from django.db import models

from tinhso.engines.store.models import StoredPaper
from tinhso.government.dossiers.models.dossiers import Dossier
from tinhso.ground.base.states import Labelled
from tinhso.ground.files.models import StoredFile

ELECTRONIC_FORM = "Biểu mẫu điện tử"  # the note of a part that was filled in on the screen


class PartState(Labelled):
    """Where one part of a dossier comes from (Nghị quyết 66.7/2025/NQ-CP: data replaces papers)."""

    SUBMITTED = "SUBMITTED", "Người nộp cung cấp"
    REUSED = "REUSED", "Dùng lại từ kho dữ liệu điện tử"
    FROM_DATA = "FROM_DATA", "Khai thác từ cơ sở dữ liệu"
    MISSING = "MISSING", "Còn thiếu"


class DossierPart(models.Model):
    """Thành phần hồ sơ: one required or added paper of one dossier; a paper of several files has a row for each.

    source: the database that replaced the paper, when state is FROM_DATA. retrieved_at: the moment that the
    snapshot reflects. stored_paper: of the applicant's store, when it was taken from there (REUSED) or was put there
    from the sheet that was handed in (SUBMITTED: then it is digitised). round: 0 at filing, then the number of the
    supplement that brought it. place: which of the part's files in that round it is, from 0.
    """

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="parts", db_index=False)
    part_code = models.CharField(max_length=40)
    name = models.CharField(max_length=500)
    is_required = models.BooleanField()
    state = models.CharField(max_length=10, choices=PartState.choices())
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    stored_paper = models.ForeignKey(StoredPaper, models.PROTECT, null=True, related_name="+", db_index=False)
    source = models.CharField(max_length=200, blank=True)
    retrieved_at = models.DateTimeField(null=True)
    round = models.PositiveSmallIntegerField(default=0)
    place = models.PositiveSmallIntegerField(default=0, db_default=0)
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dossier", "part_code", "round", "place"], name="dossiers_part_once"),
            models.CheckConstraint(
                condition=~models.Q(state__in=["SUBMITTED", "REUSED"]) | models.Q(file__isnull=False)
                | ~models.Q(note=""),
                name="dossiers_part_has_evidence",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="REUSED") | models.Q(stored_paper__isnull=False),
                name="dossiers_part_reused_from_store",
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(
                fields=["stored_paper"], condition=models.Q(stored_paper__isnull=False), name="dossiers_part_stored"
            )
        ]

    @property
    def is_digitised(self) -> bool:
        """True when the sheet that was handed in was scanned, checked, signed and stored at the counter."""
        return self.state == PartState.SUBMITTED and self.stored_paper_id is not None

    @property
    def state_label(self) -> str:
        """Where it comes from, in Vietnamese."""
        return PartState(self.state).label
