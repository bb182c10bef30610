"""The version of a procedure: what a dossier is received under, and keeps."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Concat

from tinhso.engines.procedures.lifecycle import VersionState
from tinhso.engines.procedures.models.procedures import Procedure
from tinhso.engines.procedures.rules import words


class ProcedureVersion(models.Model):
    """Phiên bản thủ tục: the constituent parts of Nghị định 63/2010 Điều 8 khoản 2, with validity.

    Once published it never changes (a database trigger holds it); only its end, its state and the
    words for finding it may. valid_from empty: in force since before our records. valid_to is the last day.
    limit_value, fees: empty means unknown, never zero. limit_unit, cutoff, reading: codes of workflow limits.
    """

    procedure = models.ForeignKey(Procedure, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=VersionState.choices(), default=VersionState.DRAFT)

    name = models.TextField()
    name_en = models.TextField(blank=True)
    sort_key = models.TextField(db_collation="C")
    field_code = models.CharField(max_length=20, blank=True)
    field_name = models.CharField(max_length=200, blank=True)
    field_slug = models.CharField(max_length=200, blank=True)
    level = models.CharField(max_length=10, choices=words.Level.choices(), blank=True)
    interlinked = models.BooleanField(default=False)
    audience = models.CharField(max_length=10, choices=words.Audience.choices(), blank=True)
    subject_text = models.TextField(blank=True)
    agency_text = models.TextField(blank=True)
    # Slugs of the departments that may resolve, preferred first; those standing on the day count.
    department_slugs = models.CharField(max_length=200, blank=True)

    service_level = models.CharField(max_length=12, choices=words.ServiceLevel.choices(), blank=True)
    partial_reason = models.CharField(max_length=10, choices=words.PartialReason.choices(), blank=True)
    partial_reason_note = models.TextField(blank=True)
    proactive_level = models.PositiveSmallIntegerField(default=0)
    processing_system = models.CharField(max_length=40, default="PROVINCE")
    requires_presence = models.BooleanField(default=False)

    order_text = models.TextField(blank=True)
    requirements = models.TextField(blank=True)
    limit_value = models.PositiveSmallIntegerField(null=True)
    limit_unit = models.CharField(max_length=12, blank=True)
    limit_note = models.TextField(blank=True)
    limit_verified = models.BooleanField(default=True)
    cutoff = models.CharField(max_length=14, default="NONE")
    last_hour_rule = models.BooleanField(default=False)
    # How "tính từ ngày làm việc tiếp theo" is read; texts do not settle it, so it is a setting (workflow Reading).
    reading = models.CharField(max_length=10, default="STRICT")
    supplement_rule = models.CharField(
        max_length=10, choices=words.SupplementRule.choices(), default=words.SupplementRule.RESTART
    )

    fee_basis = models.CharField(max_length=14, choices=words.FeeBasis.choices(), default=words.FeeBasis.UNKNOWN)
    fee_text = models.TextField(blank=True)
    # As the source words it, with its doubts; fee_text is what the public reads.
    fee_note = models.TextField(blank=True)
    fee_timing = models.CharField(max_length=10, default="SUBMIT")

    result_name = models.TextField(blank=True)
    result_code = models.CharField(max_length=20, blank=True)
    legal_basis = models.TextField(blank=True)
    decision = models.CharField(max_length=200, blank=True)
    decision_date = models.DateField(null=True)
    form_code = models.CharField(max_length=60, blank=True)
    route_code = models.CharField(max_length=60, blank=True)
    dossier_sets = models.PositiveSmallIntegerField(null=True)

    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    edited_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)
    retired_at = models.DateTimeField(null=True)
    source = models.TextField(blank=True)
    confidence = models.CharField(max_length=80, blank=True)
    service_level_confidence = models.CharField(max_length=20, blank=True)
    fingerprint = models.CharField(max_length=16, blank=True)

    # Everyday words and abbreviations, gathered from the aliases; a finding aid, not part of the law.
    keywords = models.TextField(blank=True)
    folded_name = models.GeneratedField(
        expression=Func(F("name"), function="vn_fold"), output_field=models.TextField(), db_persist=True
    )
    folded_text = models.GeneratedField(
        expression=Func(
            Concat(F("name"), Value(" "), F("keywords"), output_field=models.TextField()), function="vn_fold"
        ),
        output_field=models.TextField(),
        db_persist=True,
    )
    lexemes = models.GeneratedField(
        expression=Func(
            F("name"),
            F("keywords"),
            Concat(F("field_name"), Value(" "), F("result_name"), output_field=models.TextField()),
            F("agency_text"),
            function="procedures_lexemes",
        ),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["procedure", "number"], name="procedures_version_number"),
            models.UniqueConstraint(
                fields=["procedure"],
                condition=Q(state="PUBLISHED", valid_to__isnull=True),
                name="procedures_one_open_version",
            ),
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True) | Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="procedures_version_validity",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "field_slug", "sort_key"], name="procedures_by_field"),
            # The shelves with their counts are read from this index alone.
            models.Index(
                fields=["field_slug"],
                include=["field_name", "audience", "state", "published_at", "valid_from", "valid_to"],
                name="procedures_shelves",
            ),
            GinIndex(fields=["lexemes"], fastupdate=False, name="procedures_lexemes"),
            GinIndex(
                fields=["folded_text"], opclasses=["gin_trgm_ops"], fastupdate=False, name="procedures_folded_text"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.procedure.code} v{self.number}"

    @property
    def is_draft(self) -> bool:
        """True while it may still be edited."""
        return self.state == VersionState.DRAFT

    @property
    def is_online(self) -> bool:
        """True when a dossier may be filed online."""
        return self.service_level in {words.ServiceLevel.FULL, words.ServiceLevel.PARTIAL}
