"""Papers of citizens and organisations, the types they have, and which part of which procedure takes which type."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from tinhso.engines.store import rules
from tinhso.engines.store.lifecycle import StoredState
from tinhso.ground.base.identifiers import uuid7
from tinhso.ground.base.states import Labelled
from tinhso.ground.files.models import StoredFile
from tinhso.ground.people.models import Citizen, Organisation


class Source(Labelled):
    """Nguồn gốc: how a paper came into the store."""

    DIGITISED = "DIGITISED", "Số hoá từ bản giấy"
    BORN_DIGITAL = "BORN_DIGITAL", "Kết quả điện tử"


class DocumentType(models.Model):
    """Loại giấy tờ: under the national code of the result (KQ.…) where there is one.

    kept_months: how long such a paper counts from its day of issue, None when its law sets no end; basis: which law.
    """

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=300)
    kept_months = models.PositiveSmallIntegerField(null=True)
    basis = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kept_months__isnull=True) | ~Q(basis=""), name="store_type_has_basis")
        ]

    def __str__(self) -> str:
        return self.name


class AcceptedType(models.Model):
    """Loại giấy tờ dùng được cho một thành phần hồ sơ: reviewed by a person, never guessed.

    part_name: the part as it read when it was reviewed; once the catalogue says otherwise the row holds no more.
    """

    procedure_code = models.CharField(max_length=20)
    part_code = models.CharField(max_length=40)
    part_name = models.CharField(max_length=500)
    type = models.ForeignKey(DocumentType, models.CASCADE, related_name="accepted")
    source = models.CharField(max_length=300)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["procedure_code", "part_code", "type"], name="store_accepted_once")
        ]


class StoredPaper(models.Model):
    """Giấy tờ trong kho: one paper with legal value of one owner, kept once however often it is handed in.

    type_code: of a DocumentType, or procedure:part for a part whose type nobody reviewed. identity: rules.identity.
    valid_to: the last day; None when nothing ends it. dossier_code: where it came from, as text: the dossier stands
    above this room. signer, certificate: who signed the file, and the serial of the certificate in hexadecimal.
    """

    key = models.UUIDField(unique=True, default=uuid7, editable=False)
    citizen = models.ForeignKey(Citizen, models.PROTECT, null=True, related_name="+", db_index=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+", db_index=False)
    type_code = models.CharField(max_length=64)
    title = models.CharField(max_length=500)
    number = models.CharField(max_length=60, blank=True)
    issuer = models.CharField(max_length=300, blank=True)
    identity = models.CharField(max_length=400)
    issued_on = models.DateField(null=True)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    source = models.CharField(max_length=12, choices=Source.choices())
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    signer_name = models.CharField(max_length=200, blank=True)
    certificate = models.CharField(max_length=40, blank=True)
    pages = models.PositiveSmallIntegerField(null=True)
    dots_per_inch = models.PositiveSmallIntegerField(null=True)
    dossier_code = models.CharField(max_length=50, blank=True)
    state = models.CharField(max_length=10, choices=StoredState.choices(), default=StoredState.KEPT.value)
    ended_reason = models.CharField(max_length=500, blank=True)
    superseded_by = models.ForeignKey("self", models.PROTECT, null=True, related_name="+", db_index=False)
    stored_by_ref = models.CharField(max_length=80)
    stored_at = models.DateTimeField()
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(citizen__isnull=False, organisation__isnull=True)
                | Q(citizen__isnull=True, organisation__isnull=False),
                name="store_paper_one_owner",
            ),
            models.UniqueConstraint(
                fields=["citizen", "organisation", "type_code", "identity"], condition=Q(state="KEPT"),
                nulls_distinct=False, name="store_paper_once",
            ),
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True)
                | Q(valid_to__isnull=True)
                | Q(valid_to__gte=models.F("valid_from")),
                name="store_paper_validity",
            ),
            models.CheckConstraint(
                condition=~Q(state="WITHDRAWN") | ~Q(ended_reason=""), name="store_paper_withdrawn_says_why"
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["citizen", "-stored_at"], name="store_papers_of_citizen"),
            models.Index(fields=["organisation", "-stored_at"], name="store_papers_of_organisation"),
            models.Index(fields=["dossier_code"], name="store_papers_from_dossier"),
        ]

    @property
    def owner(self) -> rules.Owner:
        """Whose it is."""
        return rules.Owner(self.citizen_id, self.organisation_id)

    @property
    def words(self) -> str:
        """Trích lục khai tử số 12/TLKT-UBND."""
        return rules.titled(self.title, self.number)

    @property
    def source_label(self) -> str:
        """How it came here, in Vietnamese."""
        return Source(self.source).label

    def standing(self, on: date) -> rules.Standing:
        """What it is worth on a day."""
        kept = self.state == StoredState.KEPT
        return rules.standing(is_kept=kept, valid_from=self.valid_from, valid_to=self.valid_to, on=on)
