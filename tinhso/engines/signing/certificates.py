"""Certificates of signers: the valid one of an owner, made by the development CA where that is allowed."""

from __future__ import annotations

from datetime import datetime

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID
from django.conf import settings

from tinhso.engines.signing import authority
from tinhso.engines.signing.cms import CmsSigner
from tinhso.engines.signing.events import CertificateIssued
from tinhso.engines.signing.keys.file import FileSigner, PrivateKey, private_key
from tinhso.engines.signing.keys.signer import algorithm_of
from tinhso.engines.signing.models import Certificate, CertificateKind
from tinhso.ground.base.actors import Actor
from tinhso.ground.base.refused import Refused
from tinhso.ground.base.vietnamese import format_date
from tinhso.ground.journal.actions import record
from tinhso.ground.people.models import Agency, Post, Role
from tinhso.ground.people.queries import posts_of

PLATFORM, PLATFORM_NAME = "platform:journal", "Nhật ký Tỉnh Số"
_signers: dict[str, CmsSigner] = {}


def signing_post(official_id: int, *, now: datetime, agency_id: int | None = None) -> Post:
    """The post under which an official signs: a leader's before any other. Refused `no-certificate` without one."""
    posts = [post for post in posts_of(official_id, on=now.date()) if agency_id in (None, post.agency_id)]
    if not posts:
        raise Refused("no-certificate", "Người này không giữ vị trí công tác nào vào ngày ký nên không có chữ ký số.")
    return min(posts, key=lambda post: (post.role != Role.LEADER, post.pk))


def certificate_of_person(actor: Actor, post: Post, *, now: datetime) -> Certificate:
    """The certificate with which an official signs now. Refused: no-certificate, certificate-expired."""
    found = _newest(f"official:{post.official_id}", CertificateKind.PERSON, now)
    if found is None and settings.SIGNING_DEVELOPMENT_CA:
        found = certify_person(actor, post, now=now)
    return _usable(found, post.official.full_name, now)


def certificate_of_agency(actor: Actor, agency: Agency, *, now: datetime) -> Certificate:
    """The certificate of an agency's seal. Refused: no-certificate, certificate-expired."""
    found = _newest(f"agency:{agency.pk}", CertificateKind.SEAL, now)
    if found is None and settings.SIGNING_DEVELOPMENT_CA:
        found = certify_agency(actor, agency, now=now)
    return _usable(found, agency.name, now)


def certificate_of_platform(actor: Actor, *, now: datetime) -> Certificate:
    """The certificate with which the platform speaks for itself. Refused: no-certificate, certificate-expired."""
    found = _newest(PLATFORM, CertificateKind.SEAL, now)
    if found is None and settings.SIGNING_DEVELOPMENT_CA:
        stand_up_authority(actor, now=now)
        issued = authority.issue(settings.KEYS_DIR, name=PLATFORM_NAME, organisation=authority.PROVINCE)
        found = keep(actor, issued, PLATFORM, CertificateKind.SEAL, now=now)
    return _usable(found, PLATFORM_NAME, now)


def certify_person(
    actor: Actor, post: Post, *, now: datetime, valid: tuple[datetime, datetime] | None = None
) -> Certificate:
    """Have the development CA make a certificate for an official at his agency."""
    stand_up_authority(actor, now=now)
    issued = authority.issue(
        settings.KEYS_DIR,
        name=post.official.full_name,
        organisation=post.agency.name,
        title=post.title,
        valid=valid or (authority.VALID_FROM, authority.VALID_TO),
    )
    return keep(actor, issued, f"official:{post.official_id}", CertificateKind.PERSON, now=now)


def certify_agency(actor: Actor, agency: Agency, *, now: datetime) -> Certificate:
    """Have the development CA make a certificate for the seal of an agency."""
    stand_up_authority(actor, now=now)
    issued = authority.issue(settings.KEYS_DIR, name=agency.name, organisation=agency.name)
    return keep(actor, issued, f"agency:{agency.pk}", CertificateKind.SEAL, now=now)


def stand_up_authority(actor: Actor, *, now: datetime) -> None:
    """Make the development CA if need be, and trust it: also when KEYS_DIR was lost and a new one grew."""
    made = authority.authority(settings.KEYS_DIR)
    keep(actor, made.root, "authority:root", CertificateKind.ROOT, now=now)
    keep(actor, made.issuing, "authority:issuing", CertificateKind.ISSUING, now=now)


