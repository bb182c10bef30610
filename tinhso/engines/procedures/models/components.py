"""What a version consists of: parts of the dossier, prices, cases of the limit, channels."""

from django.db import models

from tinhso.engines.procedures.models.versions import ProcedureVersion
from tinhso.engines.procedures.rules import words


class Part(models.Model):
    """Thành phần hồ sơ. replaced_by: the database or result that makes the paper unnecessary."""

    version = models.ForeignKey(ProcedureVersion, models.CASCADE, related_name="parts")
    place = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=40)
    name = models.TextField()
    required = models.BooleanField(default=True)
    kind = models.CharField(max_length=10, choices=words.PartKind.choices(), default=words.PartKind.DOCUMENT)
    replaced_by = models.CharField(max_length=200, blank=True)
    form_name = models.CharField(max_length=200, blank=True)
    originals = models.PositiveSmallIntegerField(null=True)
    copies = models.PositiveSmallIntegerField(null=True)

    class Meta:
        ordering = ["place"]
        constraints = [models.UniqueConstraint(fields=["version", "code"], name="procedures_part_code")]


class FeeRule(models.Model):
    """Mức phí, lệ phí: one price with its formula, channels, exemptions, validity and legal basis.

    kind, calculation, collect_at: codes of payments.rules. Amounts in dong. tiers: [[from page, dong a page], …];
    channel_prices: {"ONLINE": dong}; exemptions, discounts: objects with the fields of payments.rules.
    on_request: owed only when the applicant asks for it (bản sao trích lục).
    """

    version = models.ForeignKey(ProcedureVersion, models.CASCADE, related_name="fees")
    place = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=40)
    name = models.TextField()
    kind = models.CharField(max_length=10)
    amount_vnd = models.PositiveBigIntegerField()
    calculation = models.CharField(max_length=10, default="FLAT")
    counted = models.CharField(max_length=40, default="copies")
    tiers = models.JSONField(default=list)
    cap_vnd = models.PositiveBigIntegerField(null=True)
    channel_prices = models.JSONField(default=dict)
    exemptions = models.JSONField(default=list)
    discounts = models.JSONField(default=list)
    on_request = models.BooleanField(default=False)
    collect_at = models.CharField(max_length=10, default="SUBMIT")
    legal_basis = models.CharField(max_length=300, blank=True)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)

    class Meta:
        ordering = ["place"]


class LimitVariant(models.Model):
    """Trường hợp thời hạn khác: a case that adds to the limit or replaces it."""

    version = models.ForeignKey(ProcedureVersion, models.CASCADE, related_name="variants")
    place = models.PositiveSmallIntegerField()
    name = models.TextField()
    kind = models.CharField(max_length=10, choices=words.VariantKind.choices())
    value = models.PositiveSmallIntegerField()
    unit = models.CharField(max_length=12)
    legal_basis = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["place"]


class Channel(models.Model):
    """Cách thức thực hiện: counter, online or public post."""

    version = models.ForeignKey(ProcedureVersion, models.CASCADE, related_name="channels")
    place = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=words.ChannelKind.choices())
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["place"]
        constraints = [models.UniqueConstraint(fields=["version", "kind"], name="procedures_channel_once")]
