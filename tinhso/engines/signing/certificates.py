"""Certificates of signers: the valid one of an owner, made by the development CA where that is allowed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.x509.oid import NameOID
from django.conf import settings
from django.utils import timezone

from tinhso.engines.signing import authority
from tinhso.engines.signing.cms import CmsSigner
from tinhso.engines.signing.events import CertificateIssued
from tinhso.engines.signing.keys.file import FileSigner, private_key
from tinhso.engines.signing.keys.remote import RemoteSigner
from tinhso.engines.signing.keys.signer import Algorithm, Signer, algorithm_of
from tinhso.engines.signing.keys.token import TokenSigner, read_address
from tinhso.engines.signing.models import Certificate, CertificateKind, KeyPlace
from tinhso.ground.acts import once
from tinhso.ground.base.actors import Actor
from tinhso.ground.base.refused import Refused
from tinhso.ground.base.vietnamese import format_date
from tinhso.ground.journal.actions import record
from tinhso.ground.people.models import Agency, Post, Role
from tinhso.ground.people.queries import posts_of, substitution_for

PLATFORM, PLATFORM_NAME = "platform:journal", "Nhật ký Tỉnh Số"
LONGEST_CHAIN = 5
_signers: dict[tuple[str, str, str], CmsSigner] = {}


def signing_post(official_id: int, *, now: datetime, agency_id: int | None = None) -> Post:
    """The post under which an official signs: a leader's before any other. Refused `no-certificate` without one."""
    held = posts_of(official_id, on=timezone.localdate(now))
    posts = [post for post in held if agency_id in (None, post.agency_id)]
    if not posts and agency_id and substitution_for(official_id, agency_id, on=timezone.localdate(now)):
        posts = held  # thừa ủy quyền: the head of a body below signs for the one above
    if not posts:
        raise Refused("no-certificate", "Người này không giữ vị trí công tác nào vào ngày ký nên không có chữ ký số.")
    return min(posts, key=lambda post: (post.role != Role.LEADER, post.pk))


def certificate_of_person(actor: Actor, post: Post, *, now: datetime) -> Certificate:
    """The certificate with which an official signs now. Refused: no-certificate, certificate-expired."""
    found = _standing(f"official:{post.official_id}", CertificateKind.PERSON, now)
    if found is None and settings.SIGNING_DEVELOPMENT_CA:
        found = certify_person(actor, post, now=now)
    return _usable(found, post.official.full_name, now)


def certificate_of_agency(actor: Actor, agency: Agency, *, now: datetime) -> Certificate:
    """The certificate of an agency's seal. Refused: no-certificate, certificate-expired."""
    found = _standing(f"agency:{agency.pk}", CertificateKind.SEAL, now)
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


def keep(
    actor: Actor,
    issued: authority.Issued,
    owner_ref: str,
    kind: CertificateKind,
    *,
    place: KeyPlace = KeyPlace.FILE,
    ways: Iterable[Algorithm] = (),
    now: datetime,
) -> Certificate:
    """Write a certificate down, once; ROOT rows make it trusted. place, ways: of its key (models.Certificate)."""
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
            "key_place": place,
            "key_name": issued.key_name,
            "key_ways": " ".join(sorted(ways)),
            "valid_from": made.not_valid_before_utc,
            "valid_to": made.not_valid_after_utc,
        },
    )
    if new:
        record(actor, CertificateIssued(owner_ref, row.serial, row.valid_to), at=now)
    return row


def signer_of(certificate: Certificate) -> CmsSigner:
    """The key of a certificate, ready to sign; prepared once in a process. Refused `unfit-key`."""
    where = (certificate.fingerprint, certificate.key_place, certificate.key_name)
    if where not in _signers:
        _signers[where] = CmsSigner(key_of(certificate))
    return _signers[where]


def key_of(row: Certificate) -> Signer:
    """The key where its row says that it lives. Refused `unfit-key`."""
    der, ways = bytes(row.der), row.key_ways.split() or tuple(Algorithm)
    parsed = x509.load_der_x509_certificate(der)
    algorithm = algorithm_of(parsed, prefer_pss=settings.SIGNING_PSS, ways=ways)
    chain = tuple(bytes(above.der) for above in above_of(parsed) if above.kind == CertificateKind.ISSUING)
    match row.key_place:
        case KeyPlace.TOKEN:
            token, label = read_address(row.key_name)
            return TokenSigner(token, label, der, chain, algorithm)
        case KeyPlace.REMOTE:
            return RemoteSigner(row.key_name, row.owner_ref, der, chain, algorithm)
    return FileSigner(private_key(settings.KEYS_DIR / row.key_name), der, chain, algorithm)


def above_of(certificate: x509.Certificate) -> list[Certificate]:
    """The known certificates above one, from below; the last is a trusted root, or the chain is broken."""
    rows = Certificate.objects.filter(kind__in=[CertificateKind.ROOT, CertificateKind.ISSUING])
    known = [(row, x509.load_der_x509_certificate(bytes(row.der))) for row in rows.order_by("-kind", "pk")]
    chain: list[Certificate] = []
    while len(chain) < LONGEST_CHAIN and not (chain and chain[-1].kind == CertificateKind.ROOT):
        found = next(((row, above) for row, above in known if _issued(above, certificate)), None)
        if found is None:
            break
        chain.append(found[0])
        certificate = found[1]
    return chain


def _issued(above: x509.Certificate, certificate: x509.Certificate) -> bool:
    if above.subject != certificate.issuer:
        return False
    try:
        certificate.verify_directly_issued_by(above)
    except (ValueError, TypeError, InvalidSignature):
        return False
    return True


def _standing(owner_ref: str, kind: CertificateKind, now: datetime) -> Certificate | None:
    """As `_newest`, asked once an act for each owner who has one: a list of papers is signed with one certificate."""
    found = once(("certificate", owner_ref, kind, now), lambda: _newest(owner_ref, kind, now))
    return found or _newest(owner_ref, kind, now)


def _newest(owner_ref: str, kind: CertificateKind, now: datetime) -> Certificate | None:
    """The valid one that was brought in last, else the one that ends last.

    Last, and not longest: a real certificate of two years goes before the trial one of ten. Rows whose key was lost
    with KEYS_DIR do not count.
    """
    rows = Certificate.objects.filter(owner_ref=owner_ref, kind=kind).exclude(key_name="").order_by("-pk")
    held = [row for row in rows[:10] if row.key_place != KeyPlace.FILE or (settings.KEYS_DIR / row.key_name).exists()]
    return next(
        (row for row in held if row.valid_from <= now < row.valid_to),
        max(held, key=lambda row: row.valid_to, default=None),
    )


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