def bring(actor: Actor, bundle: bytes, password: bytes, owner_ref: str, *, now: datetime) -> Certificate:
    """Take in a real certificate with its key and chain (PKCS #12); a self-signed one in the chain becomes trusted.

    Refused `bad-bundle` when the file or its password is wrong or it holds no key; `unfit-key` for a weak or odd one.
    """
    try:
        key, own, chain = pkcs12.load_key_and_certificates(bundle, password)
    except ValueError as wrong:
        raise Refused("bad-bundle", "Không mở được tệp chứng thư: tệp hỏng hoặc sai mật khẩu.") from wrong
    if own is None or not isinstance(key, PrivateKey):
        raise Refused("bad-bundle", "Tệp không chứa chứng thư kèm khoá RSA hoặc ECDSA.")
    algorithm_of(own, prefer_pss=settings.SIGNING_PSS)
    for above in chain:
        kind, name = (
            (CertificateKind.ROOT, "root") if above.subject == above.issuer else (CertificateKind.ISSUING, "issuing")
        )
        keep(actor, authority.Issued(above, ""), f"authority:{name}", kind, now=now)
    kind = CertificateKind.PERSON if owner_ref.startswith("official:") else CertificateKind.SEAL
    issued = authority.Issued(own, authority.keep_key(settings.KEYS_DIR, own, key))
    return keep(actor, issued, owner_ref, kind, now=now)


def keep(
    actor: Actor, issued: authority.Issued, owner_ref: str, kind: CertificateKind, *, now: datetime
) -> Certificate:
    """Write a certificate down, once; ROOT rows make it trusted."""
    made = issued.certificate
    row, new = Certificate.objects.get_or_create(
        fingerprint=made.fingerprint(hashes.SHA256()).hex(),
        defaults={
            "owner_ref": owner_ref,
            "kind": kind,
            "subject": _part(made.subject, NameOID.COMMON_NAME),
            "organisation": _part(made.subject, NameOID.ORGANIZATION_NAME),
            "serial": f"{made.serial_number:X}",
            "der": made.public_bytes(serialization.Encoding.DER),
            "key_name": issued.key_name,
            "valid_from": made.not_valid_before_utc,
            "valid_to": made.not_valid_after_utc,
        },
    )
    if new:
        record(actor, CertificateIssued(owner_ref, row.serial, row.valid_to), at=now)
    return row


def signer_of(certificate: Certificate) -> CmsSigner:
    """The key of a certificate, ready to sign; prepared once in a process."""
    if certificate.fingerprint not in _signers:
        parsed = x509.load_der_x509_certificate(bytes(certificate.der))
        above = [
            bytes(der) for der in Certificate.objects.filter(kind=CertificateKind.ISSUING).values_list("der", flat=True)
        ]
        _signers[certificate.fingerprint] = CmsSigner(
            FileSigner(
                key=private_key(settings.KEYS_DIR / certificate.key_name),
                certificate=bytes(certificate.der),
                chain=tuple(der for der in above if x509.load_der_x509_certificate(der).subject == parsed.issuer),
                algorithm=algorithm_of(parsed, prefer_pss=settings.SIGNING_PSS),
            )
        )
    return _signers[certificate.fingerprint]


def _newest(owner_ref: str, kind: CertificateKind, now: datetime) -> Certificate | None:
    """One that is valid now, else the one that ends last. Rows whose key was lost with KEYS_DIR do not count."""
    rows = Certificate.objects.filter(owner_ref=owner_ref, kind=kind).exclude(key_name="").order_by("-valid_to")
    held = [row for row in rows[:10] if (settings.KEYS_DIR / row.key_name).exists()]
    return next((row for row in held if row.valid_from <= now < row.valid_to), held[0] if held else None)


def _usable(found: Certificate | None, owner: str, now: datetime) -> Certificate:
    if found is None:
        raise Refused("no-certificate", f"{owner} chưa được cấp chứng thư chữ ký số nên chưa ký được.")
    if found.revoked_at and found.revoked_at <= now:
        raise Refused(
            "certificate-revoked",
            f"Chứng thư chữ ký số của {owner} đã bị thu hồi ngày {format_date(found.revoked_at)} nên không ký được. "
            "Hãy xin cấp chứng thư mới rồi ký lại; văn bản vẫn được giữ nguyên.",
        )
    if now >= found.valid_to:
        raise Refused(
            "certificate-expired",
            f"Chứng thư chữ ký số của {owner} đã hết hạn ngày {format_date(found.valid_to)}. "
            "Hãy gia hạn chứng thư rồi ký lại; văn bản vẫn được giữ nguyên.",
        )
    if now < found.valid_from:
        raise Refused(
            "certificate-expired",
            f"Chứng thư chữ ký số của {owner} chỉ có hiệu lực từ ngày {format_date(found.valid_from)}.",
        )
    return found


def _part(name: x509.Name, oid: x509.ObjectIdentifier) -> str:
    values = name.get_attributes_for_oid(oid)
    return str(values[0].value) if values else ""
