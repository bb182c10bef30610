"""Which front takes the filings of citizens."""

from __future__ import annotations

from django.db import models

from tinhso.ground.base.states import Labelled


class Mode(Labelled):
    """Where citizens file (interop D.7)."""

    OWN = "OWN", "Cổng của tỉnh nhận hồ sơ"
    NATIONAL = "NATIONAL", "Nộp tại Cổng Dịch vụ công quốc gia"


class PortalMode(models.Model):
    """Chế độ tiếp nhận trực tuyến: which front takes filings from a moment on, and who decided it by what instrument.

    grace_until: until when drafts that were begun at our own front may still be sent; None where nothing was said.
    """

    mode = models.CharField(max_length=10, choices=Mode.choices())
    from_at = models.DateTimeField(unique=True)
    grace_until = models.DateTimeField(null=True)
    instrument = models.CharField(max_length=300)
    decided_by = models.CharField(max_length=200)
    entered_by_ref = models.CharField(max_length=80)
    entered_at = models.DateTimeField()

    @property
    def mode_label(self) -> str:
        """Where citizens file, in Vietnamese."""
        return Mode(self.mode).label
