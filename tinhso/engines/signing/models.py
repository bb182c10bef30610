"""Certificates that the province knows, and the papers that were signed with them."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now

from tinhso.ground.base.states import Labelled
from tinhso.ground.files.models import StoredFile


class CertificateKind(Labelled):
    """What a certificate is for."""

    ROOT = "ROOT", "Chứng thư gốc được tin cậy"
    ISSUING = "ISSUING", "Tổ chức cấp chứng thư"
    PERSON = "PERSON", "Chữ ký số cá nhân"
    SEAL = "SEAL", "Chữ ký số của cơ quan (con dấu)"


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
    between; empty means any. serial: hexadecimal.
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

    class Meta:
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
