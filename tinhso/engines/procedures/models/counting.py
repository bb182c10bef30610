"""Where the answers of a form say how much is asked for, so that nobody counts twice."""

from django.db import models
from django.db.models import F, Q

from tinhso.engines.procedures.models.procedures import Procedure


class FeeCount(models.Model):
    """Cách đếm để tính phí: which answers of a form are the quantities of one price of a procedure.

    Apart from the version, which is law and never changes: the form is ours and may. group: the repeated group
    that is counted row by row, '' = the form itself. label: the answer that names a row, or ''. counts: quantity
    of the price -> answer, {"copies": "copies", "pages": "pages"}. valid_to is the last day. source: who says so.
    """

    procedure = models.ForeignKey(Procedure, models.CASCADE, related_name="fee_counts")
    fee_code = models.CharField(max_length=40)
    form_code = models.CharField(max_length=60)
    group = models.CharField(max_length=60, blank=True)
    label = models.CharField(max_length=60, blank=True)
    counts = models.JSONField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    source = models.CharField(max_length=300)

    class Meta:
        ordering = ["fee_code", "valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["procedure", "fee_code", "form_code", "valid_from"], name="procedures_fee_count_once"
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="procedures_fee_count_validity",
            ),
        ]
