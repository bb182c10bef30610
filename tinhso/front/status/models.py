"""How services stood from when to when, and what is planned."""

from django.db import models

from tinhso.front.status.rules import Standing


class Spell(models.Model):
    """Quãng hoạt động: how a service stood from a moment to another; ended_at: empty for how it stands now.

    seen_at: when that was last looked at. why: for operators, never personal data.
    """

    service = models.CharField(max_length=40)
    standing = models.CharField(max_length=10, choices=Standing.choices())
    began_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    why = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["service"], condition=models.Q(ended_at__isnull=True), name="status_spell_one_now"
            )
        ]
        indexes = [
            models.Index(fields=["-began_at"], condition=~models.Q(standing="GOOD"), name="status_spell_troubles")
        ]

    @property
    def standing_label(self) -> str:
        """The standing in Vietnamese."""
        return Standing(self.standing).label


class Maintenance(models.Model):
    """Bảo trì có kế hoạch: when we shall be away and why, told beforehand. words_en: '' = Vietnamese alone."""

    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    words = models.CharField(max_length=300)
    words_en = models.CharField(max_length=300, blank=True)
    entered_by = models.CharField(max_length=200)
    entered_at = models.DateTimeField()
    called_off_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")), name="status_maintenance_time"
            )
        ]
