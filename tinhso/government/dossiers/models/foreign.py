"""Under which codes others know a dossier."""

from __future__ import annotations

from django.db import models

from tinhso.government.dossiers.models.dossiers import Dossier


class ForeignCode(models.Model):
    """Mã hồ sơ ở hệ thống khác: the code of a dossier of ours in the system where it was filed; found by it for ever.

    system: whose code it is (national_portal). note: why the form is kept as it came, '' where it fits a form of ours.
    """

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="foreign_codes")
    system = models.CharField(max_length=40)
    code = models.CharField(max_length=60)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code", "system"], name="dossiers_foreign_code_once")]
