"""Real certificates, brought in by an operator: with their key in a file, or with the place where their key lives."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.serialization import pkcs12
from django.conf import settings
from django.db import transaction

from tinhso.engines.signing import authority
from tinhso.engines.signing.certificates import above_of, keep, key_of
from tinhso.engines.signing.keys import remote, token
from tinhso.engines.signing.keys.file import PrivateKey
from tinhso.engines.signing.keys.signer import Algorithm, algorithm_of, verified
from tinhso.engines.signing.models import Certificate, CertificateKind, KeyPlace
from tinhso.ground.base.actors import Actor
from tinhso.ground.base.refused import Refused
from tinhso.ground.gateway.actions import logged
from tinhso.ground.gateway.errors import Rejected, Unavailable
from tinhso.ground.gateway.partners import csc


@transaction.atomic
def bring_bundle(actor: Actor, bundle: bytes, password: bytes, owner_ref: str, *, now: datetime) -> Certificate:
    """Take in a certificate with its key and chain (PKCS #12); a self-signed one in the chain becomes trusted.

    Refused: bad-bundle (file or password wrong, no key in it), unfit-key, certificate-taken.
    """
    try:
        key, own, chain = pkcs12.load_key_and_certificates(bundle, password)
    except ValueError as wrong:
        raise Refused("bad-bundle", "Không mở được tệp chứng thư: tệp hỏng hoặc sai mật khẩu.") from wrong
    if own is None or not isinstance(key, PrivateKey):
        raise Refused("bad-bundle", "Tệp không chứa chứng thư kèm khoá RSA hoặc ECDSA.")
    algorithm_of(own, prefer_pss=settings.SIGNING_PSS)
    _keep_chain(actor, chain, now=now)
    return _keep_own(
        actor, own, KeyPlace.FILE, authority.keep_key(settings.KEYS_DIR, own, key), (), owner_ref=owner_ref, now=now
    )


def bring_token(
    actor: Actor,
    name: str,
    label: str,
    owner_ref: str,
    *,
    certificates: Sequence[bytes] = (),
    now: datetime,
) -> Certificate:
    """Take in the certificate of a key in a token (its name and the key's label there), and try the key once.

    certificates: files (PEM or DER) that an operator vouches for: the key's own, where the token does not hold it,
    and those above it; a self-signed one becomes trusted. Refused: no-certificate, unfit-key, signer-unavailable,
    signer-rejected, wrong-signature.
    """
    given = [_read(one) for one in certificates]
    inside, ways = token.found_in(name, label)
    own = x509.load_der_x509_certificate(inside) if inside else next((one for one in given if not _is_ca(one)), None)
    if own is None:
        raise Refused(
            "no-certificate",
            f"Thiết bị ký số không có chứng thư tên “{label}”; hãy thêm tệp chứng thư bằng --certificate.",
        )
    place = token.address(name, label)
    _tried(own, KeyPlace.TOKEN, place, ways, owner_ref=owner_ref, now=now)
    with transaction.atomic():
        _keep_chain(actor, [one for one in given if one != own], now=now)
        return _keep_own(actor, own, KeyPlace.TOKEN, place, ways, owner_ref=owner_ref, now=now)


def bring_credential(
    actor: Actor, credential_id: str, owner_ref: str, *, certificates: Sequence[bytes] = (), now: datetime
) -> Certificate:
    """Take in the certificate of a key at the remote signing service, and try the key once.

    certificates: as for tokens. What the service itself sends is kept as a link of the chain, but never becomes
    trusted: it would vouch for itself. Refused: signer-unavailable, signer-rejected, unfit-key, wrong-signature.
    """
    try:
        with logged(
            csc.PARTNER, purpose=remote.PURPOSE, legal_basis=remote.LEGAL_BASIS, subject=owner_ref, now=now,
            operation="credentials/info",
        ):  # fmt: skip
            said = csc.credential(credential_id)
    except Unavailable as silent:
        raise Refused("signer-unavailable", f"Dịch vụ ký số từ xa không trả lời ({silent.detail}).") from silent
    except Rejected as no:
        raise Refused("signer-rejected", f"Dịch vụ ký số từ xa không biết khoá này ({no.detail}).") from no
    try:
        own, *above = (x509.load_der_x509_certificate(der) for der in said.certificates)
    except ValueError as broken:
        raise Refused("signer-unavailable", "Dịch vụ ký số từ xa gửi chứng thư không đọc được.") from broken
    ways = remote.ways_of(said.algorithms)
    _tried(own, KeyPlace.REMOTE, credential_id, ways, owner_ref=owner_ref, now=now)
    with transaction.atomic():
        _keep_chain(actor, [_read(one) for one in certificates], now=now)
        _keep_chain(actor, [one for one in above if one.subject != one.issuer], now=now)
        return _keep_own(actor, own, KeyPlace.REMOTE, credential_id, ways, owner_ref=owner_ref, now=now)


def is_trusted(row: Certificate) -> bool:
    """Whether the chain of a certificate ends in a root that we trust."""
    above = above_of(x509.load_der_x509_certificate(bytes(row.der)))
    return bool(above) and above[-1].kind == CertificateKind.ROOT


def _tried(
    own: x509.Certificate, place: KeyPlace, name: str, ways: Iterable[Algorithm], *, owner_ref: str, now: datetime
) -> None:
    """Sign with a key once, before anything is written down: better now than on the first paper."""
    der = own.public_bytes(serialization.Encoding.DER)
    row = Certificate(owner_ref=owner_ref, der=der, key_place=place, key_name=name, key_ways=" ".join(ways))
    key = key_of(row)
    nothing = bytes(key.algorithm.hash.digest_size)
    verified(key, [nothing], key.sign_many([nothing], now=now))


def _keep_own(
    actor: Actor,
    own: x509.Certificate,
    place: KeyPlace,
    name: str,
    ways: Iterable[Algorithm],
    *,
    owner_ref: str,
    now: datetime,
) -> Certificate:
    """Write a signer's certificate down; one that is known already is told where its key lives now.

    Refused `certificate-taken` when it is known as somebody else's.
    """
    kind = CertificateKind.PERSON if owner_ref.startswith("official:") else CertificateKind.SEAL
    row = keep(actor, authority.Issued(own, name), owner_ref, kind, place=place, ways=ways, now=now)
    if (row.owner_ref, row.kind) != (owner_ref, kind):
        raise Refused("certificate-taken", f"Chứng thư này đã được nạp cho {row.subject} ({row.owner_ref}).")
    row.key_place, row.key_name, row.key_ways = place, name, " ".join(sorted(ways))
    row.save(update_fields=["key_place", "key_name", "key_ways"])
    return row


def _keep_chain(actor: Actor, chain: Iterable[x509.Certificate], *, now: datetime) -> None:
    for above in chain:
        is_root = above.subject == above.issuer
        kind = CertificateKind.ROOT if is_root else CertificateKind.ISSUING
        keep(actor, authority.Issued(above, ""), f"authority:{'root' if is_root else 'issuing'}", kind, now=now)


def _is_ca(certificate: x509.Certificate) -> bool:
    try:
        return certificate.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    except x509.ExtensionNotFound:
        return False


def _read(file: bytes) -> x509.Certificate:
    """A certificate in PEM or DER. Refused `bad-bundle`."""
    try:
        load = x509.load_pem_x509_certificate if b"-----BEGIN" in file else x509.load_der_x509_certificate
        return load(file)
    except ValueError as wrong:
        raise Refused("bad-bundle", "Không đọc được tệp chứng thư (cần PEM hoặc DER).") from wrong
