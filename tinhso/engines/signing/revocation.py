"""Which certificates no longer hold: the lists of our development CA, and those that other CAs publish."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from django.conf import settings
from django.db import transaction

from tinhso.engines.signing import authority
from tinhso.engines.signing.authority_services import Revoked, revocation_list
from tinhso.engines.signing.events import CertificateRevoked
from tinhso.engines.signing.models import Certificate, CertificateKind, RevocationList
from tinhso.ground.base.actors import Actor
from tinhso.ground.base.refused import Refused
from tinhso.ground.gateway.actions import logged
from tinhso.ground.gateway.errors import PartnerError
from tinhso.ground.gateway.partners import revocation as published
from tinhso.ground.journal.actions import record

REASONS = {reason.name: reason for reason in x509.ReasonFlags}
LEGAL_BASIS = "Nghị định 23/2025/NĐ-CP; Thông tư 15/2025/TT-BKHCN"


def standing_lists(*, now: datetime) -> list[bytes]:
    """DER of every revocation list that we hold: of the development CA as of now, of others as last fetched."""
    fetched = [bytes(der) for der in RevocationList.objects.values_list("der", flat=True)]
    return [*(own_list(label, now=now) for label in ("root", "issuing") if has_own_authority()), *fetched]


def has_own_authority() -> bool:
    """Whether the development CA stands here."""
    return settings.SIGNING_DEVELOPMENT_CA and (settings.KEYS_DIR / "issuing.crt").exists()


def own_list(label: str, *, now: datetime) -> bytes:
    """The list of the development CA as it stands now. label: root or issuing."""
    made = authority.authority(settings.KEYS_DIR)
    above = made.root if label == "root" else made.issuing
    gone = Certificate.objects.filter(revoked_at__lte=now).only("der", "serial", "revoked_at", "revoked_because")
    lines = [
        Revoked(int(row.serial, 16), row.revoked_at, REASONS.get(row.revoked_because, x509.ReasonFlags.unspecified))
        for row in gone
        if row.revoked_at and x509.load_der_x509_certificate(bytes(row.der)).issuer == above.certificate.subject
    ]
    return revocation_list(settings.KEYS_DIR, label, lines, now=now)


@transaction.atomic
def revoke(actor: Actor, serial: str, *, reason: str, now: datetime) -> Certificate:
    """Take back a certificate of the development CA: it signs nothing more, and its list says so.

    reason: one of REASONS. What was signed before and can prove it stays valid. Refused: no-certificate,
    already-revoked, not-ours.
    """
    row = Certificate.objects.select_for_update().filter(serial=serial.upper()).first()
    if row is None:
        raise Refused("no-certificate", "Không có chứng thư nào mang số này.")
    if row.revoked_at:
        raise Refused("already-revoked", "Chứng thư này đã bị thu hồi từ trước.")
    made = authority.authority(settings.KEYS_DIR).issuing.certificate
    if x509.load_der_x509_certificate(bytes(row.der)).issuer != made.subject:
        raise Refused("not-ours", "Chứng thư này do tổ chức khác cấp; chỉ tổ chức đó thu hồi được.")
    _mark(actor, row, at=now, reason=reason, now=now)
    return row


def refresh(actor: Actor, *, now: datetime) -> list[str]:
    """Fetch the lists that our certificates name, and mark who stands on them. The problems, one sentence each.

    A list is taken when its CA signed it and it is not older than the one we hold.
    """
    problems = []
    standing = list(Certificate.objects.filter(valid_to__gt=now).order_by("pk"))
    by_address: dict[str, list[tuple[Certificate, x509.Certificate]]] = {}
    for row in standing:
        parsed = x509.load_der_x509_certificate(bytes(row.der))
        for address in addresses_in(parsed):
            by_address.setdefault(address, []).append((row, parsed))
    issuers = [x509.load_der_x509_certificate(bytes(row.der)) for row in standing if row.kind in ABOVE]
    for address, theirs in by_address.items():
        try:
            with logged(
                published.PARTNER, purpose="Đọc danh sách thu hồi chứng thư", legal_basis=LEGAL_BASIS,
                subject="certificates", now=now, operation="fetch_list",
            ):  # fmt: skip
                found = _read(published.fetch(address), issuers)
        except PartnerError as error:
            problems.append(f"{address}: {error.detail}")
            continue
        problem = _take(actor, address, found, theirs, now=now)
        if problem:
            problems.append(f"{address}: {problem}")
    return problems


ABOVE = (CertificateKind.ROOT, CertificateKind.ISSUING)


def addresses_in(certificate: x509.Certificate) -> list[str]:
    """Where a certificate says that its revocation list is published."""
    try:
        points = certificate.extensions.get_extension_for_class(x509.CRLDistributionPoints).value
    except x509.ExtensionNotFound:
        return []
    names = [name for point in points for name in point.full_name or ()]
    return [name.value for name in names if isinstance(name, x509.UniformResourceIdentifier)][:4]


def _read(der: bytes, issuers: Iterable[x509.Certificate]) -> x509.CertificateRevocationList | None:
    """The list, if it is one and a CA that we know signed it."""
    try:
        found = x509.load_der_x509_crl(der)
        for above in issuers:
            key = above.public_key()
            if above.subject != found.issuer or not isinstance(key, rsa.RSAPublicKey | ec.EllipticCurvePublicKey):
                continue
            if found.is_signature_valid(key):
                return found
    except (ValueError, TypeError, InvalidSignature):
        return None
    return None


@transaction.atomic
def _take(
    actor: Actor,
    address: str,
    found: x509.CertificateRevocationList | None,
    theirs: list[tuple[Certificate, x509.Certificate]],
    *,
    now: datetime,
) -> str:
    if found is None:
        return "không phải danh sách thu hồi do tổ chức cấp chứng thư ký"
    held = RevocationList.objects.select_for_update().filter(address=address).first()
    if held and found.last_update_utc < held.this_update:
        return "danh sách cũ hơn danh sách đang giữ"
    RevocationList.objects.update_or_create(
        address=address,
        defaults={
            "der": found.public_bytes(Encoding.DER),
            "this_update": found.last_update_utc,
            "next_update": found.next_update_utc,
            "fetched_at": now,
        },
    )
    for row, parsed in theirs:
        line = found.get_revoked_certificate_by_serial_number(parsed.serial_number)
        if line is not None and row.revoked_at is None and parsed.issuer == found.issuer:
            _mark(actor, row, at=line.revocation_date_utc.astimezone(UTC), reason=_reason_of(line), now=now)
    return ""


def _reason_of(line: x509.RevokedCertificate) -> str:
    try:
        return line.extensions.get_extension_for_class(x509.CRLReason).value.reason.name
    except x509.ExtensionNotFound:
        return x509.ReasonFlags.unspecified.name


def _mark(actor: Actor, row: Certificate, *, at: datetime, reason: str, now: datetime) -> None:
    row.revoked_at, row.revoked_because = at, reason[:30]
    row.save(update_fields=["revoked_at", "revoked_because"])
    record(actor, CertificateRevoked(row.owner_ref, row.serial, at, reason), at=now)
