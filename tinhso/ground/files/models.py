"""What we keep of a file: its name and kind in a row, its content on disk under its hash."""

from __future__ import annotations

from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models.functions import Now

from tinhso.ground.base.identifiers import uuid7
from tinhso.ground.base.states import Labelled


class ScanState(Labelled):
    """What the malware scanner said."""

    NOT_SCANNED = "NOT_SCANNED", "Chưa quét mã độc"
    CLEAN = "CLEAN", "Đã quét, không thấy mã độc"
    INFECTED = "INFECTED", "Có mã độc, đã khoá"


# Whether this province runs a scanner is not the sender's concern; officers read the exact state.
CALM = {
    ScanState.NOT_SCANNED: "Đã nhận",
    ScanState.CLEAN: "Đã nhận và kiểm tra",
    ScanState.INFECTED: "Tệp có mã độc nên đã khoá; hãy gửi tệp khác",
}


class StoredFile(models.Model):
    """Tệp lưu trữ: one upload or one paper of ours. Equal contents share one place on disk.

    key: unguessable, for addresses. sha256: hex, decides the place on disk. name: cleaned, with the
    ending that its content deserves. Who may see it is decided by the room that points at it.
    """

    key = models.UUIDField(unique=True, default=uuid7, editable=False)
    sha256 = models.CharField(max_length=64, db_index=True)
    size_bytes = models.BigIntegerField()
    mime = models.CharField(max_length=100)
    name = models.CharField(max_length=150)
    scan_state = models.CharField(max_length=12, choices=ScanState.choices(), default=ScanState.NOT_SCANNED)
    uploaded_by_ref = models.CharField(max_length=80)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(sha256__regex=r"^[0-9a-f]{64}$"), name="files_file_sha256"),
            models.CheckConstraint(condition=models.Q(size_bytes__gt=0), name="files_file_not_empty"),
        ]
        indexes = [
            # What one person sent, and what a night sent: for copies of one's own data and for what nobody filed.
            models.Index(fields=["uploaded_by_ref"], name="files_file_of_sender"),
            BrinIndex(fields=["created_at"], name="files_file_age"),
            models.Index(
                fields=["created_at"], condition=models.Q(scan_state="NOT_SCANNED"), name="files_file_to_be_scanned"
            ),
        ]

    @property
    def scan_label(self) -> str:
        """What the scanner said, in words for a page."""
        return str(dict(ScanState.choices())[self.scan_state])

    @property
    def calm_label(self) -> str:
        """The same for whoever sent it: what he can do something about, and nothing that only worries."""
        return CALM[ScanState(self.scan_state)]
