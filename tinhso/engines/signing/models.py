"""Certificates that the province knows, and the papers that were signed with them."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models.functions import Now

from tinhso.engines.signing.rules import ProofLevel
from tinhso.ground.base.states import Labelled
from tinhso.ground.files.models import StoredFile


class CertificateKind(Labelled):
    """What a certificate is for."""

    ROOT = "ROOT", "Chứng thư gốc được tin cậy"
    ISSUING = "ISSUING", "Tổ chức cấp chứng thư"
    PERSON = "PERSON", "Chữ ký số cá nhân"
    SEAL = "SEAL", "Chữ ký số của cơ quan (con dấu)"
    TSA = "TSA", "Tổ chức cấp dấu thời gian"


class KeyPlace(Labelled):
    """Where the private key of a certificate lives."""

    FILE = "FILE", "Tệp trong thư mục khoá"
    TOKEN = "TOKEN", "Thiết bị ký số (PKCS #11)"
    REMOTE = "REMOTE", "Dịch vụ ký số từ xa (CSC)"


class PaperState(Labelled):
    """How far a paper has come on its way to being issued."""

    PERSON_SIGNED = "PERSON_SIGNED", "Người có thẩm quyền đã ký"
    SEALED = "SEALED", "Cơ quan đã ký số và phát hành"


class PaperKind(Labelled):
    """What the agency's signature on a paper says (Nghị định 30/2020, Phụ lục I and Điều 25)."""

    ORIGINAL = "ORIGINAL", "Bản gốc điện tử"
    ATTACHMENT = "ATTACHMENT", "Phụ lục, văn bản kèm theo"
    TRUE_COPY = "TRUE_COPY", "Sao y"
    COPY = "COPY", "Sao lục"
    EXTRACT = "EXTRACT", "Trích sao"


class Certificate(models.Model):
    """Chứng thư chữ ký số: who may sign, and until when. ROOT rows are the trust store.

    owner_ref: official:<id>, agency:<id>, authority:<name> or platform:journal. der: the certificate itself.
    key_name: the file in KEYS_DIR, the PKCS #11 URI (RFC 7512), or the credentialID of the remote service; empty when
    the key is not ours. key_ways: the algorithms that token or service can use (keys.signer.Algorithm), a space
    between; empty means any. serial: hexadecimal. revoked_at: since when its CA no longer stands by it.
    """

    owner_ref = models.CharField(max_length=80, db_index=True)
    kind = models.CharField(max_length=8, choices=CertificateKind.choices())
    subject = models.CharField(max_length=300)
    organisation = models.CharField(max_length=300, blank=True)
    serial = models.CharField(max_length=40, unique=True)
    fingerprint = models.CharField(max_length=64, unique=True)
    der = models.BinaryField()
    key_place = models.CharField(max_length=6, choices=KeyPlace.choices(), default=KeyPlace.FILE)
    key_name = models.CharField(max_length=300, blank=True)
    key_ways = models.CharField(max_length=80, blank=True)
    valid_from = models.DateTimeField()
    valid_to = models.DateTimeField()
    created_at = models.DateTimeField(db_default=Now())
    revoked_at = models.DateTimeField(null=True)
    revoked_because = models.CharField(max_length=30, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid_to__gt=models.F("valid_from")), name="signing_certificate_time"
            )
        ]
        indexes = [models.Index(fields=["owner_ref", "kind", "-valid_to"], name="signing_certificate_newest")]

    def __str__(self) -> str:
        return self.subject


class SignedPaper(models.Model):
    """Văn bản ký số: a paper under its public code, as it was last signed.

    code: unguessable, printed as QR. subject: what the paper belongs to, such as dossier:17.
    number: số, ký hiệu, given by the clerk when the agency seals. file: the PDF with all signatures so far.
    Copies and attachments carry the agency's signature alone.
    wanted_level, level: how long it should prove itself, and does. next_proof_at: when that is worked on next (None: it
    rests), after proof_tries tries; proof_problem says in Vietnamese what keeps it. proof_ends_at: the end of the
    certificate of its last time-stamp. earlier_sha256: of its issued files before they gained a time-stamp.
    """

    code = models.CharField(max_length=19, unique=True)
    kind = models.CharField(max_length=10, choices=PaperKind.choices(), default=PaperKind.ORIGINAL)
    title = models.CharField(max_length=300)
    subject = models.CharField(max_length=80, db_index=True)
    number = models.CharField(max_length=60, blank=True)
    state = models.CharField(max_length=14, choices=PaperState.choices(), default=PaperState.PERSON_SIGNED)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    signed_by = models.ForeignKey(Certificate, models.PROTECT, null=True, related_name="+")
    signer_name = models.CharField(max_length=120, blank=True)
    signer_title = models.CharField(max_length=200, blank=True)
    signed_at = models.DateTimeField(null=True)
    sealed_by = models.ForeignKey(Certificate, models.PROTECT, null=True, related_name="+")
    agency_name = models.CharField(max_length=200, blank=True)
    sealed_at = models.DateTimeField(null=True)
    wanted_level = models.CharField(max_length=5, choices=ProofLevel.choices(), default=ProofLevel.B)
    level = models.CharField(max_length=5, choices=ProofLevel.choices(), default=ProofLevel.B)
    next_proof_at = models.DateTimeField(null=True)
    proof_tries = models.PositiveSmallIntegerField(default=0)
    proof_problem = models.CharField(max_length=300, blank=True)
    proof_ends_at = models.DateTimeField(null=True)
    earlier_sha256 = ArrayField(models.CharField(max_length=64), default=list)

    class Meta:
        indexes = [
            models.Index(
                fields=["next_proof_at"], condition=models.Q(next_proof_at__isnull=False), name="signing_paper_to_prove"
            ),
            models.Index(
                fields=["proof_ends_at"], condition=models.Q(level=ProofLevel.LTA), name="signing_paper_to_renew"
            ),
            GinIndex(fields=["earlier_sha256"], name="signing_paper_earlier"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="PERSON_SIGNED", sealed_at__isnull=True, sealed_by__isnull=True)
                | models.Q(state="SEALED", sealed_at__isnull=False, sealed_by__isnull=False),
                name="signing_paper_sealed_whole",
            ),
            models.CheckConstraint(
                condition=models.Q(signed_by__isnull=False, signed_at__isnull=False)
                | (~models.Q(kind="ORIGINAL") & models.Q(state="SEALED")),
                name="signing_paper_person_first",
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def is_gaining_proof(self) -> bool:
        """Issued, and on its way to the level that it should have."""
        return self.next_proof_at is not None and self.wanted_level not in {self.level, ProofLevel.B}


class KeptReport(models.Model):
    """Báo cáo kiểm tra chữ ký số: what was found about one file of a paper, kept with it (Thông tư 15/2025).

    verdict: as in reports.Report. record: the report in Vietnamese words (record.py). A file that gains a time-stamp is
    a new file and has a report of its own.
    """

    paper = models.ForeignKey(SignedPaper, models.CASCADE, related_name="reports", db_index=False)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    verdict = models.CharField(max_length=12)
    level = models.CharField(max_length=5, choices=ProofLevel.choices())
    record = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["paper", "file"], name="signing_report_once_a_file")]

    def __str__(self) -> str:
        return f"{self.paper_id} {self.verdict} {self.level}"

    @property
    def conclusion(self) -> str:
        """Hợp lệ, Không hợp lệ …: the verdict as a word of its own."""
        return str(self.record["kết luận"]).capitalize()


class RevocationList(models.Model):
    """Danh sách thu hồi chứng thư: the newest list that a CA published at an address, its signature checked."""

    address = models.CharField(max_length=500, unique=True)
    der = models.BinaryField()
    this_update = models.DateTimeField()
    next_update = models.DateTimeField(null=True)
    fetched_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.address
